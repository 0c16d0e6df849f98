import { avatar } from './avatar.ts';
import { html, type Html } from './html.ts';
import { libraryLine } from './library.ts';
import { nameHtml } from './name.ts';
import type { InboxAccount } from './account-source.ts';
import type { InboxMessage, InboxSource } from './source.ts';
import { summaryOf } from './summary.ts';
import { clockHtml } from './time.ts';
import { queryOf, type View } from './view.ts';

/** A group, which is one robot and what it said; an application and what it said to members; or an Official Account and what it keeps. */
export interface Conversation {
  name: string;
  /** Of an application. */
  agentid?: number | undefined;
  /** Whether it is an intelligent bot, to which members write. */
  isBot: boolean;
  /** Of an Official Account, which says nothing. */
  account?: InboxAccount | undefined;
  messages: InboxMessage[];
}

/** Every conversation, the one that heard something last first; those that heard nothing follow in their own order. */
export function conversationsOf(source: InboxSource): Conversation[] {
  const apps = new Map((source.apps?.() ?? []).map(({ name, agentid }) => [name, agentid]));
  const bots = new Set((source.bots?.() ?? []).map(({ name }) => name));
  const accounts = new Map((source.accounts?.() ?? []).map((account) => [account.name, account]));
  const names = [...source.robots().map(({ name }) => name), ...apps.keys(), ...bots, ...accounts.keys()];
  const groups = new Map<string, InboxMessage[]>(names.map((name) => [name, []]));
  for (const message of source.messages()) {
    const group = groups.get(message.robot);
    if (group) group.push(message);
    else groups.set(message.robot, [message]);
  }
  const lastId = ({ messages }: Conversation): number => messages.at(-1)?.id ?? 0;
  const found = [...groups].map(([name, messages]) => ({ name, agentid: apps.get(name), isBot: bots.has(name), account: accounts.get(name), messages }));
  return found.sort((a, b) => lastId(b) - lastId(a));
}

/** A row of the list of groups. `view.group` is the one that is open. */
export const conversationItem = (name: string, last: InboxMessage | undefined, view: View): Html =>
  item(name, view, last ? summaryOf(last) : 'No messages yet', last && clockHtml(last.at));

/** As {@link conversationItem}, for an Official Account. */
export const accountItem = (account: InboxAccount, view: View): Html => item(account.name, view, libraryLine(account));

function item(name: string, view: View, line: string, time?: Html): Html {
  return html`<li class="conversation" data-group="${name}"><a href="/?${queryOf({ ...view, group: name })}"${
    view.group === name && html` aria-current="page"`
  }>${avatar(name)}<span class="conversation-name">${nameHtml(name)}</span>${
    time
  }<span class="conversation-line"><bdi>${line}</bdi></span><span class="unread" hidden></span></a></li>`;
}
