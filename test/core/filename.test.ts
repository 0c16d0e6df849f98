import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { safeFilename } from '../../core/filename.ts';

describe('a file name', () => {
  it.each([
    '构建报告 v1.2（最终）.pdf',
    'テスト結果.xlsx',
    '안녕.txt',
    '👩‍👩‍👧‍👦 family ❤️.png',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿 flag 🇨🇳.png',
    '葛\u{e0100}城.txt',
    'a b  c.tar.gz',
    '100%25 %E4%BD%A0.txt',
    "it's [a] {b} (c) #d &e =f +g,h.txt",
    'README',
  ])('stays as it is: %s', (name) => {
    expect(safeFilename(name)).toEqual({ name, changed: false });
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\autorun.inf', 'autorun.inf'],
    ['C:\\reports\\报告.pdf', '报告.pdf'],
    ['a\r\nContent-Type: x\r\n\r\nb.txt', 'aContent-Type_ xb.txt'],
    ['say "hi".txt', "say 'hi'.txt"],
    ['a;b:c*d?e<f>g|h.txt', 'a_b_c_d_e_f_g_h.txt'],
    ['photo\u202Egpj.exe', 'photogpj.exe'],
    ['\u2066a\u2069\u200e\u200f\u061c.txt', 'a.txt'],
    ['a\u200bb\u200cc\u200dd\u2060e\ufeff\u00ad.txt', 'abcde.txt'],
    ['a\u0000b\u007f\u0085\u2028.txt', 'ab.txt'],
    ['a\ud83d.txt', 'a.txt'],
    ['cafe\u0301.txt', 'café.txt'],
    ['question\u037e.txt', 'question_.txt'],
    ['.gitignore', 'gitignore'],
    ['...hidden.txt', 'hidden.txt'],
    ['name.txt. . ', 'name.txt'],
    ['  name.txt', 'name.txt'],
    ['\u202e.txt', 'file.txt'],
    [' .txt', 'file.txt'],
    ['', 'file'],
    ['..', 'file'],
    ['folder/', 'file'],
    ['\r\n', 'file'],
  ])('%j becomes %j', (given, name) => {
    expect(safeFilename(given)).toEqual({ name, changed: true });
  });

  it('is cut to 200 bytes between characters and keeps its extension', () => {
    expect(safeFilename(`${'报'.repeat(100)}.pdf`).name).toBe(`${'报'.repeat(65)}.pdf`);
    const { name } = safeFilename(`${'👩‍👩‍👧‍👦'.repeat(20)}.png`);
    expect(name).toBe(`${'👩‍👩‍👧‍👦'.repeat(7)}.png`);
    expect(safeFilename('a'.repeat(200))).toEqual({ name: 'a'.repeat(200), changed: false });
  });

  it('has an extension of at most 32 bytes; what is longer is cut like the rest', () => {
    expect(safeFilename(`${'a'.repeat(300)}.${'b'.repeat(31)}`).name).toBe(`${'a'.repeat(168)}.${'b'.repeat(31)}`);
    expect(safeFilename(`a.${'b'.repeat(300)}`).name).toBe(`a.${'b'.repeat(198)}`);
  });

  it('has no white space left where it was cut', () => {
    expect(safeFilename(`${'a'.repeat(199)}  bbb`).name).toBe('a'.repeat(199));
  });

  it('is `file` with the extension when its first character alone is too long', () => {
    expect(safeFilename(`a${'\u0323'.repeat(200)}.txt`).name).toBe('file.txt');
  });

  const anyName = fc
    .array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('.', ' ', '/', '\\', '"', ';', '*', '\r\n', '\u202e', '\u200d', '\u200b', '\ufe0f', '👩', '👧', '🏴', '\u{e0067}', '\u{e007f}', '报告', 'e', '\u0301', '\u0323', '\u037e', '<', '\u0338', '\ud83d', '.pdf', 'a'.repeat(90))))
    .map((pieces) => pieces.join(''));

  it('is safe, and unchanged by a second pass, whatever is given', () => {
    fc.assert(
      fc.property(anyName, (given) => {
        const { name, changed } = safeFilename(given);
        expect(safeFilename(name)).toEqual({ name, changed: false });
        expect(changed).toBe(name !== given);
        expect(name).toMatch(/^[^.\s]/u);
        expect(name).not.toMatch(/[.\s]$/u);
        expect(name).not.toMatch(/[\p{Cc}"\\/;:*?<>|\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u200b\u200c\ufeff]/u);
        expect(name.isWellFormed()).toBe(true);
        expect(name.normalize('NFC')).toBe(name);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([' .', '/', '\\', '.', '\u200d', '🏴', '\u0301', '👩\u200d', '\u{e0067}'])('is made of a very long row of %j too', (piece) => {
    expect(Buffer.byteLength(safeFilename(piece.repeat(100_000)).name)).toBeLessThanOrEqual(200);
  });
});
