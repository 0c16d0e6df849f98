import { html, type Html, type Part } from './html.ts';

const LINKS = new Set(['http:', 'https:', 'mailto:']);
const PICTURES = new Set(['http:', 'https:']);

function urlWith(schemes: Set<string>, value: unknown): URL | undefined {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  return url && schemes.has(url.protocol) ? url : undefined;
}

/**
 * The address in the form in which a browser reads it, or undefined where it may not be followed.
 * `javascript:` and `data:` would run a stranger's code in this page, a relative address would call the sandbox's own
 * API. The parsed form is what goes into the page: `java\nscript:` is one scheme to a browser and another to a regex.
 */
export const linkAddress = (value: unknown): string | undefined => urlWith(LINKS, value)?.href;

/** As {@link linkAddress}, for what a browser would fetch by itself. */
export const pictureUrl = (value: unknown): URL | undefined => urlWith(PICTURES, value);

/** Where a link leads, short enough to stand beside it. Punycode stays as it is: `аpple.com` in Cyrillic should look odd. */
export function hostOf(value: unknown): string {
  const url = urlWith(LINKS, value);
  return url ? url.host || url.pathname : '';
}

/**
 * A link to a foreign place, or the content alone where the address may not be followed. `noopener`: the opened page could
 * otherwise steer this one; `noreferrer`: this page's address need not be known there.
 */
export function foreignLink(value: unknown, content: Part, className = ''): Html {
  const address = linkAddress(value);
  const named = className && html` class="${className}"`;
  if (address === undefined) return html`<span${named}>${content}</span>`;
  return html`<a${named} href="${address}" title="${address}" target="_blank" rel="noopener noreferrer">${content}</a>`;
}
