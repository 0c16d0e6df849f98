import { fieldsOf, type Fields } from '../fields.ts';
import { html, joined, type Html } from '../html.ts';
import { nameHtml } from '../name.ts';
import { pictureOf } from '../picture.ts';
import type { InboxCard, InboxMedia, InboxMessage } from '../source.ts';
import type { Pressing } from './card-choices.ts';
import { renderCard } from './card.ts';
import { renderJson } from './json.ts';
import { renderMarkdownV2 } from './markdown-v2.ts';
import { renderMarkdown } from './markdown.ts';
import { renderEvent, renderLink, renderLocation, renderMixed, renderSpoken } from './member.ts';
import { renderFile, renderVideo, renderVoice } from './media.ts';
import { renderMpnews } from './mpnews.ts';
import { renderNews } from './news.ts';
import { renderNotice } from './notice.ts';
import { renderStream } from './stream.ts';
import { renderText } from './text.ts';
import { renderTextcard } from './textcard.ts';

/** What a renderer may use beside the message's own fields. */
export interface Showing {
  media: readonly InboxMedia[];
  /** Whether an application sent it: its texts may hold links that a robot's may not. */
  fromApp: boolean;
  /** Whether pictures from foreign hosts are fetched. */
  pictures: boolean;
  /** Of a card that can be pressed. */
  pressing?: Pressing;
}

type Renderer = (fields: Fields, showing: Showing) => Html;

/** A map, not an object: `constructor` and `__proto__` are msgtypes that a stranger may think of. */
const RENDERERS = new Map<string, Renderer>([
  ['text', renderText],
  ['markdown', renderMarkdown],
  ['markdown_v2', renderMarkdownV2],
  ['news', renderNews],
  ['file', renderFile],
  ['voice', renderVoice],
  ['video', renderVideo],
  ['textcard', renderTextcard],
  ['template_card', renderCard],
  ['miniprogram_notice', renderNotice],
  ['location', renderLocation],
  ['link', renderLink],
  ['event', renderEvent],
  ['mixed', renderMixed],
]);

/** What members send to a bot comes by address and encrypted: there is nothing to be shown of it but that it was sent. */
const BOT_MEDIA = new Set(['image', 'file', 'video', 'voice']);

/** An own address instead of a data URL: the page stays small and its policy needs no `data:`. */
const renderImage = (message: InboxMessage, hasPicture: boolean): Html =>
  hasPicture
    ? html`<img class="photo" src="/inbox/picture/${message.id}" alt="Picture" loading="lazy">`
    : html`<p class="gone">Neither a JPG nor a PNG.</p>`;

const renderUnknown = (message: InboxMessage): Html =>
  html`<p>A message of type <code>${message.msgtype}</code>, which this page has no form for:</p>${renderJson(message.message)}`;

/** Whether an application speaks, to members or in a group chat. */
export const isFromApp = ({ to, chat, bot }: InboxMessage): boolean => (to !== undefined || chat !== undefined) && bot === undefined;

/** A card that can be pressed, once for each state in which members see it. */
function renderCards({ msgid, media }: InboxMessage, cards: readonly InboxCard[], pictures: boolean): Html {
  const one = ({ users, card, replaced }: InboxCard): Html =>
    renderCard(card, { media, fromApp: true, pictures, ...(msgid !== undefined && { pressing: { msgid, users, replaced } }) });
  if (cards.length === 1) return html`${cards.map(one)}`;
  return html`${cards.map((state) => html`<p class="card-for">As ${joined(state.users.map((userid) => nameHtml(userid)), ', ')} sees it</p>${one(state)}`)}`;
}

/** What the group sees of a message, below the name of whoever sent it. */
export function renderBody(message: InboxMessage, pictures: boolean): Html {
  if (message.from !== undefined && message.media.length === 0 && BOT_MEDIA.has(message.msgtype)) return renderSpoken(message.msgtype, fieldsOf(message.message[message.msgtype]));
  // An application's picture is an upload, which was looked at when it came.
  if (message.msgtype === 'image') return renderImage(message, message.media.length > 0 || pictureOf(message) !== undefined);
  if (message.cards && message.cards.length > 0) return renderCards(message, message.cards, pictures);
  if (message.msgtype === 'mpnews') return renderMpnews(message);
  if (message.bot && message.message.stream !== undefined) return renderStream(message, pictures);
  const renderer = RENDERERS.get(message.msgtype);
  if (!renderer) return renderUnknown(message);
  return renderer(fieldsOf(message.message[message.msgtype]), { media: message.media, fromApp: isFromApp(message), pictures });
}
