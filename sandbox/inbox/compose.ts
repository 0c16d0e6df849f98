import { html, type Html } from './html.ts';
import type { InboxComposing } from './source.ts';

const option = (value: string, text = value): Html => html`<option value="${value}">${text}</option>`;

/** The box in which a member writes to an application. It has no address of its own to post to: compose.js brings it to the sandbox. */
export function composeBox(name: string, { members, messages, events, eventKeys }: InboxComposing): Html {
  return html`<form class="compose" id="compose" data-app="${name}"${eventKeys && html` data-event-keys`} autocomplete="off">
<select name="from" aria-label="Who writes">${members.map((userid) => option(userid))}</select>
<select name="kind" aria-label="What"><optgroup label="Messages">${messages.map((kind) => option(kind))}</optgroup><optgroup label="Events">${
    events.map((kind) => option(`event ${kind}`, kind))
  }</optgroup></select>
<textarea name="content" rows="1" aria-label="Text" placeholder="Write to ${name}"></textarea>
<input type="file" name="file" aria-label="File" hidden>
<button type="submit">Send</button><button type="button" id="verify" class="quiet" title="Asks the callback address as the admin page does before it saves">Verify</button>
<p id="compose-note" role="status"></p>
</form>`;
}

/** Where nobody is called. */
export const NO_CALLBACK = html`<p class="compose-none">To write to this application, start the sandbox with <code>--callback URL</code>, the address at which the application is called.</p>`;
