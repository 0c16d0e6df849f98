import type { InputName } from '../defaults.ts';

/** Whose application it is and which. */
export const CREDENTIALS = ['corp-id', 'corp-secret', 'agent-id'] as const satisfies InputName[];

/** Each list of recipients, and WeCom's field for it. */
export const RECIPIENTS = [
  { input: 'to-user', field: 'touser' },
  { input: 'to-party', field: 'toparty' },
  { input: 'to-tag', field: 'totag' },
] as const satisfies { input: InputName; field: string }[];

/** Fields of a message by the input that fills them in. */
export const INPUT_OF: Readonly<Record<string, InputName>> = {
  ...Object.fromEntries(RECIPIENTS.map(({ input, field }) => [field, input])),
  agentid: 'agent-id',
  chatid: 'chat-id',
  duplicate_check_interval: 'dedupe-seconds',
};
