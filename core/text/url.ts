import type { Span } from './span.ts';

export const WEB_ADDRESS = 'web address';

/**
 * Letters of all scripts, since addresses are written with Chinese paths too; no Chinese punctuation, since that follows
 * them without a space. A pair of stars is the end of bold text around the address. Brackets only as a pair: `a[]=1`.
 */
const URL = /https?:\/\/(?:[\p{L}\p{M}\p{N}\-._~:/?#@!$&'()+,;=%]|\*(?!\*)|\[[\p{L}\p{N}.:%\-]*\])+/iuy;

/** Where the http(s) address that begins at `start` ends, or undefined when there is nothing but a scheme. */
export function urlEnd(text: string, start: number): number | undefined {
  URL.lastIndex = start;
  const url = URL.exec(text)?.[0];
  if (url === undefined) return undefined;

  // "(see https://example.com/a_(b))": the last parenthesis belongs to the sentence, the one before it to the address.
  let length = 0;
  for (let depth = 0; length < url.length; length++) {
    if (url[length] === '(') depth++;
    if (url[length] === ')' && --depth < 0) break;
  }
  while (/[.,;:!?'*_~(]/.test(url.charAt(length - 1))) length--;
  return start + length;
}

/** The addresses in a text in which nothing else has a meaning. */
export function urlSpans(text: string): Span[] {
  const spans: Span[] = [];
  const scheme = /https?:\/\//gi;
  for (let found = scheme.exec(text); found !== null; found = scheme.exec(text)) {
    const end = urlEnd(text, found.index);
    if (end === undefined) continue;
    spans.push({ start: found.index, end, what: WEB_ADDRESS });
    scheme.lastIndex = end;
  }
  return spans;
}
