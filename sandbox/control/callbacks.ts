import { EVENTS, WITHOUT_SENDER } from '../callback/kinds.ts';
import { isObject } from '../message/fields.ts';
import type { CallbackMessage, CallbackSettings, CallOptions, CardPress, Sandbox } from '../types.ts';
import type { Action } from './actions.ts';
import { choiceIn, fieldIn, given, numberIn, textIn } from './body.ts';

/** How much a receiver may be sent at once. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/**
 * The callbacks. The attack: any page that the developer visits posts here, and the sandbox would post on to an application as if
 * WeCom did, with a right signature. Such a page's origin is refused before it comes here (http/guard.ts), an address is only ever
 * this machine's (callback/address.ts), and none of these actions can name the address together with what is sent.
 */
export const CALLBACK_ACTIONS: readonly (readonly [string, Action])[] = [
  ['POST /sandbox/callback', setCallback],
  ['POST /sandbox/callback/verify', (sandbox, body) => sandbox.verifyCallback(appIn(sandbox, body))],
  ['POST /sandbox/callback/send', (sandbox, body) => sandbox.callBack(appIn(sandbox, body), messageIn(body), optionsIn(body))],
  ['POST /sandbox/callback/compose', compose],
  ['POST /sandbox/bots', (sandbox, body) => sandbox.addBot(settingsIn(body), textIn(body, 'name'))],
  ['POST /sandbox/bots/send', (sandbox, body) => sandbox.callBot(textIn(body, 'bot') ?? '', objectIn(body), optionsIn(body))],
  ['POST /sandbox/callback/press', (sandbox, body) => sandbox.pressCard(pressIn(body), optionsIn(body))],
  ['POST /sandbox/callback/again', (sandbox, body) => sandbox.callAgain(numberIn(body, 'id') ?? 0, optionsIn(body))],
];

/** The application that is named in `app`; the first one, where none is. */
const appIn = ({ apps }: Sandbox, body: unknown): string => textIn(body, 'app') ?? apps[0]?.name ?? '';

/** `{app, url, token, encodingAesKey, receiveId}`, of which only the url is needed; `{url: null}` takes the address away. */
function setCallback(sandbox: Sandbox, body: unknown): unknown {
  const app = appIn(sandbox, body);
  if (fieldIn(body, 'url') === null) return sandbox.setCallback(app, undefined) ?? {};
  return sandbox.setCallback(app, settingsIn(body));
}

function settingsIn(body: unknown): CallbackSettings {
  const url = textIn(body, 'url');
  if (url === undefined) throw new Error('A callback address needs a "url"; of an application, null takes it away.');
  return {
    url,
    ...given('token', textIn(body, 'token')),
    ...given('encodingAesKey', textIn(body, 'encodingAesKey')),
    ...given('receiveId', textIn(body, 'receiveId')),
  };
}

/** `{msgid, from, key, selected: {question_key: [option ids]}}` */
function pressIn(body: unknown): CardPress {
  const selected = fieldIn(body, 'selected') ?? {};
  const isSelection = isObject(selected) && Object.values(selected).every((ids) => Array.isArray(ids) && ids.every((id) => typeof id === 'string'));
  if (!isSelection) throw new Error('"selected" names a list of option ids for each question_key.');
  const [msgid = '', from = '', key = ''] = [textIn(body, 'msgid'), textIn(body, 'from'), textIn(body, 'key')];
  return { msgid, from, key, selected: selected as Record<string, string[]> };
}

/** `{app, from, type, text}` or `{app, from, type: "event", event, text}`: what the inbox page's box says, to an application or a bot. */
function compose(sandbox: Sandbox, body: unknown): unknown {
  const to = appIn(sandbox, body);
  const [from = '', type = '', event = '', text = ''] = ['from', 'type', 'event', 'text'].map((name) => textIn(body, name));
  const options = optionsIn(body);
  if (sandbox.apps.some(({ name }) => name === to)) {
    const written = text === '' ? {} : type === 'event' ? { EventKey: text } : { Content: text };
    // What happens to the corp itself is from nobody whom the box could name.
    const isMembers = !('FromUserName' in (EVENTS[event] ?? {}) || WITHOUT_SENDER.has(event));
    const sender = isMembers ? { FromUserName: from } : {};
    return sandbox.callBack(to, { ...sender, MsgType: type, ...(type === 'event' && { Event: event }), ...written }, options);
  }
  const content = type === 'event' ? { event: { eventtype: event } } : text === '' ? {} : { [type]: type === 'stream' ? { id: text } : { content: text } };
  return sandbox.callBot(to, { msgtype: type, from: { userid: from }, ...content }, options);
}

function messageIn(body: unknown): CallbackMessage {
  const message = objectIn(body);
  checkXmlValue(message);
  return message as CallbackMessage;
}

function objectIn(body: unknown): Record<string, unknown> {
  const message = fieldIn(body, 'message');
  if (!isObject(message)) {
    throw new Error('"message" is an object such as {"MsgType": "text", "Content": "Hello"}; to a bot {"msgtype": "text", "text": {"content": "Hello"}}.');
  }
  return { ...message };
}

/** What goes into XML as an element's name has to be one: `a><b` would be two. */
function checkXmlValue(value: unknown): void {
  if (typeof value === 'string' || typeof value === 'number') return;
  if (typeof value !== 'object' || value === null) throw new Error('"message" holds texts, numbers, lists and objects of them.');
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    if (!Array.isArray(value) && !/^[A-Za-z_]\w*$/.test(name)) throw new Error(`"${name}" is no name of an XML element.`);
    checkXmlValue(member);
  }
}

/** `{answerWithinMs, retryAfterMs, attempts, retryWith, timestamp, spoil, body, filename, base64}`, all of them optional; `base64` is the content of a picture or recording. */
function optionsIn(body: unknown): CallOptions {
  const [instead, base64] = [fieldIn(body, 'body'), textIn(body, 'base64')];
  const size = typeof instead === 'number' ? instead : 0;
  if (instead !== undefined && typeof instead !== 'string' && !(Number.isInteger(size) && size > 0 && size <= MAX_BODY_BYTES)) {
    throw new Error(`"body" is a text, or a number of bytes up to ${MAX_BODY_BYTES}.`);
  }
  return {
    ...given('answerWithinMs', numberIn(body, 'answerWithinMs')),
    ...given('retryAfterMs', numberIn(body, 'retryAfterMs')),
    ...given('attempts', numberIn(body, 'attempts')),
    ...given('retryWith', choiceIn(body, 'retryWith', ['same', 'fresh'] as const)),
    ...given('timestamp', numberIn(body, 'timestamp')),
    ...given('spoil', choiceIn(body, 'spoil', ['signature', 'cipher', 'receiveid', 'key'] as const)),
    ...given('body', instead as string | number | undefined),
    ...given('filename', textIn(body, 'filename')),
    ...given('content', base64 === undefined ? undefined : Buffer.from(base64, 'base64')),
  };
}
