import type { CallbackMessage, CallOptions, Sandbox } from '../types.ts';
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
  ['POST /sandbox/callback/again', (sandbox, body) => sandbox.callAgain(numberIn(body, 'id') ?? 0, optionsIn(body))],
];

/** The application that is named in `app`; the first one, where none is. */
const appIn = ({ apps }: Sandbox, body: unknown): string => textIn(body, 'app') ?? apps[0]?.name ?? '';

/** `{app, url, token, encodingAesKey, receiveId}`, of which only the url is needed; `{url: null}` takes the address away. */
function setCallback(sandbox: Sandbox, body: unknown): unknown {
  const app = appIn(sandbox, body);
  if (fieldIn(body, 'url') === null) return sandbox.setCallback(app, undefined) ?? {};
  const url = textIn(body, 'url');
  if (url === undefined) throw new Error('A callback address needs a "url"; null takes the address away.');
  return sandbox.setCallback(app, {
    url,
    ...given('token', textIn(body, 'token')),
    ...given('encodingAesKey', textIn(body, 'encodingAesKey')),
    ...given('receiveId', textIn(body, 'receiveId')),
  });
}

function messageIn(body: unknown): CallbackMessage {
  const message = fieldIn(body, 'message');
  if (typeof message !== 'object' || message === null || Array.isArray(message)) throw new Error('"message" is an object such as {"MsgType": "text", "Content": "Hello"}.');
  checkXmlValue(message);
  return message as CallbackMessage;
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

/** `{retryAfterMs, attempts, retryWith, timestamp, spoil, body, filename, base64}`, all of them optional; `base64` is the content of a picture or recording. */
function optionsIn(body: unknown): CallOptions {
  const [instead, base64] = [fieldIn(body, 'body'), textIn(body, 'base64')];
  const size = typeof instead === 'number' ? instead : 0;
  if (instead !== undefined && typeof instead !== 'string' && !(Number.isInteger(size) && size > 0 && size <= MAX_BODY_BYTES)) {
    throw new Error(`"body" is a text, or a number of bytes up to ${MAX_BODY_BYTES}.`);
  }
  return {
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
