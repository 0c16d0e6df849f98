import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SNIFF_BYTES, sniff } from '../../core/media/sniff.ts';

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const ftyp = (major: string, ...compatible: string[]): Uint8Array =>
  latin(`\0\0\0${String.fromCharCode(16 + 4 * compatible.length)}ftyp${major}\0\0\0\0${compatible.join('')}\0\0\0\x08free`);

describe('the first bytes of a file', () => {
  it.each([
    ['jpg', 'JPG', latin('\xff\xd8\xff\xe0\0\x10JFIF')],
    ['png', 'PNG', latin('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
    ['amr', 'AMR', latin('#!AMR\n<')],
    ['mp4', 'MP4', ftyp('isom', 'isom', 'avc1')],
    ['mp4', 'MP4', ftyp('mp42')],
    ['mp4', 'MP4', ftyp('XYZ1', 'abcd', 'mp41')],
    ['gif', 'GIF', latin('GIF89a')],
    ['wav', 'WAV', latin('RIFF\x24\0\0\0WAVEfmt ')],
    ['mp3', 'MP3', latin('ID3\x04\0')],
    ['mp3', 'MP3', latin('\xff\xfb\x90\0')],
    ['bmp', 'BMP', latin('BM\x36\x04\0\0\0\0\0\0')],
    ['wma', 'WMA', latin('0&\xb2u\x8ef\xcf\x11\xa6\xd9')],
  ])('tell %s', (format, formatName, bytes) => {
    expect(sniff(bytes)).toEqual({ format, formatName });
  });

  it.each([
    ['AMR-WB', latin('#!AMR-WB\n')],
    ['SILK', latin('\x02#!SILK_V3')],
    ['WebP', latin('RIFF\x24\0\0\0WEBPVP8 ')],
    ['AAC', latin('\xff\xf1\x50\x80')],
    ['Ogg', latin('OggS\0')],
    ['FLAC', latin('fLaC')],
    ['PDF', latin('%PDF-1.7')],
    ['ZIP', latin('PK\x03\x04')],
    ['M4A', ftyp('M4A ', 'M4A ', 'mp42', 'isom')],
    ['QuickTime', ftyp('qt  ', 'qt  ')],
    ['QuickTime', latin('\0\0\0\x08wide\0\0\0\0mdat')],
    ['HEIC', ftyp('heic', 'mif1')],
    ['AVIF', ftyp('avif', 'mif1')],
    ['3GP', ftyp('3gp4', 'isom')],
    ['a relative of MP4', ftyp('XYZ1')],
    ['a relative of MP4', Buffer.concat([ftyp('XYZ1', 'abcd'), latin('isom')])],
    ['HTML', latin('<!DOCTYPE html><html>')],
    ['HTML', latin('\xef\xbb\xbf\r\n <!-- a comment\n -->\n<HTML lang="en">')],
    ['SVG', latin('<svg xmlns="http://www.w3.org/2000/svg">')],
    ['SVG', latin('<?xml version="1.0"?>\n<!-- made by hand -->\n<svg>')],
    ['XML', latin('<?xml version="1.0"?><note/>')],
    ['HTML or XML', latin(`<!-- ${'x'.repeat(2000)} --><html>`)],
    ['unknown', latin('just some text')],
    ['unknown', latin('\xff\xff\xff\xff')],
    ['unknown', latin('#!AMR')],
    ['unknown', new Uint8Array()],
  ])('tell %s, which WeCom has no kind for', (formatName, bytes) => {
    expect(sniff(bytes)).toEqual({ format: undefined, formatName });
  });

  it('are enough: what comes behind them changes nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: SNIFF_BYTES, maxLength: SNIFF_BYTES + 100 }), (bytes) => {
        expect(sniff(bytes)).toEqual(sniff(bytes.subarray(0, SNIFF_BYTES)));
      }),
    );
  });
});
