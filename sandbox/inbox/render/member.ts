import { fieldsOf, listOf, textOf, type Fields } from '../fields.ts';
import { html, type Html } from '../html.ts';
import { foreignLink, hostOf } from '../link.ts';

/** What members send beside texts, pictures and recordings: https://developer.work.weixin.qq.com/document/path/90239 */

export const renderLocation = (fields: Fields): Html =>
  html`<p class="text"><bdi>${textOf(fields.Label) || 'A place'}</bdi></p><small>${textOf(fields.Location_X)}, ${textOf(fields.Location_Y)}</small>`;

export const renderLink = (fields: Fields): Html =>
  html`<p class="text">${foreignLink(fields.Url, html`<bdi>${textOf(fields.Title)}</bdi>`)}</p><p class="below"><bdi>${
    textOf(fields.Description)
  }</bdi></p><small><bdi>${hostOf(fields.Url)}</bdi></small>`;

/** Something that happened, by its name and its key. */
export function renderEvent(fields: Fields): Html {
  const { EventKey, JobId, ChangeType } = fields;
  const name = textOf(fields.Event) || textOf(fields.eventtype);
  const { event_key } = fieldsOf(fields.template_card_event);
  const about = [EventKey, event_key, JobId, ChangeType].map(textOf).find((text) => text !== '');
  return html`<p class="text"><code>${name}</code>${about !== undefined && html` <bdi>${about}</bdi>`}</p>`;
}

/** What a member sent to a bot: a voice comes as words, anything else by address. */
export const renderSpoken = (msgtype: string, fields: Fields): Html =>
  msgtype === 'voice' ? html`<p class="text"><bdi>${textOf(fields.content)}</bdi></p>` : html`<p class="text">[${msgtype}]</p>`;

/** Texts and pictures in one message to a bot. */
export const renderMixed = ({ msg_item }: Fields): Html =>
  html`${listOf(msg_item).map(({ msgtype, text }) => html`<p class="text"><bdi>${msgtype === 'text' ? textOf(fieldsOf(text).content) : `[${textOf(msgtype)}]`}</bdi></p>`)}`;
