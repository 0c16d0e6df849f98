import { fieldsOf, type Fields } from '../fields.ts';
import { html, type Html } from '../html.ts';
import { pictureOf } from '../picture.ts';
import type { InboxMedia, InboxMessage } from '../source.ts';
import { renderCard } from './card.ts';
import { renderJson } from './json.ts';
import { renderMarkdownV2 } from './markdown-v2.ts';
import { renderMarkdown } from './markdown.ts';
import { renderFile, renderVideo, renderVoice } from './media.ts';
import { renderNews } from './news.ts';
import { renderText } from './text.ts';
import { renderTextcard } from './textcard.ts';

/** What a renderer may use beside the message's own fields. */
export interface Showing {
  media: readonly InboxMedia[];
  /** Whether an application sent it: its texts may hold links that a robot's may not. */
  fromApp: boolean;
  /** Whether pictures from foreign hosts are fetched. */
  pictures: boolean;
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
]);

/** An own address instead of a data URL: the page stays small and its policy needs no `data:`. */
const renderImage = (message: InboxMessage, hasPicture: boolean): Html =>
  hasPicture
    ? html`<img class="photo" src="/inbox/picture/${message.id}" alt="Picture" loading="lazy">`
    : html`<p class="gone">Neither a JPG nor a PNG.</p>`;

const renderUnknown = (message: InboxMessage): Html =>
  html`<p>A message of type <code>${message.msgtype}</code>, which this page has no form for:</p>${renderJson(message.message)}`;

/** What the group sees of a message, below the name of whoever sent it. */
export function renderBody(message: InboxMessage, pictures: boolean): Html {
  // An application's picture is an upload, which was looked at when it came.
  if (message.msgtype === 'image') return renderImage(message, message.media.length > 0 || pictureOf(message) !== undefined);
  const renderer = RENDERERS.get(message.msgtype);
  if (!renderer) return renderUnknown(message);
  return renderer(fieldsOf(message.message[message.msgtype]), { media: message.media, fromApp: message.to !== undefined, pictures });
}
