import type { Problem } from '../errors.ts';
import { AesKey } from './aes-key.ts';

/**
 * What must stand at the end of every packet: the corpid, for an AI bot of the corp the empty text, or whatever is there.
 *
 * 'unchecked' is for tests with foreign samples and for URLs that packets of several receivers come to: with it, a packet made for
 * another corp with the same token and key passes.
 */
export type ReceiveId = { expected: string } | 'unchecked';

/** What the admin console's page of the callback URL says. Made by {@link readCallbackSettings}. */
export interface CallbackSettings {
  token: string;
  key: AesKey;
  receiveId: ReceiveId;
  /** How old, or how far ahead, the timestamp of a packet may be; 900 when left out, Infinity for any. */
  windowSeconds?: number;
  /** Of a body; 1 MiB when left out. */
  maxBytes?: number;
}

export interface GivenSettings {
  token: string;
  encodingAesKey: string;
  receiveId: ReceiveId;
}

type Read<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

/**
 * Token, EncodingAESKey and receive id, each without white space around it. No problem quotes a value: two of them are secrets.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90930
 */
export function readCallbackSettings(given: GivenSettings): Read<CallbackSettings> {
  const token = given.token.trim();
  const encoded = given.encodingAesKey.trim();
  const receiveId = given.receiveId === 'unchecked' ? given.receiveId : { expected: given.receiveId.expected.trim() };
  const problems = [tokenProblem(token), keyProblem(encoded), idProblem(receiveId)].filter((problem) => problem !== undefined);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: { token, key: new AesKey(encoded), receiveId } };
}

function tokenProblem(token: string): Problem | undefined {
  const actual = token === '' ? 'empty' : token.length > 32 ? `${token.length} characters` : 'one with other characters';
  if (/^[A-Za-z0-9]{1,32}$/.test(token)) return undefined;
  return { path: 'token', limit: '1 to 32 letters and digits', actual, fix: 'Copy the Token from the page in the admin console where the callback URL is entered' };
}

/** Decoding proves nothing: Node skips what is not base64, so that many a wrong key decodes to 32 bytes. */
function keyProblem(encoded: string): Problem | undefined {
  if (/^[A-Za-z0-9]{43}$/.test(encoded)) return undefined;
  return { path: 'encodingAesKey', limit: '43 letters and digits', ...keyFault(encoded) };
}

function keyFault(encoded: string): Pick<Problem, 'actual' | 'fix'> {
  const copy = 'Copy the EncodingAESKey again from the page in the admin console where the callback URL is entered';
  if (encoded === '') return { actual: 'empty', fix: copy };
  if (/^[A-Za-z0-9]{43}=$/.test(encoded)) return { actual: '43 and a =', fix: 'Take the = at the end away: it is only added for decoding' };
  if (/\s/.test(encoded)) return { actual: 'white space inside', fix: 'Join it to one word: the copy was broken over lines' };
  const strange = /[^A-Za-z0-9]/.test(encoded);
  if (strange && /^[\w-]+$/.test(encoded)) return { actual: 'one with - or _', fix: `WeCom makes no such keys. ${copy}` };
  if (strange) return { actual: `${encoded.length} characters, not all of them letters and digits`, fix: copy };
  const by = Math.abs(encoded.length - 43);
  return { actual: `${encoded.length} characters`, fix: `${by} ${by === 1 ? 'is' : 'are'} ${encoded.length < 43 ? 'missing' : 'too many'}. ${copy}` };
}

function idProblem(receiveId: ReceiveId): Problem | undefined {
  if (receiveId === 'unchecked' || /^[\w@.-]{0,64}$/.test(receiveId.expected)) return undefined;
  return {
    path: 'receiveId',
    limit: 'an id of letters, digits, - and _, or nothing',
    actual: 'one with other characters',
    fix: 'Write the corpid for an application of your own, the suite id for the command URL of a third-party one, and nothing for an AI bot',
  };
}
