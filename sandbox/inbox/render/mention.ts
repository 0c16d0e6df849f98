import { html, type Html } from '../html.ts';
import { nameHtml } from '../name.ts';

/** `<@userid>` in the content of a text or of markdown. */
export const INLINE_MENTION = /<@([^<>\s]+)>/;

/** One person, or `all`. */
export const mention = (who: string): Html => html`<span class="mention">@${nameHtml(who.replace(/^@/, ''))}</span>`;
