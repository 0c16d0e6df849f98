import { fieldsOf, listOf } from '../fields.ts';
import { html, type Html } from '../html.ts';
import { itemPath } from '../picture.ts';
import type { InboxMessage } from '../source.ts';
import { renderMarkdownV2 } from './markdown-v2.ts';

/** What a bot said so far: its text, its pictures, and whether there is more to come. */
export function renderStream({ id, message, media }: InboxMessage, pictures: boolean): Html {
  const stream = fieldsOf(message.stream);
  return html`${renderMarkdownV2(fieldsOf(message.markdown_v2), { media, fromApp: false, pictures })}${listOf(stream.msg_item).map(
    (_, index) => html`<img class="photo" src="${itemPath(id, index)}" alt="Picture" loading="lazy">`,
  )}${stream.finish !== true && html`<small>Not finished: send “stream” with its id to have it refreshed.</small>`}`;
}
