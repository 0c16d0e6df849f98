import { avatar } from './avatar.ts';
import { html, type Html } from './html.ts';
import { nameHtml } from './name.ts';
import type { InboxMessage, InboxSource } from './source.ts';
import { summaryOf } from './summary.ts';
import { clockHtml } from './time.ts';
import { queryOf, type View } from './view.ts';

/** A group, which is one robot and what it said; or an application and what it said to members. */
export interface Conversation {
  name: string;
  /** Of an application. */
  agentid?: number | undefined;
  /** Whether it is an intelligent bot, to which members write. */
  isBot: boolean;
  messages: InboxMessage[];
}

/** Every conversation, the one that heard something last first; those that heard nothing follow in their own order. */
export function conversationsOf(source: InboxSource): Conversation[] {
  const apps = new Map((source.apps?.() ?? []).map(({ name, agentid }) => [name, agentid]));
  const bots = new Set((source.bots?.() ?? []).map(({ name }) => name));
  const names = [...source.robots().map(({ name }) => name), ...apps.keys(), ...bots];
  const groups = new Map<string, InboxMessage[]>(names.map((name) => [name, []]));
  for (const message of source.messages()) {
    const group = groups.get(message.robot);
    if (group) group.push(message);
    else groups.set(message.robot, [message]);
  }
  const lastId = ({ messages }: Conversation): number => messages.at(-1)?.id ?? 0;
  return [...groups].map(([name, messages]) => ({ name, agentid: apps.get(name), isBot: bots.has(name), messages })).sort((a, b) => lastId(b) - lastId(a));
}

/** A row of the list of groups. `view.group` is the one that is open. */
export function conversationItem(name: string, last: InboxMessage | undefined, view: View): Html {
  return html`<li class="conversation" data-group="${name}"><a href="/?${queryOf({ ...view, group: name })}"${
    view.group === name && html` aria-current="page"`
  }>${avatar(name)}<span class="conversation-name">${nameHtml(name)}</span>${
    last && clockHtml(last.at)
  }<span class="conversation-line"><bdi>${last ? summaryOf(last) : 'No messages yet'}</bdi></span><span class="unread" hidden></span></a></li>`;
}
