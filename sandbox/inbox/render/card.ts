import { fieldsOf, textOf, type Fields } from '../fields.ts';
import { html, type Html, type Part } from '../html.ts';
import { hostOf, pictureUrl } from '../link.ts';
import type { Showing } from './body.ts';
import { cardChoices } from './card-choices.ts';
import { cardLink } from './card-link.ts';
import { horizontalList, jumpList, verticalList } from './card-lists.ts';
import { framedPicture } from './remote-picture.ts';

const SOURCE_COLOURS = ['grey', 'black', 'red', 'green'];

function source(card: Fields, pictures: boolean): Part {
  const { icon_url, desc, desc_color } = fieldsOf(card.source);
  const icon = pictures ? pictureUrl(icon_url) : undefined;
  if (icon === undefined && textOf(desc) === '') return undefined;
  const colour = SOURCE_COLOURS[Number(desc_color)] ?? 'grey';
  return html`<p class="card-source source-${colour}">${
    icon && html`<img src="${icon.href}" alt="" referrerpolicy="no-referrer">`
  }<bdi>${textOf(desc)}</bdi></p>`;
}

/** A heading and the text below it, each only where it is there. */
function titled(fields: Fields, text: string, className: string): Part {
  const [title, below] = [textOf(fields.title), textOf(fields[text])];
  if (title === '' && below === '') return undefined;
  return html`<span class="${className}">${title && html`<strong dir="auto">${title}</strong>`}${
    below && html`<span class="below" dir="auto">${below}</span>`
  }</span>`;
}

function picture(card: Fields, pictures: boolean): Part {
  const image = fieldsOf(card.card_image);
  if (image.url === undefined) return undefined;
  // Outside 1.3 … 2.25 WeCom refuses the card; an application's card may come here without that check.
  const ratio = Math.min(2.25, Math.max(1.3, Number(image.aspect_ratio ?? 1.3) || 1.3));
  return html`<div class="card-image">${framedPicture(image.url, '', pictures, ratio)}</div>`;
}

function imageText(card: Fields, pictures: boolean): Part {
  const area = fieldsOf(card.image_text_area);
  const text = titled(area, 'desc', 'image-text-words');
  if (text === undefined && area.image_url === undefined) return undefined;
  return cardLink(area, html`${framedPicture(area.image_url, '', pictures, 1)}${text}`, 'card-image-text');
}

function quote(card: Fields): Part {
  const area = fieldsOf(card.quote_area);
  const text = titled(area, 'quote_text', 'quote-words');
  return text === undefined ? undefined : cardLink(area, text, 'card-quote');
}

function action(card: Fields): Part {
  const target = fieldsOf(card.card_action);
  if (target.type !== 1 && target.type !== 2) return undefined;
  const where = target.type === 1 ? html` <small><bdi>${hostOf(target.url)}</bdi></small>` : '';
  return cardLink(target, html`Open${where}`, 'card-action');
}

/**
 * Both kinds of card, with whatever parts it has: https://developer.work.weixin.qq.com/document/path/101032. The link of
 * `card_action` covers the card, as a tap on the card does in WeCom; other links lie above it.
 */
export function renderCard(card: Fields, showing: Showing): Html {
  const subtitle = textOf(card.sub_title_text);
  return html`<div class="card">${[
    source(card, showing.pictures),
    picture(card, showing.pictures),
    titled(fieldsOf(card.main_title), 'desc', 'card-title'),
    titled(fieldsOf(card.emphasis_content), 'desc', 'card-emphasis'),
    imageText(card, showing.pictures),
    quote(card),
    subtitle && html`<p class="card-subtitle" dir="auto">${subtitle}</p>`,
    verticalList(card),
    horizontalList(card, showing),
    jumpList(card),
    cardChoices(card, showing.pressing),
    action(card),
  ]}</div>`;
}
