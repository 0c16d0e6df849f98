import { textOf, textsOf, type Fields } from '../fields.ts';
import { html, joined, type Html, type Part } from '../html.ts';
import { foreignLink } from '../link.ts';
import { INLINE_MENTION, mention } from './mention.ts';

// ASCII alone: Chinese sentences go on behind an address without a space between. Each alternative moves on at its first
// character, so the time taken grows with the length and no faster.
const PIECES = new RegExp(`${INLINE_MENTION.source}|(https?://[\\w\\-.~:/?#[\\]@!$&'()*+,;=%]+)`, 'gi');
const CLOSING_PUNCTUATION = /[.,;:!?')\]]+$/;

function linked(address: string): Part {
  const end = CLOSING_PUNCTUATION.exec(address)?.[0] ?? '';
  const url = address.slice(0, address.length - end.length);
  return [foreignLink(url, url), end];
}

function pieces(content: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of content.matchAll(PIECES)) {
    const [whole, who, address] = match;
    parts.push(content.slice(from, match.index), who === undefined ? linked(address ?? '') : mention(who));
    from = match.index + whole.length;
  }
  return [...parts, content.slice(from)];
}

/** Whom a text mentions beside its content: by userid and by mobile number, each once. */
export const mentionedIn = (text: Fields): string[] => [
  ...new Set([...textsOf(text.mentioned_list), ...textsOf(text.mentioned_mobile_list)]),
];

/** https://developer.work.weixin.qq.com/document/path/91770 */
export function renderText(text: Fields): Html {
  const mentioned = mentionedIn(text);
  return html`<p class="text" dir="auto">${pieces(textOf(text.content))}</p>${
    mentioned.length > 0 && html`<p class="mentions">${joined(mentioned.map(mention), ' ')}</p>`
  }`;
}
