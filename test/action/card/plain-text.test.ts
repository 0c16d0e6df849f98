import { describe, expect, it } from 'vitest';
import fc from 'fast-check';

import { plainLines } from '../../../action/card/plain-text.ts';
import { fitLines, shorten } from '../../../action/card/shorten.ts';

describe('release notes as plain lines', () => {
  it.each([
    ['## Fixed', ['Fixed']],
    ['* one\n- two\n+ three', ['• one', '• two', '• three']],
    ['- [x] done\n- [ ] open', ['☑ done', '☐ open']],
    ['a **bold**, *italic*, ~~gone~~ and `code` word', ['a bold, italic, gone and code word']],
    ['snake_case_name and 2 * 3 * 4', ['snake_case_name and 2 * 3 * 4']],
    ['[the guide](https://example.com/a_(b) "title") and ![picture](https://example.com/a.png)', ['the guide and']],
    ['> quoted\n> > twice', ['quoted', 'twice']],
    ['<!-- hidden\nlines --><details><summary>More</summary>text</details>', ['More', 'text']],
    ['<script>alert(1)</script>after', ['after']],
    ['```sh\nnpm ci\n```', ['npm ci']],
    ['| A | B |\n| --- | :-: |\n| 1 | 2 |', ['A · B', '1 · 2']],
    ['Title\n=====\n\n---\ntext', ['Title', 'text']],
    ['by @bob in https://github.com/acme/app/pull/12', ['by @bob in #12']],
    ['https://git.corp.example/acme/app/issues/7.', ['#7.']],
    ["## What's Changed\n* a\n\n**Full Changelog**: https://github.com/a/b/compare/v1...v2", ['• a']],
    ['1. first\n2. second', ['1. first', '2. second']],
    ['&lt;b&gt; &amp; \\*star\\*', ['<b> & *star*']],
    ['', []],
  ])('%j becomes %j', (markdown, lines) => {
    expect(plainLines(markdown)).toEqual(lines);
  });

  it.each(['[', '![', '<', '`', '**', '_', '<!--', '[a](', '|', '> ', '<script', '&', '\\', '*_'])('are made in time of a hundred thousand %j', (piece) => {
    expect(plainLines(piece.repeat(100_000)).join('').length).toBeLessThanOrEqual(8000);
  });

  it('are lines without blanks at their ends, whatever the markdown', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (markdown) => plainLines(markdown).every((line) => line !== '' && line === line.trim() && !line.includes('\n'))));
  });
});

describe('shortening', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly ten', 11, 'exactly ten'],
    ['a sentence of several words', 15, 'a sentence of…'],
    ['构建完成，测试全部通过', 6, '构建完成，…'],
    ['ab👩‍👩‍👧‍👦cd', 6, 'ab…'],
    ['e\u0301e\u0301e\u0301', 4, 'e\u0301…'],
    ['oneverylongwordwithoutspaces', 8, 'onevery…'],
  ])('%j to %i characters is %j', (text, most, short) => {
    expect(shorten(text, most)).toBe(short);
  });

  it('never gives more characters than it may, and never half of one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 1, max: 60 }), (text, most) => {
        const short = shorten(text, most);
        return Array.from(short).length <= most && short.isWellFormed() && (short === text || (short.endsWith('…') && text.startsWith(short.slice(0, -1))));
      }),
    );
  });

  it('of lines keeps whole ones and counts the rest', () => {
    const room = { line: 20, characters: 30, lines: 4 };
    const more = (count: number): string => `+${count}`;
    expect(fitLines(['one', 'two'], room, more)).toBe('one\ntwo');
    expect(fitLines(['one', 'two', 'three', 'four', 'five'], room, more)).toBe('one\ntwo\nthree\n+2');
    expect(fitLines(['a line that is longer than it may be'], room, more)).toBe('a line that is…');
  });
});
