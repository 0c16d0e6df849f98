import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { split } from '../../core/text.ts';
import type { TextFormat } from '../../core/text.ts';
import { byteLength } from '../../core/utf8.ts';
import { chinese, emoji, fence, inline, runs, table, textOf, words } from './text-fragments.ts';

const formats: TextFormat[] = ['text', 'markdown', 'markdown_v2'];

function partsOf(text: string, maxBytes: number, format: TextFormat): string[] {
  const result = split(text, maxBytes, format);
  if (!result.ok) throw new Error(result.problem);
  return result.parts;
}

/** Checks the number lines and takes them off. */
function bodiesOf(parts: string[]): string[] {
  return parts.map((part, i) => {
    const line = `(${i + 1}/${parts.length})\n`;
    expect(part.startsWith(line)).toBe(true);
    return part.slice(line.length);
  });
}

const occurrences = (text: string, what: string): number => text.split(what).length - 1;

describe('a text that fits', () => {
  it.each(formats)('is its only part, unchanged and without a number, as %s', (format) => {
    const text = ' 中文\r\n\r\n ';
    expect(split(text, byteLength(text), format)).toEqual({ ok: true, parts: [text] });
  });

  it('is split as soon as it has one byte too many', () => {
    expect(partsOf('构建 完成。', byteLength('构建 完成。') - 1, 'text')).toHaveLength(2);
  });
});

describe('where a text is cut', () => {
  it('is between paragraphs where that fills half a part', () => {
    expect(partsOf('First paragraph is here.\n\nSecond one. It has\ntwo sentences.\n\nThird.', 48, 'text')).toEqual([
      '(1/2)\nFirst paragraph is here.',
      '(2/2)\nSecond one. It has\ntwo sentences.\n\nThird.',
    ]);
  });

  it('is between lines, keeping the indentation of the next one', () => {
    expect(partsOf('- one two three\n  - nested four\n', 24, 'text')).toEqual(['(1/2)\n- one two three', '(2/2)\n  - nested four\n']);
  });

  it('is behind a sentence, with the quotes that close it', () => {
    expect(partsOf('He said "stop." Then he went on and on', 30, 'text')).toEqual(['(1/2)\nHe said "stop."', '(2/2)\nThen he went on and on']);
    expect(partsOf('他说：“停下。”然后他继续往前走', 40, 'text')).toEqual(['(1/2)\n他说：“停下。”', '(2/2)\n然后他继续往前走']);
  });

  it('is between words, or between Chinese characters but never before a comma or behind an opening bracket', () => {
    expect(partsOf('one two three four', 15, 'text')).toEqual(['(1/3)\none two', '(2/3)\nthree', '(3/3)\nfour']);
    expect(partsOf('一二三四五，六七八《九十》一', 23, 'text')).toEqual(['(1/3)\n一二三四', '(2/3)\n五，六七八', '(3/3)\n《九十》一']);
  });

  it('is between characters as people see them when there is nothing else', () => {
    const family = '👩‍👩‍👧‍👦';
    expect(partsOf(family.repeat(3), 6 + 2 * byteLength(family), 'text')).toEqual([`(1/2)\n${family}${family}`, `(2/2)\n${family}`]);
  });

  it('drops blank lines between parts, and white space that alone is longer than a part', () => {
    expect(partsOf(`one${'\n'.repeat(100)}two`, 20, 'text')).toEqual(['(1/2)\none', '(2/2)\ntwo']);
    expect(partsOf(`${' '.repeat(100)}two`, 20, 'text')).toEqual(['two']);
    expect(partsOf(`one${' '.repeat(100)}`, 20, 'text')).toEqual(['one']);
  });
});

describe('the numbers', () => {
  it.each([9, 10, 11, 99, 100, 101, 1000])('are right and within the limit when there are %i parts', (count) => {
    const number = `(${count}/${count})\n`;
    const word = 'x'.repeat(20 - number.length);
    const parts = partsOf(Array<string>(count).fill(word).join(' '), 20, 'text');
    expect(parts).toHaveLength(count);
    expect(bodiesOf(parts)).toEqual(Array<string>(count).fill(word));
  });
});

