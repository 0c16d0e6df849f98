import { fieldsOf, listOf, textOf, type Fields } from './fields.ts';
import { isFromApp } from './render/body.ts';
import { mentionedIn } from './render/text.ts';
import type { InboxMessage } from './source.ts';

const LONGEST = 120;

const withoutMarks = (markdown: unknown): string =>
  textOf(markdown)
    .replace(/<font color="\w+">|<\/font>|\*\*|`|^[#>]+\s*/gm, '')
    .replace(/\[([^[\]]*)\]\([^()\s]*\)/g, '$1');

const cardTitle = (card: Fields): string =>
  textOf(fieldsOf(card.main_title).title) ||
  textOf(fieldsOf(card.emphasis_content).title) ||
  textOf(card.sub_title_text);

/** An application's text may hold links. */
const withoutLinks = (text: string): string => text.replaceAll(/<a href="[^"<>]*">([^<>]*)<\/a>/gi, '$1');

function lineOf(one: InboxMessage): string {
  const { msgtype, message, media, recalled } = one;
  if (recalled) return '[Recalled]';
  const fields = fieldsOf(message[msgtype]);
  switch (msgtype) {
    case 'text':
      return [isFromApp(one) ? withoutLinks(textOf(fields.content)) : textOf(fields.content), ...mentionedIn(fields).map((who) => `@${who.replace(/^@/, '')}`)].join(' ');
    case 'markdown':
    case 'markdown_v2':
      return withoutMarks(fields.content);
    case 'image':
      return '[Picture]';
    case 'file':
      return `[File] ${media[0]?.filename ?? ''}`;
    case 'voice':
      return '[Voice]';
    case 'video':
      return `[Video] ${textOf(fields.title) || (media[0]?.filename ?? '')}`;
    case 'textcard':
      return `[Card] ${textOf(fields.title)}`;
    case 'news':
    case 'mpnews':
      return `[News] ${textOf(listOf(fields.articles)[0]?.title)}`;
    case 'location':
      return `[Location] ${textOf(fields.Label)}`;
    case 'link':
      return `[Link] ${textOf(fields.Title)}`;
    case 'event':
      return `[Event] ${textOf(fields.Event) || textOf(fields.eventtype)}`;
    case 'miniprogram_notice':
      return `[Mini program] ${textOf(fields.title)}`;
    case 'template_card':
      return `[Card] ${cardTitle(fields)}`;
    default:
      return `[${msgtype}]`;
  }
}

/** A message in one line, for the list of groups and for being read aloud. */
export function summaryOf(message: InboxMessage): string {
  const line = `${message.from === undefined ? '' : `${message.from}: `}${lineOf(message)}`.replaceAll(/<@([^<>\s]+)>/g, '@$1').replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST).toWellFormed()}…` : line;
}
