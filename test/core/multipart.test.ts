import { describe, expect, it } from 'vitest';

import { safeFilename } from '../../core/filename.ts';
import { frame, multipartContentType, partHead, partTail } from '../../core/multipart.ts';

const facts = { boundary: 'B', filename: 'a.txt', contentType: 'text/plain', size: 3 };

describe('the head of the part', () => {
  it.each([
    ['构建报告.pdf', '构建报告.pdf'],
    ['👩‍👩‍👧‍👦.png', '👩‍👩‍👧‍👦.png'],
    ['say "hi".txt', "say 'hi'.txt"],
    ['a"\r\nContent-Type: x\r\n\r\n<script>.txt', "a'Content-Type_ x_script_.txt"],
    ['a; filename=b.txt', 'a_ filename=b.txt'],
    ['../../etc/passwd', 'passwd'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['100%22.txt', '100%22.txt'],
  ])('is byte for byte what WeCom reads, for the name %j', (given, name) => {
    const head = partHead({ boundary: '----b0undary', filename: safeFilename(given).name, contentType: 'application/octet-stream', size: 20_971_520 });
    const expected = Buffer.concat([
      Buffer.from('------b0undary\r\nContent-Disposition: form-data; name="media"; filename="'),
      Buffer.from(name),
      Buffer.from('"; filelength=20971520\r\nContent-Type: application/octet-stream\r\n\r\n'),
    ]);
    expect(Buffer.from(head)).toEqual(expected);
  });

  it.each(['a"b', 'a\rb', 'a\nb', 'a\0b', 'a\\', 'a\tb', ''])('refuses the file name %j without repeating it', (filename) => {
    expect(() => partHead({ ...facts, filename })).toThrow(/^The file name in a multipart head must not [a-z, ]+$/);
  });

  it.each(['text/plain\r\nX: y', 'text/plain; charset="utf-8"', 'text/纯', ''])('refuses the content type %j without repeating it', (contentType) => {
    expect(() => partHead({ ...facts, contentType })).toThrow(/^The content type in a multipart head must (?:not contain quotes|be printable ASCII)$/);
  });

  it.each([-1, 1.5, Number.NaN])('refuses the size %d', (size) => {
    expect(() => partHead({ ...facts, size })).toThrow('must be a number of bytes');
  });

  it.each(['', 'a b', 'a"b', 'a\r\nb', 'a;b', '边', 'b'.repeat(71)])('and the Content-Type of the request refuse the boundary %j', (boundary) => {
    const rule = /^A multipart boundary must be 1 to 70 characters of /;
    expect(() => partHead({ ...facts, boundary })).toThrow(rule);
    expect(() => multipartContentType(boundary)).toThrow(rule);
  });
});

describe('the framed body', () => {
  it('is the head, the bytes as they are, and the closing boundary', () => {
    const bytes = Uint8Array.of(0, 0xff, 0x0d, 0x0a);
    const body = frame({ filename: '报告.bin', contentType: 'application/octet-stream', bytes }, 'xyz');
    const expected = Buffer.concat([
      Buffer.from('--xyz\r\nContent-Disposition: form-data; name="media"; filename="报告.bin"; filelength=4\r\nContent-Type: application/octet-stream\r\n\r\n'),
      bytes,
      Buffer.from('\r\n--xyz--\r\n'),
    ]);
    expect(Buffer.from(body)).toEqual(expected);
  });

  it('has a text after the file as a part of its own, in raw UTF-8', () => {
    const body = Buffer.from(frame({ filename: 'a.mp4', contentType: 'video/mp4', bytes: Buffer.from('bytes') }, 'b0undary', { name: 'description', value: '{"title":"开业 🎬"}' }));
    expect(body.toString('utf8')).toBe(
      '--b0undary\r\nContent-Disposition: form-data; name="media"; filename="a.mp4"; filelength=5\r\nContent-Type: video/mp4\r\n\r\nbytes' +
        '\r\n--b0undary\r\nContent-Disposition: form-data; name="description"\r\n\r\n{"title":"开业 🎬"}\r\n--b0undary--\r\n',
    );
  });

  it.each([
    [{ name: 'a"; filename="x', value: '' }, 'The name of a text'],
    [{ name: 'description', value: 'x\r\n--b0undary\r\n' }, 'must not contain the boundary'],
  ])('has no text that could leave its part: %o', (text, message) => {
    expect(() => partTail('b0undary', text)).toThrow(message);
  });

  it('is announced with the boundary unquoted and last', () => {
    expect(multipartContentType("----AZaz09'()+_,-./:=?")).toBe("multipart/form-data; boundary=----AZaz09'()+_,-./:=?");
  });
});
