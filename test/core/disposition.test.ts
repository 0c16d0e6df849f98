import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { filenameIn } from '../../core/disposition.ts';
import { weComDisposition } from '../../sandbox/http/disposition.ts';

/** As an HTTP client hands a header on: one character per byte. */
const asBytes = (text: string): string => Buffer.from(text).toString('latin1');

describe('the file name in a Content-Disposition', () => {
  it.each([
    ['in quotes', 'attachment; filename="report.pdf"', 'report.pdf'],
    ['without quotes', 'attachment; filename=report.pdf', 'report.pdf'],
    ['without quotes and with spaces', 'attachment; filename=my report.pdf ; size=3', 'my report.pdf'],
    ['in other letters and with spaces around', 'ATTACHMENT ;  FileName = "report.pdf"', 'report.pdf'],
    ['without anything before it', 'filename="report.pdf"', 'report.pdf'],
    ['with escaped quotes and backslashes', String.raw`attachment; filename="a \"quoted\" \\ name.txt"`, String.raw`a "quoted" \ name.txt`],
    ['with a semicolon inside', 'attachment; filename="one; two.txt"', 'one; two.txt'],
    ['encoded alone', "attachment; filename*=utf-8''%E6%8A%A5%E5%91%8A.pdf", '报告.pdf'],
    ['encoded, with a language', "attachment; filename*=UTF-8'zh-CN'%E6%8A%A5%E5%91%8A.pdf", '报告.pdf'],
    ['with an apostrophe in its encoded form', "attachment; filename*=utf-8''it's.pdf", "it's.pdf"],
    ['as raw UTF-8 bytes', `attachment; filename="${asBytes('报告 📊.pdf')}"`, '报告 📊.pdf'],
    ['as text already', 'attachment; filename="报告.pdf"', '报告.pdf'],
    ['in an encoding nobody knows', 'attachment; filename="caf\u00e9.pdf"', 'caf\u00e9.pdf'],
    ['of only an extension', 'attachment; filename=".amr"', '.amr'],
    ['of only spaces inside', 'attachment; filename=" "', ' '],
  ])('is found %s', (_name, header, filename) => {
    expect(filenameIn(header)).toBe(filename);
  });

  it('is the encoded one where there are both, in either order', () => {
    const [encoded, plain] = ["filename*=utf-8''%E6%8A%A5.txt", 'filename="plain.txt"'];
    expect(filenameIn(`attachment; ${encoded}; ${plain}`)).toBe('报.txt');
    expect(filenameIn(`attachment; ${plain}; ${encoded}`)).toBe('报.txt');
  });

  it.each(["utf-8''%E6%8A", "utf-8''%", "utf-8''", "gbk''%B1%A8.txt", 'no-quotes'])('is the plain one where the encoded one cannot be read (%s)', (encoded) => {
    expect(filenameIn(`attachment; filename*=${encoded}; filename="plain.txt"`)).toBe('plain.txt');
    expect(filenameIn(`attachment; filename*=${encoded}`)).toBeUndefined();
  });

  it.each(['', 'attachment', 'inline; size=3', 'attachment; filename=""', 'attachment; filename=', 'attachment; notfilename="x"', 'attachment; xfilename*=utf-8\'\'x'])('is undefined in "%s"', (header) => {
    expect(filenameIn(header)).toBeUndefined();
  });

  it('is not taken from what only looks like a parameter inside a name', () => {
    const name = "report.txt; filename*=utf-8''autorun.inf; x=.txt";
    expect(filenameIn(`attachment; filename="${name}"`)).toBe(name);
  });

  it('is what WeCom was given, whatever that was, by either of its forms', () => {
    const names = fc.string({ unit: 'binary', minLength: 1 }).map((name) => name.toWellFormed()).filter((name) => !/\p{Cc}|\uFEFF/u.test(name));
    fc.assert(
      fc.property(names, (name) => {
        const header = weComDisposition(name);
        expect(filenameIn(header)).toBe(name);
        expect(filenameIn(header.replace(/filename\*=[^;]*; /, ''))).toBe(name);
      }),
    );
  });
});
