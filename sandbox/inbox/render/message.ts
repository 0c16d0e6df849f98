import { avatar } from '../avatar.ts';
import { html, type Html } from '../html.ts';
import { APPLICATION, ROBOT } from '../icons.ts';
import { nameHtml } from '../name.ts';
import type { InboxMessage } from '../source.ts';
import { clockHtml, dayText } from '../time.ts';
import { isFromApp, renderBody } from './body.ts';
import { renderJson } from './json.ts';
import { renderRecipients } from './recipients.ts';

/** Types whose body is a surface of its own and needs no bubble's margin around it. */
const EDGE_TO_EDGE = new Set(['image', 'news', 'mpnews', 'template_card', 'file', 'video', 'textcard', 'miniprogram_notice']);

/** As WeCom does: the message is gone from the chat, and a line says so. Its JSON stays for whoever sent it. */
const RECALLED = html`<p class="gone">Recalled: members no longer see this message in WeCom.</p>`;

const isEdge = ({ msgtype, recalled, from, media }: InboxMessage): boolean =>
  recalled === true || (EDGE_TO_EDGE.has(msgtype) && (from === undefined || media.length > 0));

/** A message with whoever sent it, its time and its JSON; `before` is the one above it, to tell where a new day begins. */
export function renderMessage(message: InboxMessage, before: InboxMessage | undefined, pictures: boolean): Html {
  const day = dayText(message.at);
  const { from, delivery } = message;
  const shape = isEdge(message) ? 'bubble edge' : 'bubble';
  return html`<li class="message" data-id="${message.id}">${
    (!before || dayText(before.at) !== day) && html`<p class="day">${day}</p>`
  }<article class="${from === undefined ? 'said' : 'said by-member'}">${
    from === undefined ? html`<span class="avatar robot">${isFromApp(message) ? APPLICATION : ROBOT}</span>` : avatar(from)
  }<header>${nameHtml(from ?? message.robot)} ${clockHtml(message.at)}${message.to && renderRecipients(message.to)}${
    message.chat !== undefined && html`<span class="recipients">to the group chat ${nameHtml(message.chat)}</span>`
  }${
    message.passive && html`<span class="recipients">as the answer to a callback</span>`
  }</header><div class="${shape}">${message.recalled ? RECALLED : renderBody(message, pictures)}</div>${
    delivery && html`<ul class="delivery">${delivery.map((line) => html`<li><bdi>${line}</bdi></li>`)}</ul>`
  }<details class="raw"><summary>JSON <span class="raw-type"><bdi>${
    message.msgtype
  }</bdi></span></summary>${renderJson(message.message)}</details></article></li>`;
}
