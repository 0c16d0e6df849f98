import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { split } from '../../core/text.ts';
import type { TextFormat } from '../../core/text.ts';
import { Document } from '../../core/text/document.ts';

const spansIn = (text: string, format: TextFormat = 'markdown_v2'): string[] =>
  new Document(text, format).spans.map(({ start, end, what }) => `${what}: ${text.slice(start, end)}`);

describe('what stays together', () => {
  it.each([
    ['a [b](c) d', ['link: [b](c)']],
    ['![b](c "t (u)") d', ['link: ![b](c "t (u)")']],
    ['\\![b](c)', ['escaped character: \\!', 'link: [b](c)']],
    ['[![a](b)](c)', ['link: [![a](b)](c)']],
    ['[a](b(c)d) e)', ['link: [a](b(c)d)']],
    ['[a `](b` c](d)', ['link: [a `](b` c](d)']],
    ['[a **b](c) d**', ['link: [a **b](c)']],
    ['**a [b** c](d)', ['run of bold text: **a [b**']],
    ['[a](b c) [d](e\nf)', []],
    ['[a\n\nb](c)', []],
    ['**a\n\nb** `c\n\nd`', []],
    ['(see https://e.com/a_(b)), or https://e.com/c.', ['web address: https://e.com/a_(b)', 'web address: https://e.com/c']],
    ['**https://e.com/a**', ['run of bold text: **https://e.com/a**', 'web address: https://e.com/a']],
    ['见https://e.com/文档，谢谢', ['web address: https://e.com/文档']],
    ['http:// and https://', []],
    ['<https://e.com> <@u> 1 <2 and 3> 2', ['link: <https://e.com>', 'tag: <@u>']],
    ['*a* _b_ ***c*** snake_case_name', ['run of italic text: *a*', 'run of italic text: _b_', 'run of bold text: ***c***']],
    ['<font color="info">a</font>', ['run of coloured text: <font color="info">a</font>', 'tag: <font color="info">', 'tag: </font>']],
    ['`a ``b` c', ['piece of code: `a ``b`']],
    ['````\n```\n````\nx', ['code block: ````\n```\n````']],
    ['~~~ x\nhttps://e.com `a`', ['code block: ~~~ x\nhttps://e.com `a`', 'web address: https://e.com']],
    ['```a`b', []],
    ['|a|\n|-|\n|b|\nc', ['table: |a|\n|-|\n|b|', 'table row: |b|']],
    ['|a|\r\n|-|\r\n', ['table: |a|\r\n|-|']],
  ])('in markdown %j is %j', (text, spans) => {
    expect(spansIn(text)).toEqual(spans);
  });

  it('in plain text is links, addresses and tags, but not what only markdown gives a meaning', () => {
    expect(spansIn('**a** `b` \\* [c](d)\n```\n|a|\n|-|\n<a href="x">y</a>', 'text')).toEqual(['link: [c](d)', 'link: <a href="x">y</a>']);
  });

  it('in the first markdown is all but tables', () => {
    expect(spansIn('**a**\n|a|\n|-|\n', 'markdown')).toEqual(['run of bold text: **a**']);
  });

  it('never overlaps, whatever the text: one thing lies apart from another, in its content, or at its marks', () => {
    const marks = fc.constantFrom('*', '**', '***', '_', '`', '``', '```', '~~~', '[', '![', ']', '(', ')', '](', '<', '>', '<a x>', '</a>', '<font>', '</font>', '<@u>', '\\', '|', '\n|-|\n', '\n', '\n\n', '\r\n', ' ', 'a', '。', '"', '\u0301', 'https://e.com/a', '[a](b)');
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 60 }), fc.constantFrom<TextFormat>('text', 'markdown', 'markdown_v2'), (pieces, format) => {
        const text = pieces.join('');
        const { spans } = new Document(text, format);
        for (const [i, outer] of spans.entries()) {
          expect(outer.start).toBeLessThan(outer.end);
          for (const inner of spans.slice(i + 1)) {
            if (inner.start >= outer.end) break;
            expect(inner.end).toBeLessThanOrEqual(outer.end);
            const { inside } = outer;
            if (inside !== undefined && inner.start >= inside.start && inner.start < inside.end) expect(inner.end).toBeLessThanOrEqual(inside.end);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a link with accents on its last bracket', () => {
  it('is not cut there either, as the bracket and they are one character', () => {
    expect(split(`one [a](b)${'\u0301'.repeat(20)} two`, 22, 'text')).toEqual({ ok: false, problem: 'a character, which cannot be cut' });
  });
});

describe('what must be repeated in every part', () => {
  it('may take half of a part, so that a short text cannot become a flood of messages', () => {
    const table = (head: number): string => `|${'a'.repeat(head)}|\n|-|\n${'|b|\n'.repeat(30)}`;
    expect(split(table(16), 60, 'markdown_v2')).toMatchObject({ ok: true });
    expect(split(table(30), 60, 'markdown_v2')).toEqual({ ok: false, problem: 'a table that needs 37 bytes around it in each part, which cannot be cut' });
  });
});
