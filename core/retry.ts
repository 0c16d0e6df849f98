import type { Ports } from './ports.ts';
import { RETRY } from './spec/rates.ts';
import type { Replay } from './spec/types.ts';
import type { Verdict } from './verdict.ts';

/** Whether a send whose answer was lost may be repeated: the user's word, never ours. */
export type OnUnknown = 'fail' | 'resend';

export interface Attempted {
  verdict: Exclude<Verdict<unknown>, { effect: 'done' }>;
  replay: Replay;
  onUnknown: OnUnknown;
  /** 1 for the first. */
  attempt: number;
  /** How often 45009 was already waited for. */
  rateWaits: number;
}

/**
 * Milliseconds to wait before the next attempt, or undefined when there must be none.
 *
 * What certainly took no effect may be repeated whatever it was; what may have taken effect only when a repeat does no harm.
 */
export function waitBeforeRetry({ verdict, replay, onUnknown, attempt, rateWaits }: Attempted, random: Ports['random']): number | undefined {
  if (attempt >= RETRY.attempts) return undefined;
  const harmless = verdict.effect === 'none' || replay !== 'never' || onUnknown === 'resend';
  if (!harmless) return undefined;
  switch (verdict.again) {
    case 'network':
    case 'busy':
    case 'concurrency':
      return RETRY.firstWait * 2 ** (attempt - 1) * (0.5 + random() / 2);
    case 'rate':
      return rateWaits > 0 ? undefined : RETRY.rateWait * (1 + random() / 10);
    case 'token':
    case 'caller':
    case 'permission':
    case 'never':
      return undefined;
  }
}
