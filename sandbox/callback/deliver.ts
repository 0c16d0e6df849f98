import { setTimeout as wait } from 'node:timers/promises';

import { exchange } from './exchange.ts';
import type { Packet } from './packet.ts';
import type { CallbackAttempt } from './types.ts';

/** How much of an answer's body is kept for being looked at. */
const SHOWN_CHARACTERS = 4000;

/** Milliseconds, both from the beginning of an attempt: until it is given up, and until the next one begins at the soonest. */
export interface Timing {
  answerWithinMs: number;
  retryAfterMs: number;
}

/** WeCom's own. Source: https://developer.work.weixin.qq.com/document/path/90930 */
export const WECOM_TIMING: Timing = { answerWithinMs: 5000, retryAfterMs: 5000 };

export interface Delivering {
  attempts: number;
  timing: Timing;
  /** The packet of each attempt. */
  packet: () => Packet;
  /** Milliseconds since 1970. */
  now: () => number;
  closing: AbortSignal;
  /** Hears of each attempt when it is over. */
  onAttempt: (attempt: CallbackAttempt) => void;
}

/**
 * Posts until an attempt is answered with 200, which is all that counts, and returns the body of that answer; undefined when none
 * was.
 * Source: https://developer.work.weixin.qq.com/document/path/90930
 */
export async function deliver({ attempts, timing, packet, now, closing, onAttempt }: Delivering): Promise<Buffer | undefined> {
  const isOver = (): boolean => closing.aborted;
  for (let left = attempts; left > 0 && !isOver(); left -= 1) {
    const { url, contentType, body } = packet();
    const at = now();
    const answer = await exchange(url, { method: 'POST', contentType, body, timeoutMs: timing.answerWithinMs, closing });
    if (isOver()) return undefined;
    onAttempt({ at, ms: answer.ms, result: answer.result, ...(answer.result === 'answered' && shown(answer)) });
    if (answer.result === 'answered' && answer.status === 200) return answer.body;
    const rest = timing.retryAfterMs - answer.ms;
    if (left > 1 && rest > 0) await wait(rest, undefined, { signal: closing }).catch(() => undefined);
  }
  return undefined;
}

const shown = ({ status, body }: { status: number; body: Buffer }): Pick<CallbackAttempt, 'status' | 'body' | 'bytes'> => ({
  status,
  body: body.toString('utf8').slice(0, SHOWN_CHARACTERS),
  bytes: body.length,
});
