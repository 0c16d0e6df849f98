import { html, type Html } from '../html.ts';

/** A picture's base64 is up to 2.8 million characters: twice in a page, it would be all of the page. */
const LONGEST_STRING = 8192;

const shortened = (_key: string, value: unknown): unknown =>
  typeof value === 'string' && value.length > LONGEST_STRING
    ? `${value.slice(0, 64)}… (${value.length} characters, cut here for the page)`
    : value;

/** The message as it was accepted, indented, with a button that copies it. */
export function renderJson(message: Record<string, unknown>): Html {
  return html`<div class="copyable"><pre tabindex="0"><code>${
    JSON.stringify(message, shortened, 2)
  }</code></pre><button type="button" class="copy" hidden>Copy</button></div>`;
}
