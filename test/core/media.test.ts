import { describe, expect, it } from 'vitest';

import { checkMedia, chooseKind, mediaKind } from '../../core/media.ts';
import type { MediaFacts } from '../../core/media.ts';
import { mediaKinds } from '../../core/spec/media.ts';
import type { MediaKind, MediaKindSpec } from '../../core/spec/types.ts';

const MB = 1024 * 1024;

const jpg: MediaFacts = { path: 'a.jpg', size: 1000, format: 'jpg', formatName: 'JPG' };
const amr: MediaFacts = { path: 'a.amr', size: 1000, format: 'amr', formatName: 'AMR', durationMs: 1000 };
const text: MediaFacts = { path: 'a.txt', size: 1000, format: undefined, formatName: 'unknown' };
const html: MediaFacts = { path: 'a.jpg', size: 1000, format: undefined, formatName: 'HTML' };

const mp4: MediaFacts = { path: 'a.mp4', size: 1000, format: 'mp4', formatName: 'MP4' };

const takenBy: Record<MediaKind, MediaFacts> = { image: jpg, voice: amr, file: text, video: mp4 };

function rules(kind: MediaKind): MediaKindSpec {
  const row = mediaKind('robot', kind);
  if (row === undefined) throw new Error(`A robot takes no ${kind}`);
  return row;
}

describe('the kind of a file', () => {
  it.each<[MediaKind, Partial<MediaFacts>]>([
    ['image', jpg],
    ['image', { ...jpg, format: 'png', formatName: 'PNG' }],
    ['image', { ...jpg, size: 2 * MB }],
    ['file', { ...jpg, size: 2 * MB + 1 }],
    ['voice', amr],
    ['voice', { ...amr, size: 2 * MB, durationMs: 60_000 }],
    ['file', { ...amr, durationMs: 60_020 }],
    ['file', { ...amr, size: 2 * MB + 1 }],
    ['file', { ...amr, durationMs: undefined, damage: 'it holds no sound' }],
    ['file', { ...jpg, format: 'mp4', formatName: 'MP4' }],
    ['file', html],
    ['file', { ...text, size: 21 * MB }],
    ['file', { ...jpg, size: 5 }],
  ])('is %s for %o of a robot', (kind, facts) => {
    expect(chooseKind({ ...text, ...facts }, 'robot')).toBe(kind);
  });

  it.each<[MediaKind, Partial<MediaFacts>]>([
    ['image', jpg],
    ['image', { ...jpg, size: 10 * MB }],
    ['file', { ...jpg, size: 10 * MB + 1 }],
    ['voice', { ...amr, size: 2 * MB, durationMs: 60_000 }],
    ['file', { ...amr, durationMs: 60_020 }],
    ['video', mp4],
    ['video', { ...mp4, size: 10 * MB }],
    ['file', { ...mp4, size: 10 * MB + 1 }],
    ['file', { ...jpg, format: undefined, formatName: 'GIF' }],
    ['file', { ...mp4, format: undefined, formatName: 'QuickTime' }],
    ['file', { ...text, size: 21 * MB }],
    ['file', { ...mp4, size: 5 }],
  ])('is %s for %o of an application', (kind, facts) => {
    expect(chooseKind({ ...text, ...facts }, 'app')).toBe(kind);
  });

  it('is never video, which a robot does not take', () => {
    expect(mediaKind('robot', 'video')).toBeUndefined();
  });
});

describe('the limits of a kind', () => {
  it.each(mediaKinds)('$channel $kind: the smallest and the largest size pass, one byte less or more does not', (row) => {
    const facts = takenBy[row.kind];
    const limitsAt = (size: number): string[] => checkMedia(row, { ...facts, size }).map(({ limit }) => limit);
    expect(limitsAt(row.moreThanBytes + 1)).toEqual([]);
    expect(limitsAt(row.maxBytes - 1)).toEqual([]);
    expect(limitsAt(row.maxBytes)).toEqual([]);
    expect(limitsAt(row.moreThanBytes)).toEqual([`more than ${row.moreThanBytes} bytes`]);
    expect(limitsAt(0)).toEqual([`more than ${row.moreThanBytes} bytes`]);
    expect(limitsAt(row.maxBytes + 1)).toEqual([`at most ${row.maxBytes} bytes (${row.maxBytes / MB} MB) as ${row.kind}`]);
  });

  it('are those that WeCom publishes', () => {
    expect(mediaKinds.map(({ channel, kind, carried, moreThanBytes, maxBytes, maxSeconds }) => [channel, kind, carried, moreThanBytes, maxBytes, maxSeconds])).toEqual([
      ['robot', 'image', 'inline', 5, 2_097_152, undefined],
      ['robot', 'voice', 'upload', 5, 2_097_152, 60],
      ['robot', 'file', 'upload', 5, 20_971_520, undefined],
      ['app', 'image', 'upload', 5, 10_485_760, undefined],
      ['app', 'voice', 'upload', 5, 2_097_152, 60],
      ['app', 'video', 'upload', 5, 10_485_760, undefined],
      ['app', 'file', 'upload', 5, 20_971_520, undefined],
    ]);
  });
});

describe('what is wrong with a file', () => {
  it('is told by its content, whatever its name says', () => {
    expect(checkMedia(rules('image'), html)).toEqual([
      {
        path: 'a.jpg',
        limit: 'JPG or PNG as image',
        actual: 'HTML by its first bytes',
        fix: 'Convert it to JPG or PNG, or send it as a file: its name does not count, its content does',
      },
    ]);
    expect(checkMedia(rules('voice'), { ...html, path: 'a.amr', formatName: 'MP3' })).toMatchObject([{ limit: 'AMR as voice', actual: 'MP3 by its first bytes' }]);
  });

  it('is told of a voice that is too long or damaged', () => {
    expect(checkMedia(rules('voice'), { ...amr, durationMs: 60_020 })).toMatchObject([{ limit: 'a sound voice of at most 60 seconds', actual: '60.02 seconds' }]);
    expect(checkMedia(rules('voice'), { ...amr, durationMs: undefined, damage: 'it ends in the middle of frame 3' })).toMatchObject([
      { actual: 'damaged: it ends in the middle of frame 3' },
    ]);
  });

  it('is told all at once', () => {
    expect(checkMedia(rules('image'), { ...html, size: 3 * MB })).toHaveLength(2);
    expect(checkMedia(rules('voice'), { ...amr, size: 3 * MB, durationMs: 90_000 })).toHaveLength(2);
  });
});
