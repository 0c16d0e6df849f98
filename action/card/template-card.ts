import { fieldSpecAt } from '../../core/field-at.ts';
import type { Message } from '../../core/robot.ts';
import type { Channel } from '../../core/spec/types.ts';
import { isRecord } from '../../core/validate/kinds.ts';
import type { Details, News, Tone } from './news.ts';
import { characters, fitLines, shorten } from './shorten.ts';
import type { Room } from './shorten.ts';
import type { Words } from './words.ts';

/** The colours of the line on a card's upper edge, the only ones there are. */
const COLOURS: Record<Tone, number> = { dim: 0, plain: 1, bad: 2, good: 3 };

/** What a phone shows of a quotation without folding the card up. The tables give it no length. */
const QUOTED: Room = { line: 72, characters: 240, lines: 6 };

/** Rows and links beyond these are refused by WeCom. */
interface Most {
  rows: number;
  links: number;
}

/**
 * The news as a template card: a text notice or, with a picture, a news notice. Everything in it is plain text, so nothing
 * that a stranger wrote can be a link or a mention; and everything is within the advised lengths of its channel.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91770 for robots, https://developer.work.weixin.qq.com/document/path/90236 for
 * applications
 */
export function templateCard(news: News, words: Words, channel: Channel): Message {
  const { icon, tone, source, subject, url, facts, links, picture } = news;
  const type = picture === undefined ? 'text_notice' : 'news_notice';
  const limit = (path: string): number => limitOf(channel, type, path);
  const most: Most = { rows: limit('horizontal_content_list'), links: limit('jump_list') };
  const below = characters(subject) <= limit('main_title.desc');

  const card = {
    card_type: type,
    source: { desc: source, desc_color: COLOURS[tone] },
    main_title: { title: headline(news, icon, limit('main_title.title')), ...(below && subject !== '' ? { desc: subject } : {}) },
    ...(picture === undefined ? {} : { card_image: { url: picture } }),
    ...(picture === undefined ? textParts(news, below, limit('sub_title_text'), words) : newsParts(news, below, limit('vertical_content_list[0].desc'), words)),
    horizontal_content_list: facts.slice(0, most.rows).map(({ name, value }) => ({ keyname: words.facts[name].card, value })),
    jump_list: links.slice(0, most.links).map((link) => ({ type: 1, title: link.title, url: link.url })),
    card_action: { type: 1, url },
  };
  const message: Message = { msgtype: 'template_card', template_card: withoutEmpty(card) };
  return shortened(message, message, '', channel) as Message;
}

/** The name is what gives way: which of the group's projects it is shows from its beginning, and the verdict is the news. */
function headline({ name, verdict }: News, icon: string, most: number): string {
  const room = most - characters(`${icon}  ${verdict}`);
  return `${icon} ${shorten(name, Math.max(room, 8))} ${verdict}`;
}

/** A subject that is too long for its line stands in the quotation, above what is quoted, or below it where that has a title of its own. */
function textParts({ subject, details, url }: News, below: boolean, most: number, words: Words): object {
  const quoted = details === undefined ? undefined : fitLines(details.lines, QUOTED, words.more);
  const open = (address: string): object => (address === '' ? {} : { type: 1, url: address });
  if (below || details?.title !== '') {
    return {
      ...(details === undefined ? {} : { quote_area: { ...open(details.url), title: details.title, quote_text: quoted } }),
      ...(below ? {} : { sub_title_text: subject }),
    };
  }
  return { quote_area: { ...open(url), title: shorten(subject, most), quote_text: quoted } };
}

function newsParts({ subject, details }: News, below: boolean, most: number, words: Words): object {
  const quoted = (part: Details): object => ({ title: part.title || subject, desc: fitLines(part.lines, { ...QUOTED, characters: most }, words.more) });
  return { vertical_content_list: [...(below ? [] : [{ title: subject }]), ...(details === undefined ? [] : [quoted(details)])] };
}

/** Beyond any text: where the tables give a field no length. */
const UNLIMITED = 10_000;

function limitOf(channel: Channel, type: string, path: string): number {
  const limit = fieldSpecAt(channel, { msgtype: 'template_card', template_card: { card_type: type } }, `template_card.${path}`)?.limit;
  return limit === undefined ? UNLIMITED : limit.max;
}

/** Each text within the length that the tables give its place. */
function shortened(message: Message, value: unknown, path: string, channel: Channel): unknown {
  if (Array.isArray(value)) return value.map((member, index) => shortened(message, member, `${path}[${index}]`, channel));
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shortened(message, member, path === '' ? name : `${path}.${name}`, channel)]));
  const limit = typeof value === 'string' ? fieldSpecAt(channel, message, path)?.limit : undefined;
  return typeof value === 'string' && limit?.unit === 'characters' ? shorten(value, limit.max) : value;
}

function withoutEmpty(card: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(card).filter(([, value]) => !Array.isArray(value) || value.length > 0));
}
