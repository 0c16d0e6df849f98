import type { Push } from '../../../../core/callback/message.ts';
import { eventKeyOf, senderOf } from '../../../../core/callback/message.ts';
import { ANY_EVENT, ANY_MESSAGE, EVERYTHING } from './choices.ts';

export interface Filter {
  /** Values of "Trigger On". */
  kinds: readonly string[];
  /** Userids; none = everybody. */
  senders: readonly string[];
  /** None = any. */
  eventKeys: readonly string[];
}

/** Whether what WeCom pushed is to start the workflow. */
export function isWanted(push: Push, { kinds, senders, eventKeys }: Filter): boolean {
  const sender = senderOf(push);
  if (senders.length > 0 && (sender === undefined || !senders.some((userid) => userid.toLowerCase() === sender.toLowerCase()))) return false;
  const key = eventKeyOf(push);
  if (eventKeys.length > 0 && key !== undefined && !eventKeys.includes(key)) return false;
  if (kinds.includes(EVERYTHING)) return true;
  // What no table knows is asked for only with everything else.
  if (push.kind === 'unknown') return false;
  if (kinds.includes(`${push.kind}.${push.type}`)) return true;
  // No member wrote this: while an AI bot's reply is not finished, WeCom asks every second how it goes on.
  if (push.type === 'stream') return false;
  return kinds.includes(push.kind === 'event' ? ANY_EVENT : ANY_MESSAGE);
}
