import { describe, expect, it } from 'vitest';

import { checkOfficialMedia, chooseOfficialKind, officialFilename } from '../../../core/official/check-media.ts';
import { sniff } from '../../../core/media/sniff.ts';
import type { MediaFacts } from '../../../core/media.ts';
import { OFFICIAL_MEDIA, officialMedia } from '../../../core/spec/official-media.ts';
import { HTML } from '../../support/media-samples.ts';
import { amr, GIF, jpg, mp3, mp4, png, WMA } from '../../sandbox/official/files.ts';

const factsOf = (bytes: Buffer, size = bytes.length): MediaFacts => ({ path: 'data', size, ...sniff(bytes), ...(bytes.toString('latin1', 0, 5) === '#!AMR' ? { durationMs: 1000 } : {}) });

const SAMPLE = { image: png(), voice: amr(50), video: mp4(), thumb: jpg() };

describe('the rules of an Official Account’s media', () => {
  it.each(OFFICIAL_MEDIA.map((row) => [`${row.use} ${row.kind}`, row] as const))('let a file of the largest size pass and no larger one, nor an empty one: %s', (_, row) => {
    const problems = (size: number) => checkOfficialMedia(row.use, row.kind, factsOf(SAMPLE[row.kind], size)).problems;
    expect([problems(row.maxBytes), problems(1)]).toEqual([[], []]);
    expect(problems(row.maxBytes + 1)).toMatchObject([{ actual: `${row.maxBytes + 1} bytes`, fix: 'Make it smaller' }]);
    expect(problems(0)).toMatchObject([{ limit: 'more than 0 bytes' }]);
  });

  it('know the formats of each kind by their content', () => {
    const refused = (use: 'temporary' | 'permanent' | 'article', kind: 'image' | 'voice' | 'video' | 'thumb', bytes: Buffer) => checkOfficialMedia(use, kind, factsOf(bytes)).problems.length > 0;
    expect(refused('temporary', 'image', GIF)).toBe(false);
    expect(refused('article', 'image', GIF)).toBe(true);
    expect(refused('temporary', 'voice', mp3(10))).toBe(false);
    expect(refused('temporary', 'voice', WMA)).toBe(true);
    expect(refused('permanent', 'voice', WMA)).toBe(false);
    expect(refused('permanent', 'thumb', png())).toBe(true);
    expect(refused('permanent', 'image', Buffer.from(HTML))).toBe(true);
    expect(refused('article', 'voice', mp3(10))).toBe(true);
  });

  it('warn of a picture between the two limits that the vendor’s pages name', () => {
    const rules = officialMedia('temporary', 'image');
    const warnings = (size: number) => checkOfficialMedia('temporary', 'image', factsOf(png(), size)).warnings;
    expect(warnings(rules?.doubtfulBytes ?? 0)).toEqual([]);
    expect(warnings((rules?.doubtfulBytes ?? 0) + 1)).toMatchObject([{ limit: 'at most 10 MB as image on one page of WeChat’s, and 2 MB on another' }]);
  });

  it('tell an AMR recording that is too long', () => {
    expect(checkOfficialMedia('permanent', 'voice', { ...factsOf(amr(50)), durationMs: 60_020 }).problems).toMatchObject([{ actual: '60.02 seconds' }]);
  });

  it.each([
    [png(), 'image'],
    [GIF, 'image'],
    [mp3(10), 'voice'],
    [mp4(), 'video'],
  ])('choose the kind of a file by its content', (bytes, kind) => {
    expect(chooseOfficialKind('temporary', factsOf(bytes))).toBe(kind);
  });

  it('choose the kind of its format for a file that is too large for it', () => {
    expect(chooseOfficialKind('permanent', factsOf(mp4(), 30_000_000))).toBe('video');
  });

  it.each([
    ['a.jpg', 'jpg', 'a.jpg'],
    ['a.JPEG', 'jpg', 'a.JPEG'],
    ['照片', 'png', '照片.png'],
    ['a.jpg', 'png', 'a.jpg.png'],
    ['a', undefined, 'a'],
  ] as const)('give a file the extension that WeChat goes by: %s, a %s', (name, format, expected) => {
    expect(officialFilename(name, format)).toBe(expected);
  });
});
