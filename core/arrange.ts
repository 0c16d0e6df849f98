import type { Problem } from './errors.ts';
import { fitMessage } from './fit.ts';
import type { TooLong } from './fit.ts';
import { inlineMention, mention, mentionText, placeMentions } from './mention.ts';
import type { Mentions } from './mention.ts';
import type { Message } from './robot.ts';
import type { Channel } from './spec/types.ts';
import { byteLength } from './utf8.ts';
import { isRecord } from './validate/kinds.ts';

export interface Arranged {
  messages: Message[];
  /** A text that mentions, to go out after everything else. */
  last?: Message;
  problems: Problem[];
}

export interface Arrangement {
  channel: Channel;
  tooLong: TooLong;
  mentions: Mentions;
  /** How many messages without text (files, pictures) will follow these. */
  filesAfter: number;
}

/**
 * The messages as they will go out: what is too long split or shortened, and the mention where WeCom heeds it. A split
 * message mentions in its last part, when all of it is there.
 */
export function arrangeMessages(messages: readonly Message[], { channel, tooLong, mentions, filesAfter }: Arrangement): Arranged {
  const place = placeMentions([...messages, ...Array.from({ length: filesAfter }, () => ({ msgtype: 'file' }))], mentions, channel);
  const problems: Problem[] = [];
  const arranged = messages.flatMap((message, index) => {
    const mentioned = index === place ? mentions : undefined;
    const inline = mentioned !== undefined && message.msgtype !== 'text';
    const fit = fitMessage(channel, message, tooLong, inline ? byteLength(inlineMention(mentioned)) : 0);
    if (!fit.ok) problems.push(fit.problem);
    const parts = fit.ok ? fit.messages : [message];
    // Mentioning in what has no content would make a message of it that passes for whole.
    if (mentioned === undefined || !hasContent(message)) return parts;
    return parts.map((part, number) => (number === parts.length - 1 ? mention(part, mentioned) : part));
  });
  return { messages: arranged, ...(place === 'after' ? { last: mentionText(mentions) } : {}), problems };
}

function hasContent(message: Message): boolean {
  const body = message[message.msgtype];
  return isRecord(body) && typeof body.content === 'string';
}
