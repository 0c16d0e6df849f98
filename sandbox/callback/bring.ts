import type { NumberedMessage } from '../messages.ts';
import type { World } from '../world.ts';
import { deliver } from './deliver.ts';
import type { Packet } from './packet.ts';
import type { CallbackRecord, CallOptions } from './types.ts';

/** A packet on its way, and what is to hear of it. */
export interface Bringing {
  record: CallbackRecord;
  packet: Packet;
  /** Makes the packet anew. */
  renew: () => Packet;
  options: CallOptions;
  /** Takes the body of the answer that was accepted, if it is not empty. */
  take: (body: Buffer) => void;
  /** What stands for it in the conversation. */
  line: NumberedMessage | undefined;
}

/** Brings a packet to its address, as often as WeCom would, and writes down how that went. Returns a copy of the record. */
export async function bring(world: World, { record, packet, renew, options, take, line }: Bringing): Promise<CallbackRecord> {
  const { closing } = world.callbacks;
  const tell = (): void => {
    if (line) world.messages.change(line, {});
  };
  let attempt = 0;
  let current = packet;
  const body = await deliver({
    attempts: record.most,
    timing: {
      answerWithinMs: options.answerWithinMs ?? world.timing.answerWithinMs,
      retryAfterMs: options.retryAfterMs ?? world.timing.retryAfterMs,
    },
    packet: () => {
      attempt += 1;
      if (attempt > 1 && options.retryWith === 'fresh') current = renew();
      return current;
    },
    now: world.now,
    closing,
    onAttempt: (made) => {
      record.attempts.push(made);
      tell();
    },
  });
  if (closing.aborted) record.outcome = 'stopped';
  else {
    record.outcome = body ? 'accepted' : 'failed';
    if (body && body.length > 0) take(body);
    tell();
  }
  return structuredClone(record);
}