describe('markup that is longer than a part', () => {
  it('closes a code block and reopens it with its info string, keeping indentation and blank lines', () => {
    expect(partsOf('```js\nconst a = 1;\nconst b = 2;\n  const c = 3;\n\nconst d = 4;\n```\nAnd after.', 50, 'markdown_v2')).toEqual([
      '(1/3)\n```js\nconst a = 1;\nconst b = 2;\n```',
      '(2/3)\n```js\n  const c = 3;\n\nconst d = 4;\n```',
      '(3/3)\nAnd after.',
    ]);
  });

  it('leaves a code block that nobody closed as it is, and closes it only where it is cut', () => {
    expect(partsOf('~~~\naaaa bbbb\ncccc dddd\neeee', 27, 'markdown')).toEqual(['(1/2)\n~~~\naaaa bbbb\n~~~', '(2/2)\n~~~\ncccc dddd\neeee']);
  });

  it('closes and reopens bold text and code', () => {
    expect(partsOf('Intro **bold text that goes on and on, really** end', 38, 'markdown')).toEqual([
      '(1/2)\nIntro **bold text that goes on**',
      '(2/2)\n**and on, really** end',
    ]);
    expect(partsOf('``some code ` with a tick in it``', 26, 'markdown')).toEqual(['(1/2)\n``some code ` with``', '(2/2)\n``a tick in it``']);
  });

  it('is not cut where its mark would touch another of the same sign', () => {
    expect(partsOf('**one two three four *fi* six seven**', 36, 'markdown')).toEqual(['(1/2)\n**one two three**', '(2/2)\n**four *fi* six seven**']);
  });

  it('is not reopened only to be closed', () => {
    for (let maxBytes = 62; maxBytes < 90; maxBytes++) {
const text = `<font color="info">${'一二三四五'.repeat(4)}</font>${'abcde'.repeat(9)}\n\`\`\`\n${'x'.repeat(70)}\n\`\`\``;
      for (const part of partsOf(text, maxBytes, 'markdown')) expect(part).not.toMatch(/"><\/font>|```\n+```/);
    }
  });

  it('closes and reopens a colour, around what is bold in it', () => {
    expect(partsOf('<font color="warning">一二三四五六 **七八九十** 一二三四</font>', 66, 'markdown')).toEqual([
      '(1/2)\n<font color="warning">一二三四五六</font>',
      '(2/2)\n<font color="warning">**七八九十** 一二三四</font>',
    ]);
    expect(partsOf('<font color="info">**一二三四五六七八九十一二三四五六**</font>', 77, 'markdown')).toEqual([
      '(1/2)\n<font color="info">**一二三四五六七八九十一二三**</font>',
      '(2/2)\n<font color="info">**四五六**</font>',
    ]);
  });

  it('cuts a table between rows and repeats its head', () => {
    expect(partsOf('| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n| 7 | 8 |\n\nEnd.', 46, 'markdown_v2')).toEqual([
      '(1/3)\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |',
      '(2/3)\n| a | b |\n|---|---|\n| 5 | 6 |\n| 7 | 8 |',
      '(3/3)\nEnd.',
    ]);
  });
});

describe('markup that fits into a part', () => {
  it.each([
    ['a link', '[the docs](https://example.com/docs)'],
    ['a picture that is a link', '[![ci](https://e.com/b.svg)](https://e.com)'],
    ['bold text', '**one two three four five six**'],
    ['code', '`one two three four five six`'],
    ['a colour', '<font color="info">one two three</font>'],
  ])('is not cut: %s', (_, markup) => {
    const parts = partsOf(`before it there are words ${markup} and behind it too`, 54, 'markdown');
    expect(parts.filter((part) => part.includes(markup))).toHaveLength(1);
  });

  it('is not cut as a code block, even when the text before it leaves the part half empty', () => {
    const block = '```\none\n\ntwo\n\nthree\n```';
    expect(partsOf(`Before.\n\n${block}`, 30, 'markdown_v2')).toEqual(['(1/2)\nBefore.', `(2/2)\n${block}`]);
  });

  it('does not take lone marks for markup', () => {
    expect(partsOf('2 * 3 * 4 and snake_case_name, ** ` [ ( <', 34, 'markdown')).toEqual(['(1/2)\n2 * 3 * 4 and', '(2/2)\nsnake_case_name, ** ` [ ( <']);
  });
});

describe('what cannot be cut and does not fit', () => {
  it.each([
    ['a link', '[a](https://example.com/aaaaaaaaaaaaaaaaaaaaaaa)', 'a link of 48 bytes, which cannot be cut'],
    ['a bare address', 'see https://example.com/aaaaaaaaaaaaaaaaaaaaaaaaa now', 'a web address of 45 bytes, which cannot be cut'],
    ['a tag', `x <@${'a'.repeat(40)}>`, 'a tag of 43 bytes, which cannot be cut'],
    ['a character', `a${'\u0301'.repeat(40)}`, 'a character, which cannot be cut'],
    ['white space', ' '.repeat(100), 'nothing but white space'],
  ])('is reported, not broken: %s', (_, text, problem) => {
    expect(split(text, 40, 'markdown')).toEqual({ ok: false, problem });
  });

  it('is reported for a table row, and for a head too long to be repeated', () => {
    expect(split(`| a |\n|---|\n| ${'b'.repeat(50)} |`, 40, 'markdown_v2')).toEqual({ ok: false, problem: 'a table row of 54 bytes, which cannot be cut' });
    expect(split(`| ${'a'.repeat(20)} |\n|---|\n${'| b |\n'.repeat(9)}`, 40, 'markdown_v2')).toMatchObject({ ok: false });
  });

  it('is reported when the limit is too small for a number and a character', () => {
    expect(split('some text', 6, 'text')).toMatchObject({ ok: false });
    expect(split('some text', 0, 'text')).toMatchObject({ ok: false });
  });
});

describe('of any text', () => {
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

  it('the parts are whole stretches of it in order, with white space between them at most, cut between characters and around links', () => {
    fc.assert(
      fc.property(textOf(inline), fc.integer({ min: 90, max: 400 }), (fragments, maxBytes) => {
        const text = fragments.join('');
        fc.pre(byteLength(text) > maxBytes);
        const result = split(text, maxBytes, 'text');
        // An address goes on in what follows it without a space, and is then too long for any part.
        fc.pre(result.ok || !result.problem.startsWith('a web address'));
        const parts = partsOf(text, maxBytes, 'text');
        const boundaries = new Set([text.length, ...Array.from(graphemes.segment(text), ({ index }) => index)]);
        const insides = fragments.reduce<{ at: number; insides: Set<number> }>(
          ({ at, insides }, fragment) => {
            if (/^[[!<h]/.test(fragment)) for (let i = 1; i < fragment.length; i++) insides.add(at + i);
            return { at: at + fragment.length, insides };
          },
          { at: 0, insides: new Set() },
        ).insides;

        let at = 0;
        for (const body of parts.length === 1 ? parts : bodiesOf(parts)) {
          let start = at;
          while (!text.startsWith(body, start) && /\s/.test(text.charAt(start))) start++;
          expect(text.startsWith(body, start)).toBe(true);
          at = start + body.length;
          for (const cut of [start, at]) {
            expect(boundaries.has(cut)).toBe(true);
            expect(insides.has(cut)).toBe(false);
          }
        }
        expect(text.slice(at).trim()).toBe('');
        for (const part of parts) {
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(maxBytes);
          expect(part.trim()).not.toBe('');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('in markdown the parts are within the limit, keep links whole and markup balanced, and lose no content', () => {
    const content = (text: string): string => text.replace(/```(?:js)?|\*\*|`|<font color="info">|<\/font>|\| a \| b \|\n\| --- \| :-: \||\s/g, '');
    fc.assert(
      fc.property(textOf(fc.oneof(inline, runs, fence, table)), fc.integer({ min: 130, max: 400 }), (fragments, maxBytes) => {
        const text = fragments.join('');
        fc.pre(byteLength(text) > maxBytes);
        const parts = partsOf(text, maxBytes, 'markdown_v2');
        const bodies = parts.length === 1 ? parts : bodiesOf(parts);
        expect(bodies.map(content).join('')).toBe(content(text));
        for (const part of parts) {
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(maxBytes);
          expect(part.trim()).not.toBe('');
          expect(occurrences(part, '**') % 2).toBe(0);
          expect(occurrences(part, '```') % 2).toBe(0);
          expect(occurrences(part, '<font')).toBe(occurrences(part, '</font>'));
        }
        for (const whole of new Set(fragments.filter((fragment) => /^[[!<h]/.test(fragment) && !fragment.startsWith('<font')))) {
          expect(occurrences(bodies.join('\n'), whole)).toBe(occurrences(text, whole));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('made of nothing but marks, the parts are within the limit and lose nothing, or the reason is given', () => {
    const marks = fc.array(fc.constantFrom('*', '**', '_', '`', '```', '~~~', '[', ']', '(', ')', '](', '<', '>', '<a ', '</a>', '<font>', '</font>', '<@', '!', '\\', '|', '|-|', '\n', '\r\n', ' ', 'a', '。', '\u0301', '\u200d', '\u0600', '👍', '\ud83d', 'http://'), { minLength: 30, maxLength: 200 });
    fc.assert(
      fc.property(marks, fc.constantFrom(...formats), fc.integer({ min: 30, max: 90 }), (pieces, format, maxBytes) => {
        const text = pieces.join('');
        const result = split(text, maxBytes, format);
        if (!result.ok) return;
        for (const part of result.parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(maxBytes);
        const joined = result.parts.join('');
        let at = 0;
        for (const character of text.replace(/\s/g, '')) {
          const found = joined.indexOf(character, at);
          expect(found).not.toBe(-1);
          at = found + character.length;
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each(
    Object.entries({
      'opening brackets': '['.repeat(200_000),
      'link beginnings': '[a]('.repeat(50_000),
      'tag beginnings': '<a '.repeat(70_000),
      stars: '*'.repeat(200_000),
      'stars and letters': '*a **b ***c _d __e '.repeat(10_000),
      'backtick runs of every length': Array.from({ length: 600 }, (_, i) => '`'.repeat(i)).join(' '),
      'nested colours': `${'<font>'.repeat(20_000)}x${'</font>'.repeat(20_000)}`,
      schemes: 'http://'.repeat(30_000),
      'code blocks': '```\na\n```\n'.repeat(20_000),
      'one long character': `a${'\u0301'.repeat(100_000)}`,
      'long characters': `a${'\u0301'.repeat(300)}`.repeat(600),
      'line breaks': `${'\n'.repeat(200_000)}x`,
      sentences: 'A megabyte of ordinary text. '.repeat(36_000),
    }),
  )('answers also for a long row of %s', (_, text) => {
    for (const format of formats) {
      const result = split(text, 2048, format);
      expect(result.ok ? Math.max(...result.parts.map(byteLength)) : result.problem.length).toBeLessThanOrEqual(2048);
    }
  });

  it('words, Chinese and emoji glued together come out whole when all numbers are taken off', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(words, chinese, emoji), { minLength: 20, maxLength: 80 }), (pieces) => {
        const text = pieces.join('');
        const parts = partsOf(text, 60, 'text');
        expect((parts.length === 1 ? parts : bodiesOf(parts)).join('')).toBe(text);
      }),
    );
  });
});
