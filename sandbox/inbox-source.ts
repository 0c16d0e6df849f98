import { cardStates } from './app/card-state.ts';
import { MEMBERS } from './app/members.ts';
import { BOT_EVENTS, BOT_MESSAGES } from './bot/compose.ts';
import { EVENTS, MESSAGES } from './callback/kinds.ts';
import { deliveryLines } from './callback/words.ts';
import type { InboxMessage, InboxSource } from './inbox/source.ts';
import { isInScope } from './media/store.ts';
import type { Scope } from './media/store.ts';
import type { NumberedMessage } from './messages.ts';
import type { World } from './world.ts';

/** What the inbox page is shown of the world. */
export function inboxSource({ robots, apps, bots, messages, media, callbacks }: World): InboxSource {
  const scopeOf = ({ robot = '', app }: NumberedMessage): Scope =>
    app === undefined ? { robot } : { corpid: apps.all.find(({ name }) => name === app)?.corpid ?? '' };
  const show = (sent: NumberedMessage): InboxMessage => {
    const { id, robot, app, bot, to, msgtype, message, at, callback, msgid, passive } = sent;
    return {
      id,
      robot: robot ?? app ?? bot ?? '',
      ...(to && { to }),
      ...(callback && { from: callback.from, delivery: deliveryLines(callback) }),
      ...(passive && { passive }),
      ...(msgtype === 'template_card' && to && (msgid ?? bot) !== undefined && { cards: cardStates(to.shown, sent) }),
      ...(msgid !== undefined && { msgid }),
      msgtype,
      message,
      media: mediaIdsIn(message).flatMap((mediaId) => {
        const record = media.record(mediaId);
        if (!record || !isInScope(record, scopeOf(sent))) return [];
        return [{ media_id: mediaId, type: record.type, filename: record.filename, size: record.size }];
      }),
      at,
    };
  };
  return {
    robots: () => robots.all.map(({ name }) => ({ name })),
    apps: () => apps.all.map(({ name, agentid }) => ({ name, agentid })),
    messages: () => messages.all.map(show),
    subscribe: (listener) =>
      messages.subscribe((message, changed) => {
        listener(show(message), changed);
      }),
    bots: () => bots.all.map(({ name }) => ({ name })),
    composing: (name) => {
      const kinds = bots.find(name) ? { messages: BOT_MESSAGES, events: BOT_EVENTS } : { messages: Object.keys(MESSAGES), events: Object.keys(EVENTS) };
      return callbacks.find(name) && { members: MEMBERS.map(({ userid }) => userid), ...kinds };
    },
    bytes: (mediaId) => media.bytes(mediaId),
  };
}

/** Every `media_id` in a message, wherever it stands. */
function mediaIdsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) =>
    name === 'media_id' && typeof member === 'string' ? [member] : mediaIdsIn(member),
  );
}
