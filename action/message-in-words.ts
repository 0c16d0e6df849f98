import type { Message } from '../core/robot.ts';

/** Characters of a message that are shown. */
const SHOWN = 1000;

/** A message for the log, its beginning only. It may hold a media_id, which is no more for the log than a key is. */
export function showMessage(message: Message): string {
  const text = JSON.stringify(message, hideMediaIds);
  return `${message.msgtype} ${text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}… (${text.length} characters)`}`;
}

const hideMediaIds = (name: string, value: unknown): unknown => (name.endsWith('media_id') ? '***' : value);
