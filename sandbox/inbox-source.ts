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
export function inboxSource({ robots, apps, bots, chats, messages, media, callbacks }: World): InboxSource {
  const corpOf = (app: string): string => apps.all.find(({ name }) => name === app)?.corpid ?? '';
  const scopeOf = ({ robot = '', app }: NumberedMessage): Scope => (app === undefined ? { robot } : { corpid: corpOf(app) });
  // A chat need not have a name.
  const chatName = (app: string, chatid: string): string => {
    const name = chats.find(corpOf(app), chatid)?.name ?? '';
    return name === '' ? chatid : name;
  };
  const show = (sent: NumberedMessage): InboxMessage => {
    const { id, robot, app, bot, to, chatid, msgtype, message, at, callback, msgid, passive, recalledAt } = sent;
    return {
      id,
      robot: robot ?? app ?? bot ?? '',
      ...(bot !== undefined && { bot: true as const }),
      ...(to && { to }),
      ...(chatid !== undefined && { chat: chatName(app ?? '', chatid) }),
      ...(recalledAt !== undefined && { recalled: true as const }),
      ...(callback && { from: callback.from, delivery: deliveryLines(callback) }),
      ...(passive && { passive }),
      ...(msgtype === 'template_card' && to && msgid !== undefined && { cards: cardStates(to.shown, sent) }),
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
      const kinds = bots.find(name)
        ? { messages: BOT_MESSAGES, events: BOT_EVENTS, eventKeys: false }
        : { messages: Object.keys(MESSAGES), events: Object.keys(EVENTS), eventKeys: true };
      return callbacks.find(name) && { members: MEMBERS.map(({ userid }) => userid), ...kinds };
    },
    bytes: (mediaId) => media.bytes(mediaId),
  };
}

const MEDIA_ID = new Set(['media_id', 'thumb_media_id']);

/** Every media_id in a message, wherever it stands. */
function mediaIdsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) =>
    MEDIA_ID.has(name) && typeof member === 'string' ? [member] : mediaIdsIn(member),
  );
}
