import { conversationItem, conversationsOf, type Conversation } from './conversation.ts';
import { markOf } from './events.ts';
import { html, type Html } from './html.ts';
import { avatar } from './avatar.ts';
import { composeBox, NO_CALLBACK } from './compose.ts';
import { BACK, ENVELOPE, PICTURE } from './icons.ts';
import { nameHtml } from './name.ts';
import { renderMessage } from './render/message.ts';
import type { InboxSource } from './source.ts';
import { queryOf, type View } from './view.ts';

/** A group that a load test talked to would otherwise make a page that no browser scrolls. */
const MOST_SHOWN = 200;

const EXAMPLE = `curl "$WEBHOOK" -H 'Content-Type: application/json' \\
  -d '{"msgtype":"text","text":{"content":"Hello, group"}}'`;

const ROBOT_HINT = html`<p>Send something to the robot's webhook, and it appears here at once. <code>npm run sandbox</code> printed the webhook when it started:</p>
<div class="copyable"><pre tabindex="0"><code>${EXAMPLE}</code></pre><button type="button" class="copy" hidden>Copy</button></div>`;

const APP_HINT = html`<p>Send something as this application, and it appears here at once. <code>npm run sandbox</code> printed its corpid, its corpsecret and the members who can receive it when it started.</p>`;

const BOT_HINT = html`<p>Write to this bot below, and what it answers appears here.</p>`;

const empty = ({ agentid, isBot }: Conversation): Html =>
  html`<div id="empty" class="empty">${ENVELOPE}<h2>Nothing here yet</h2>
${isBot ? BOT_HINT : agentid === undefined ? ROBOT_HINT : APP_HINT}</div>`;

function messages(conversation: Conversation, pictures: boolean): Html {
  const { messages: all } = conversation;
  const shown = all.slice(-MOST_SHOWN);
  const left = all.length - shown.length;
  return html`<div class="history" id="history" tabindex="0" role="region" aria-label="Messages">${
    left > 0 && html`<p class="day">${left} older messages are not shown</p>`
  }<ol id="messages">${shown.map((message, index) => renderMessage(message, shown[index - 1], pictures))}</ol>${
    all.length === 0 && empty(conversation)
  }</div>`;
}

const kindOf = ({ agentid, isBot }: Conversation): string => (isBot ? 'Intelligent bot' : agentid === undefined ? 'Robot group' : `Application ${agentid}`);

/** Where members can write: an application that is called. */
function composing({ name, agentid }: Conversation, source: InboxSource): Html | false {
  const kinds = source.composing?.(name);
  if (kinds) return composeBox(name, kinds);
  return agentid !== undefined && source.composing !== undefined && NO_CALLBACK;
}

function chat(conversation: Conversation, view: View, source: InboxSource): Html {
  const other = queryOf({ ...view, pictures: !view.pictures });
  return html`<main class="chat"><header class="chat-head"><a class="back icon-button" href="/?${
    queryOf({ ...view, group: undefined })
  }" aria-label="All conversations">${BACK}</a>${avatar(conversation.name)}<div class="chat-title"><h2>${
    nameHtml(conversation.name)
  }</h2><p id="status" class="status">${
    kindOf(conversation)
  }</p></div><a class="switch" href="/?${other}" title="Pictures from foreign hosts tell them that you read this">${PICTURE}<span>${
    view.pictures ? 'Hide remote pictures' : 'Load remote pictures'
  }</span></a></header>${messages(conversation, view.pictures)}<button type="button" id="newer" class="newer" hidden>New messages ↓</button>${composing(conversation, source)}</main>`;
}

const NO_ROBOT = html`<main class="chat"><div class="empty">${ENVELOPE}<h2>No robot yet</h2><p>Add one with <code>POST /sandbox/robots</code>.</p></div></main>`;

/** The whole page for a view; without a group that exists, the one that heard something last is open. */
export function renderPage(source: InboxSource, asked: View): Html {
  const conversations = conversationsOf(source);
  const found = conversations.find(({ name }) => name === asked.group);
  const open = found ?? conversations[0];
  const view = { ...asked, group: open?.name };
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${open ? `${open.name} · ` : ''}Sandbox inbox</title>
<link rel="icon" href="/inbox/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/inbox/style.css">
<link rel="stylesheet" href="/inbox/message.css">
<link rel="stylesheet" href="/inbox/compose.css">
<script src="/inbox/client.js" defer></script>
<script src="/inbox/compose.js" defer></script>
</head>
<body data-view="${found ? 'chat' : 'list'}" data-last="${markOf(source.messages().at(-1))}" data-group="${view.group}" data-pictures="${view.pictures ? 'show' : ''}">
<nav class="side" aria-label="Conversations"><header class="side-head"><h1>Sandbox inbox</h1><p>What groups and members would see</p></header>
<ul id="conversations">${conversations.map(({ name, messages: all }) => conversationItem(name, all.at(-1), view))}</ul></nav>
${open ? chat(open, view, source) : NO_ROBOT}
<p id="announcer" class="unseen" aria-live="polite"></p>
</body>
</html>
`;
}
