import { html, type Html } from './html.ts';

const INVISIBLE = /([\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF])/u;

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * A stranger's short text – a file, a group, a user – kept from reordering what stands beside it.
 * Inside a name the controls are written out: `invoice\u202Efdp.exe` would otherwise read `invoiceexe.pdf`. The joiner
 * inside emoji (U+200D) moves nothing and stays.
 */
export function nameHtml(name: string): Html {
  const parts = name
    .split(INVISIBLE)
    .map((part, index) => (index % 2 === 1 ? html`<span class="control">${codePoint(part)}</span>` : part));
  return html`<bdi>${parts}</bdi>`;
}
