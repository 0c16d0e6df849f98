import { textOf, textsOf, type Fields } from '../fields.ts';
import { html, joined, type Html, type Part } from '../html.ts';
import { foreignLink } from '../link.ts';
import type { Showing } from './body.ts';
import { INLINE_MENTION, mention } from './mention.ts';

// ASCII alone: Chinese sentences go on behind an address without a space between. Each alternative moves on at its first
// character, so the time taken grows with the length and no faster.
const ADDRESS = `(https?://[\\w\\-.~:/?#[\\]@!$&'()*+,;=%]+)`;
const PIECES = new RegExp(`${INLINE_MENTION.source}|${ADDRESS}`, 'gi');
/** An application's text may hold links: https://developer.work.weixin.qq.com/document/path/90236 */
const PIECES_OF_APP = new RegExp(`${PIECES.source}|<a href="([^"<>]*)">([^<>]*)</a>`, 'gi');
const CLOSING_PUNCTUATION = /[.,;:!?')\]]+$/;

function linked(address: string): Part {
  const end = CLOSING_PUNCTUATION.exec(address)?.[0] ?? '';
  const url = address.slice(0, address.length - end.length);
  return [foreignLink(url, url), end];
}

function piece([, who, address, href, label]: RegExpExecArray): Part {
  if (who !== undefined) return mention(who);
  return address === undefined ? foreignLink(href, label) : linked(address);
}

function pieces(content: string, fromApp: boolean): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of content.matchAll(fromApp ? PIECES_OF_APP : PIECES)) {
    parts.push(content.slice(from, match.index), piece(match));
    from = match.index + match[0].length;
  }
  return [...parts, content.slice(from)];
}

/** Whom a text mentions beside its content: by userid and by mobile number, each once. */
export const mentionedIn = (text: Fields): string[] => [
  ...new Set([...textsOf(text.mentioned_list), ...textsOf(text.mentioned_mobile_list)]),
];

/** https://developer.work.weixin.qq.com/document/path/91770 */
export function renderText(text: Fields, { fromApp }: Pick<Showing, 'fromApp'>): Html {
  const mentioned = mentionedIn(text);
  return html`<p class="text" dir="auto">${pieces(textOf(text.content), fromApp)}</p>${
    mentioned.length > 0 && html`<p class="mentions">${joined(mentioned.map(mention), ' ')}</p>`
  }`;
}
