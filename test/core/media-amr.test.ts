import { describe, expect, it } from 'vitest';

import { amrDuration } from '../../core/media/amr.ts';

/** Bytes with the header, from the RFC's table of modes: 12.2 kbit/s has 31 bytes of speech behind its header. */
const sizes: Record<number, number> = { 0: 13, 1: 14, 2: 16, 3: 18, 4: 20, 5: 21, 6: 27, 7: 32, 8: 6, 15: 1 };

const amr = (...types: number[]): Uint8Array =>
  Buffer.concat([Buffer.from('#!AMR\n'), ...types.map((type) => Buffer.from([(type << 3) | 4, ...Array<number>((sizes[type] ?? 1) - 1).fill(0xaa)]))]);

describe('the duration of an AMR', () => {
  it.each(Object.keys(sizes).map(Number))('is 20 ms for each frame of type %i', (type) => {
    expect(amrDuration(amr(type, type, type))).toEqual({ ok: true, durationMs: 60 });
  });

  it('adds up frames of different types', () => {
    expect(amrDuration(amr(7, 0, 15, 8, 7))).toEqual({ ok: true, durationMs: 100 });
    expect(amrDuration(amr(...Array<number>(3000).fill(7)))).toEqual({ ok: true, durationMs: 60_000 });
  });

  it.each([12, 13, 14])('cannot be told with a frame of type %i, which does not exist', (type) => {
    expect(amrDuration(amr(7, type))).toEqual({ ok: false, problem: `frame 2 has the type ${type}, which does not exist` });
  });

  it('cannot be told when the last frame is cut short, by one byte or to its header', () => {
    expect(amrDuration(amr(7, 7).subarray(0, -1))).toEqual({ ok: false, problem: 'it ends in the middle of frame 2' });
    expect(amrDuration(amr(7).subarray(0, 7))).toEqual({ ok: false, problem: 'it ends in the middle of frame 1' });
  });

  it('cannot be told of silence, nor of something else', () => {
    expect(amrDuration(amr())).toEqual({ ok: false, problem: 'it holds no sound' });
    expect(amrDuration(Buffer.from('#!AMR-WB\n\x04'))).toEqual({ ok: false, problem: 'it does not begin with the mark of AMR' });
    expect(amrDuration(new Uint8Array())).toEqual({ ok: false, problem: 'it does not begin with the mark of AMR' });
  });
});
