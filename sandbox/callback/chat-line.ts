import type { CorpApp } from '../app/apps.ts';
import type { NumberedMessage } from '../messages.ts';
import type { World } from '../world.ts';
import type { CallbackRecord } from './types.ts';

/** Puts what a member wrote or did into the conversation with the application, where its answer will stand below it. */
export function sayInChat(world: World, app: CorpApp, callback: CallbackRecord): NumberedMessage {
  const { kind, message, at } = callback;
  const msgtype = message.MsgType === 'event' ? 'event' : kind;
  return world.messages.add({ app: app.name, agentid: app.agentid, msgtype, message: shownAs(msgtype, message), at, bytes: 0, callback });
}

/** In the form of a message that is sent, where there is one, so that both are shown alike. */
function shownAs(msgtype: string, fields: Record<string, unknown>): Record<string, unknown> {
  const content = msgtype === 'text' ? { content: fields.Content } : { media_id: fields.MediaId };
  return ['text', 'image', 'voice', 'video'].includes(msgtype) ? { msgtype, [msgtype]: content } : { msgtype, [msgtype]: fields };
}
