import { CallbackRefusal } from './refusal.ts';

/** WeCom sends a packet again within half a minute; the rest is for clocks that are wrong. */
const WINDOW_SECONDS = 900;

/**
 * Refuses a packet that was signed too long ago, or in the future.
 *
 * The attack: the signature of a packet that somebody has recorded stays right for ever, so that an old order could be given again.
 * Within the window, what tells a repetition is `redeliveryKey`.
 *
 * @param timestamp seconds since 1970, from a packet whose signature is right.
 * @param now milliseconds since 1970.
 */
export function checkFresh(timestamp: string, now: number, windowSeconds = WINDOW_SECONDS): void {
  const off = Math.round(now / 1000) - Number(timestamp);
  if (Math.abs(off) <= windowSeconds) return;
  throw new CallbackRefusal('stale', `the packet is ${Math.abs(off)} s ${off > 0 ? 'old' : 'ahead'} by the clock here, and ${windowSeconds} s are allowed`);
}
