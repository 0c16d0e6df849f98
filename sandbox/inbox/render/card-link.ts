import { textOf, type Fields } from '../fields.ts';
import { html, type Html, type Part } from '../html.ts';
import { foreignLink } from '../link.ts';

/** Nobody has mini programs here: which one would open is all that can be said. */
export const miniProgram = (fields: Fields): Html =>
  html`<small class="mini-program">Mini program <bdi>${textOf(fields.appid)} ${textOf(fields.pagepath)}</bdi></small>`;

/** A part of a card that leads somewhere by its `type`: 1 an address, 2 a mini program, 0 nowhere. */
export function cardLink(fields: Fields, content: Part, className: string): Html {
  if (fields.type === 1) return foreignLink(fields.url, content, className);
  if (fields.type === 2) return html`<span class="${className}">${content}${miniProgram(fields)}</span>`;
  return html`<span class="${className}">${content}</span>`;
}
