import type { Problem } from './errors.ts';
import type { Message } from './robot.ts';
import { messageType } from './spec/messages.ts';
import type { Channel } from './spec/types.ts';
import { quoted } from './validate/words.ts';

export interface Mentions {
  /** Userids, or @all. */
  users: readonly string[];
  /** Mobile numbers, or @all. */
  mobiles: readonly string[];
}

const EVERYONE = '@all';

/** The content of a text that has nothing to say but whom to mention: it points at the message above it, in any language. */
const POINTER = '👆';

/** What cannot be a userid or a number. The separators and brackets would end the mention and begin something else. */
export function checkMentions({ users, mobiles }: Mentions): Problem[] {
  const badUsers = users.filter((user) => user !== EVERYONE && !/^[^\s|<>@][^\s|<>]{0,63}$/.test(user));
  const badMobiles = mobiles.filter((mobile) => mobile !== EVERYONE && !/^\+?[\d-]{3,32}$/.test(mobile));
  return [
    ...badUsers.map((user) => ({
      path: 'mention-users',
      limit: 'userids, or @all',
      actual: quoted(user),
      fix: 'Use the account shown in the member’s details in the admin page, one per line',
    })),
    ...badMobiles.map((mobile) => ({
      path: 'mention-mobiles',
      limit: 'mobile numbers, or @all',
      actual: `${mobile.length} characters that are no number`,
      fix: 'Write the number’s digits alone, one per line',
    })),
  ];
}

/**
 * Where in a row of messages the mention goes: into the first text, which can mention anybody; else into the first markdown,
 * which knows userids only; else, since WeCom ignores mentions in every other type, into a text of its own after them all.
 */
export function placeMentions(messages: readonly Pick<Message, 'msgtype'>[], mentions: Mentions, channel: Channel = 'robot'): number | 'after' | 'nowhere' {
  if (mentions.users.length + mentions.mobiles.length === 0 || messages.length === 0) return 'nowhere';
  const byStyle = (style: string): number => messages.findIndex(({ msgtype }) => messageType(channel, msgtype)?.mentions === style);
  const list = byStyle('list');
  if (list >= 0) return list;
  const inlineWorks = mentions.mobiles.length === 0 && !mentions.users.includes(EVERYONE);
  const inline = inlineWorks ? byStyle('inline') : -1;
  return inline >= 0 ? inline : 'after';
}

/** What {@link mention} will add to a markdown's content, for those who must leave room for it. */
export function inlineMention({ users }: Mentions): string {
  return `\n${users.map((user) => `<@${user}>`).join(' ')}`;
}

/** The same message with the mention in it. Only for a place that {@link placeMentions} gave. */
export function mention(message: Message, mentions: Mentions): Message {
  const body = message[message.msgtype] as Record<string, unknown>;
  if (message.msgtype !== 'text') {
    return { ...message, [message.msgtype]: { ...body, content: `${String(body.content)}${inlineMention(mentions)}` } };
  }
  const merged = {
    mentioned_list: [...listOf(body.mentioned_list), ...mentions.users],
    mentioned_mobile_list: [...listOf(body.mentioned_mobile_list), ...mentions.mobiles],
  };
  return { ...message, text: { ...body, ...(merged.mentioned_list.length > 0 && { mentioned_list: merged.mentioned_list }), ...(merged.mentioned_mobile_list.length > 0 && { mentioned_mobile_list: merged.mentioned_mobile_list }) } };
}

/** The same message without the lists of those it mentions. */
export function withoutMentionLists(message: Message): Message {
  if (message.msgtype !== 'text') return message;
  const fields = Object.entries(message.text as Record<string, unknown>).filter(([name]) => name !== 'mentioned_list' && name !== 'mentioned_mobile_list');
  return { ...message, text: Object.fromEntries(fields) };
}

/** A text that only mentions. */
export function mentionText(mentions: Mentions): Message {
  return mention({ msgtype: 'text', text: { content: POINTER } }, mentions);
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
