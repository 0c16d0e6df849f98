import { html, joined, type Html } from '../html.ts';
import { nameHtml } from '../name.ts';
import type { InboxRecipients } from '../source.ts';

const named = (kind: string, ids: string[]): Html[] => ids.map((id) => html`${kind}${nameHtml(id)}`);

/** Whom an application's message went to, and whom WeCom would not have shown it. */
export function renderRecipients({ all, users, parties, tags, dropped }: InboxRecipients): Html {
  const to = all ? [html`@all`] : [...named('', users), ...named('party ', parties), ...named('tag ', tags)];
  return html`<span class="recipients">to: ${joined(to, ', ')}</span>${
    dropped.length > 0 &&
    html`<span class="dropped">not shown to ${joined(named('', dropped), ', ')}: too many messages in a minute or an hour</span>`
  }`;
}
