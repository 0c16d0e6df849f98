import { listOf, textOf, type Fields } from '../fields.ts';
import { html, type Html } from '../html.ts';
import { miniProgram } from './card-link.ts';

/** A notice of a mini program; its first item may be large: https://developer.work.weixin.qq.com/document/path/90236 */
export function renderNotice(notice: Fields): Html {
  const [title, description] = [textOf(notice.title), textOf(notice.description)];
  const items = listOf(notice.content_item);
  const [first] = notice.emphasis_first_item === true ? items : [];
  const rows = first ? items.slice(1) : items;
  return html`<div class="card"><span class="card-title"><strong dir="auto">${title}</strong>${description && html`<span class="below" dir="auto">${description}</span>`}</span>${
    first && html`<span class="card-emphasis"><strong><bdi>${textOf(first.value)}</bdi></strong><span class="below"><bdi>${textOf(first.key)}</bdi></span></span>`
  }${rows.length > 0 && html`<dl class="card-horizontal">${rows.map(
    ({ key, value }) => html`<div><dt><bdi>${textOf(key)}</bdi></dt><dd><bdi>${textOf(value)}</bdi></dd></div>`,
  )}</dl>`}${miniProgram({ appid: notice.appid, pagepath: notice.page })}</div>`;
}
