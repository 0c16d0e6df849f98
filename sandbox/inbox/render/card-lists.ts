import { listOf, textOf, type Fields } from '../fields.ts';
import { html, type Part } from '../html.ts';
import { foreignLink } from '../link.ts';
import { nameHtml } from '../name.ts';
import type { Showing } from './body.ts';
import { cardLink } from './card-link.ts';
import { download, mediaOf } from './media.ts';
import { mention } from './mention.ts';

function horizontalValue(item: Fields, showing: Showing): Part {
  const value = textOf(item.value);
  switch (item.type) {
    case 1:
      return foreignLink(item.url, html`<bdi>${value || textOf(item.url)}</bdi>`);
    case 2: {
      const media = mediaOf(item, showing);
      return media ? download(media, nameHtml(value || media.filename), 'attachment') : nameHtml(value);
    }
    case 3:
      return mention(value || textOf(item.userid));
    default:
      return html`<bdi>${value}</bdi>`;
  }
}

/** Key and value beside each other: a text, a link, an attachment or a member. */
export function horizontalList(card: Fields, showing: Showing): Part {
  const items = listOf(card.horizontal_content_list);
  return items.length > 0 && html`<dl class="card-horizontal">${items.map(
    (item) => html`<div><dt><bdi>${textOf(item.keyname)}</bdi></dt><dd>${horizontalValue(item, showing)}</dd></div>`,
  )}</dl>`;
}

/** Title above text. */
export function verticalList(card: Fields): Part {
  const items = listOf(card.vertical_content_list);
  return items.length > 0 && html`<dl class="card-vertical">${items.map(
    (item) => html`<div><dt dir="auto">${textOf(item.title)}</dt><dd dir="auto">${textOf(item.desc)}</dd></div>`,
  )}</dl>`;
}


/** Rows at the card's foot, each leading somewhere. */
export function jumpList(card: Fields): Part {
  const items = listOf(card.jump_list);
  return items.length > 0 && html`<ul class="card-jumps">${items.map(
    (item) => html`<li>${cardLink(item, html`<bdi>${textOf(item.title)}</bdi>`, 'card-jump')}</li>`,
  )}</ul>`;
}
