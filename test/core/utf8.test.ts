import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { byteLength, hasLoneSurrogate } from '../../core/utf8.ts';

describe('the bytes of a text', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['é', 2],
    ['中', 3],
    ['👍', 4],
    ['\u{10ffff}', 4],
    ['\ud800', 3],
    ['\udc00\ud800', 6],
    ['\ud800\ud83d\udc4d', 7],
  ])('are counted as UTF-8: %j has %i', (text, bytes) => {
    expect(byteLength(text)).toBe(bytes);
  });

  it('are those that an encoder writes, for any string with or without lone surrogates', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), fc.string({ unit: 'binary' }), (units, text) => {
        for (const any of [String.fromCharCode(...units), text]) expect(byteLength(any)).toBe(new TextEncoder().encode(any).length);
      }),
    );
  });
});

describe('a lone surrogate', () => {
  it('is found anywhere, and not in a pair', () => {
    expect(hasLoneSurrogate('a\ud83d')).toBe(true);
    expect(hasLoneSurrogate('\udc4da')).toBe(true);
    expect(hasLoneSurrogate('👍中a')).toBe(false);
  });
});
