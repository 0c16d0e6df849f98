import type { InboxAccount, InboxMessage, InboxSource } from './inbox/source.ts';
import { isInScope } from './media/store.ts';
import type { Scope } from './media/store.ts';
import type { NumberedMessage } from './messages.ts';
import type { Account } from './official/accounts.ts';
import type { World } from './world.ts';

/** What the inbox page is shown of the world. */
export function inboxSource(world: World): InboxSource {
  const { robots, apps, messages, media } = world;
  const scopeOf = ({ robot = '', app }: NumberedMessage): Scope =>
    app === undefined ? { robot } : { corpid: apps.all.find(({ name }) => name === app)?.corpid ?? '' };
  const show = (sent: NumberedMessage): InboxMessage => {
    const { id, robot, app, to, msgtype, message, at } = sent;
    return {
      id,
      robot: robot ?? app ?? '',
      ...(to && { to }),
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
    accounts: () => world.accounts.all.map((account) => accountOf(account, world)),
    messages: () => messages.all.map(show),
    subscribe: (listener) =>
      messages.subscribe((message) => {
        listener(show(message));
      }),
    subscribeToAccounts: (listener) => world.libraries.subscribe(listener),
    materialBytes: (mediaId) => world.materials.bytes(mediaId),
    bytes: (mediaId) => media.bytes(mediaId),
  };
}

function accountOf(account: Account, { materials, drafts }: World): InboxAccount {
  return {
    name: account.name,
    appid: account.appid,
    materials: materials.of(account).map(({ media_id, type, name, size, title = '', introduction = '', news_item = [] }) => ({
      media_id, type, name, size, title, introduction, articles: news_item,
    })),
    drafts: drafts.of(account).map(({ media_id, articles, update_time }) => ({ media_id, articles, at: update_time * 1000 })),
  };
}

/** Every `media_id` in a message, wherever it stands. */
function mediaIdsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) =>
    name === 'media_id' && typeof member === 'string' ? [member] : mediaIdsIn(member),
  );
}
