import { describe, expect, it } from 'vitest';

import { RejectedError } from '../../core/errors.ts';
import { waitBeforeRetry } from '../../core/retry.ts';
import type { Attempted } from '../../core/retry.ts';
import type { ErrcodeClass, Replay } from '../../core/spec/types.ts';

const refused = (again: ErrcodeClass | 'network' | 'never'): Attempted['verdict'] => ({ effect: 'none', error: new RejectedError(1, '', { message: '', fix: '' }), again });
const LOST: Attempted['verdict'] = { effect: 'maybe', what: 'the connection was reset', again: 'network' };

const REPLAYS: Replay[] = ['safe', 'dedupe', 'never'];

const wait = (attempted: Partial<Attempted>, random = 0): number | undefined =>
  waitBeforeRetry({ verdict: refused('busy'), replay: 'never', onUnknown: 'fail', attempt: 1, rateWaits: 0, ...attempted }, () => random);

describe('the wait before another attempt', () => {
  it.each(REPLAYS)('doubles, and is between half of that and all of it by chance (%s)', (replay) => {
    expect([1, 2].map((attempt) => wait({ replay, attempt }, 0))).toEqual([250, 500]);
    expect([1, 2].map((attempt) => wait({ replay, attempt }, 0.999_999))).toEqual([expect.closeTo(500, 2), expect.closeTo(1000, 2)]);
  });

  it.each(REPLAYS)('is the same for every failure of the moment that certainly had no effect (%s)', (replay) => {
    for (const again of ['network', 'busy', 'concurrency'] as const) expect(wait({ replay, verdict: refused(again) })).toBe(250);
  });

  it.each(REPLAYS)('does not exist for a refusal that lasts (%s)', (replay) => {
    for (const again of ['caller', 'permission', 'token', 'never'] as const) expect(wait({ replay, verdict: refused(again) })).toBeUndefined();
  });

  it('is a little over a minute after 45009, and never a second time', () => {
    expect(wait({ verdict: refused('rate') }, 0)).toBe(61_000);
    expect(wait({ verdict: refused('rate') }, 0.999_999)).toBeCloseTo(67_100, 0);
    expect(wait({ verdict: refused('rate'), rateWaits: 1 })).toBeUndefined();
  });

  it.each(REPLAYS)('does not exist after the third attempt, as the vendor asks (%s)', (replay) => {
    for (const verdict of [refused('busy'), refused('network'), refused('rate'), LOST]) expect(wait({ replay, verdict, attempt: 3, onUnknown: 'resend' })).toBeUndefined();
  });
});

describe('after a lost answer', () => {
  it('an upload and a send with a duplicate check are repeated, and a robot’s send is not', () => {
    expect(REPLAYS.map((replay) => wait({ verdict: LOST, replay }))).toEqual([250, 250, undefined]);
  });

  it('a robot’s send is repeated when the user chose so', () => {
    expect(wait({ verdict: LOST, onUnknown: 'resend' })).toBe(250);
  });
});
