import { textOf, type Fields } from '../fields.ts';
import { html, type Html, type Part } from '../html.ts';
import { foreignLink } from '../link.ts';

/** The three tones that a description may use. Each tag moves on at its own first characters, so the time taken grows with the length. */
const TONED = /<div class="(gray|highlight|normal)">([^<>]*)<\/div>\s?/g;

/** Any other tag stays the text it is. */
function description(text: string): Part[] {
  const lines = text.replaceAll(/<br ?\/?>/g, '\n');
  const parts: Part[] = [];
  let from = 0;
  for (const match of lines.matchAll(TONED)) {
    const [whole, tone = '', words] = match;
    parts.push(lines.slice(from, match.index), html`<span class="tone tone-of-${tone}">${words}</span>`);
    from = match.index + whole.length;
  }
  return [...parts, lines.slice(from)];
}

/** A title, a description in up to three tones, and one link over all of it: https://developer.work.weixin.qq.com/document/path/90236 */
export function renderTextcard(card: Fields): Html {
  return foreignLink(
    card.url,
    html`<strong class="textcard-title"><bdi>${textOf(card.title)}</bdi></strong><span class="textcard-description" dir="auto">${
      description(textOf(card.description))
    }</span><span class="textcard-button"><bdi>${textOf(card.btntxt) || '详情'}</bdi></span>`,
    'textcard',
  );
}
