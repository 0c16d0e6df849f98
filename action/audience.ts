import type { Problem } from '../core/errors.ts';
import type { Mentions } from '../core/mention.ts';
import type { Message } from '../core/robot.ts';
import { ROBOT_RATE } from '../core/spec/rates.ts';
import type { RateSpec } from '../core/spec/rates.ts';
import type { Channel } from '../core/spec/types.ts';
import { validateMessage } from '../core/validate.ts';
import type { Findings } from '../core/validate/report.ts';

/** Those who get the same messages: every group with a robot, or whom the application sends to. What they get is planned once. */
export interface Audience {
  channel: Channel;
  /** Who sends, where several do: "group robot". */
  name: string;
  /** Those of them whom a message can mention here. */
  mentionable: (mentions: Mentions) => Mentions;
  rate: RateSpec;
  /** The message as it goes out, and all that is wrong with it there. */
  address: (message: Message) => Addressed;
  /** What WeCom may hold against a file of this name. */
  doubt: (filename: string) => Problem | undefined;
}

export interface Addressed extends Findings {
  message: Message;
}

/** @param reduce takes out of a message what is only for the application beside the robots. */
export function robotAudience(reduce: (message: Message) => Message = (message) => message): Audience {
  return {
    channel: 'robot',
    name: 'group robot',
    mentionable: (mentions) => mentions,
    rate: ROBOT_RATE,
    address: (message) => {
      const reduced = reduce(message);
      return { message: reduced, ...validateMessage('robot', reduced) };
    },
    doubt: () => undefined,
  };
}
