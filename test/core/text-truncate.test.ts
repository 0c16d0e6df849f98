import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { truncate } from '../../core/text.ts';
import type { TextFormat } from '../../core/text.ts';
import { byteLength } from '../../core/utf8.ts';
import { fence, inline, runs, table, textOf } from './text-fragments.ts';

function shortened(text: string, maxBytes: number, format: TextFormat): string {
  const result = truncate(text, maxBytes, format);
  if (!result.ok) throw new Error(result.problem);
  return result.text;
}

describe('a text that is truncated', () => {
  it('comes back unchanged when it fits', () => {
    expect(truncate('构建完成', 12, 'text')).toEqual({ ok: true, text: '构建完成' });
  });

  it('fills the limit to the byte when it is one word, the ellipsis included', () => {
    expect(shortened('a'.repeat(100), 10, 'text')).toBe('aaaaaaa…');
    expect(shortened('构建完成', 11, 'text')).toBe('构建…');
  });

  it('ends behind a word or a sentence when that loses little', () => {
    expect(shortened('one two three four five', 18, 'text')).toBe('one two three…');
    expect(shortened('First sentence here. Second', 26, 'text')).toBe('First sentence here.…');
  });

  it('never ends inside a character as people see it', () => {
    expect(shortened('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 40, 'text')).toBe('👩‍👩‍👧‍👦…');
    expect(shortened('🇨🇳🇨🇳🇨🇳', 14, 'text')).toBe('🇨🇳…');
  });

  it('closes what is open before the ellipsis', () => {
    expect(shortened('**bold text that goes on and on**', 24, 'markdown')).toBe('**bold text that**…');
    expect(shortened('<font color="info">一二三四五六七八九十</font>', 48, 'markdown')).toBe('<font color="info">一二三四五六</font>…');
  });

  it('puts the ellipsis on a line of its own behind a code block or a table, as the block would swallow it', () => {
    expect(shortened('```js\nconst a = 1;\nconst b = 2;\n```', 27, 'markdown_v2')).toBe('```js\nconst a = 1;\n```\n…');
    expect(shortened('| a |\n|---|\n| b |\n| c |\n| d |', 28, 'markdown_v2')).toBe('| a |\n|---|\n| b |\n| c |\n…');
    expect(shortened('```\na\n```\n\nMore text comes here', 15, 'markdown_v2')).toBe('```\na\n```\n…');
  });

  it('keeps the ellipsis out of a web address', () => {
    expect(shortened('see https://example.com/a and more', 30, 'text')).toBe('see https://example.com/a …');
    expect(shortened('see https://example.com/a and more', 28, 'text')).toBe('see…');
  });

  it('drops a link that does not fit whole', () => {
    expect(shortened('see [the docs](https://example.com) now', 30, 'markdown')).toBe('see…');
  });

  it('is refused when it begins with a link that does not fit, or has no room for a character', () => {
    expect(truncate('[the docs](https://example.com) now', 30, 'markdown')).toEqual({ ok: false, problem: 'a link of 31 bytes, which cannot be cut' });
    expect(truncate('some text', 3, 'text')).toMatchObject({ ok: false });
    expect(truncate(' '.repeat(50), 20, 'text')).toEqual({ ok: false, problem: 'nothing but white space' });
  });

  it('is within the limit, ends with the ellipsis and has balanced markup, whatever the text', () => {
    fc.assert(
      fc.property(textOf(fc.oneof(inline, runs, fence, table)), fc.integer({ min: 130, max: 400 }), (fragments, maxBytes) => {
        const text = fragments.join('');
        fc.pre(byteLength(text) > maxBytes);
        const result = shortened(text, maxBytes, 'markdown_v2');
        expect(Buffer.byteLength(result)).toBeLessThanOrEqual(maxBytes);
        expect(result.endsWith('…')).toBe(true);
        expect((result.split('**').length - 1) % 2).toBe(0);
        expect((result.split('```').length - 1) % 2).toBe(0);
        expect(result.split('<font').length).toBe(result.split('</font>').length);
      }),
      { numRuns: 300 },
    );
  });

  it('is a start of the text, cut between characters', () => {
    const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    fc.assert(
      fc.property(textOf(inline), fc.integer({ min: 90, max: 300 }), (fragments, maxBytes) => {
        const text = fragments.join('');
        fc.pre(byteLength(text) > maxBytes);
        const kept = shortened(text, maxBytes, 'text').replace(/ ?…$/, '');
        expect(text.startsWith(kept)).toBe(true);
        expect(Array.from(graphemes.segment(text), ({ index }) => index)).toContain(kept.length);
      }),
      { numRuns: 300 },
    );
  });
});
