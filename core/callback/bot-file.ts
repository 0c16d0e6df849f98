import type { Deadline } from '../deadline.ts';
import { described } from '../download.ts';
import type { DownloadedMedia } from '../download.ts';
import { TransportError } from '../errors.ts';
import type { NotSent, Outcome } from '../outcome.ts';
import type { HttpAnswer, Ports } from '../ports.ts';
import { waitBeforeRetry } from '../retry.ts';
import type { AesKey } from './aes-key.ts';
import { decryptBytes } from './cipher.ts';
import { CallbackRefusal } from './refusal.ts';

/** Bytes. WeCom takes no larger file for an AI bot. */
const LARGEST = 100 * 1024 * 1024;

/** Encrypting adds so many bytes at most. */
const PADDING = 32;

/** Milliseconds for one attempt; the address is good for 5 minutes. */
const TIMEOUT = 120_000;

export interface BotFileOptions {
  key: AesKey;
  deadline: Deadline;
  /** Of the file itself; 100 MB when left out. */
  maxBytes?: number;
  /** Another host than any, which plain http may go to: that of a base URL on this machine. */
  baseUrl?: string;
}

/**
 * A file or picture that was sent to an AI bot: fetched from its address and decrypted with the EncodingAESKey of the callback. There is no
 * media_id for it.
 *
 * The address is one of an object store, signed for 5 minutes, so that no request of WeCom's API is made: it takes no token, and its
 * refusals have no errcode. Never throws.
 *
 * @see https://developer.work.weixin.qq.com/document/path/101033
 */
export async function downloadBotFile({ http, sleep, random }: Pick<Ports, 'http' | 'sleep' | 'random'>, url: string, options: BotFileOptions): Promise<Outcome<DownloadedMedia>> {
  const { key, deadline, maxBytes = LARGEST, baseUrl } = options;
  if (!mayFetch(url, baseUrl)) return failed('bad-address', 'The file of the message has an address that is not fetched: not https, or inside a private network', 'Take it from the message, as it is', 0);
  for (let attempt = 1; ; attempt += 1) {
    if (deadline.left() === 0) return failed('out-of-time', 'There was no time left to fetch the file of the message', 'Raise the time limit', attempt - 1);
    const result = await http({ method: 'GET', url, timeoutMs: Math.min(TIMEOUT, deadline.left()), maxAnswerBytes: maxBytes + PADDING, freshConnection: false });
    if (result.kind === 'refusal') return { delivery: 'rejected', error: result.error, attempts: attempt };
    if (result.kind === 'answer' && result.status === 200) return opened(result, key, maxBytes, attempt);
    if (result.kind === 'failure' && result.code === 'TOO_LARGE') return tooLarge(`more than ${maxBytes}`, maxBytes, attempt);
    const isGone = result.kind === 'answer' ? result.status < 500 : result.lasting;
    // What happened is not shown: an object store's refusal repeats the address, whose signature opens the file to anyone.
    const what = result.kind === 'answer' ? `it was answered with HTTP ${result.status}` : `${result.reason} (${result.code})`;
    const wait = isGone ? undefined : waitBeforeRetry({ verdict: { effect: 'maybe', what, again: 'network' }, replay: 'safe', onUnknown: 'fail', attempt, rateWaits: 0 }, random);
    if (wait === undefined || wait >= deadline.left()) {
      return failed('file-not-fetched', `The file of the message could not be fetched: ${what}`, 'Fetch it within 5 minutes of the message, and have the member send it again if that time has passed', attempt);
    }
    await sleep(wait);
  }
}

/**
 * The file in an answer. Its bytes are encrypted without the frame that messages have: no random bytes, no length, no receive id.
 *
 * The attack: encrypted, it may be as large as its sender likes; so the download is cut off at the limit, and the file checked again.
 */
function opened(answer: HttpAnswer, key: AesKey, maxBytes: number, attempts: number): Outcome<DownloadedMedia> {
  let bytes: Uint8Array;
  try {
    bytes = decryptBytes(answer.body, key);
  } catch (error) {
    const why = error instanceof CallbackRefusal ? error.explanation : 'it is no encrypted file';
    return failed('file-not-decrypted', `The file of the message could not be decrypted: ${why}`, 'Check the EncodingAESKey', attempts);
  }
  if (bytes.byteLength > maxBytes) return tooLarge(String(bytes.byteLength), maxBytes, attempts);
  return { delivery: 'sent', value: described(answer, bytes), errmsg: '', attempts };
}

/**
 * The attack: an address inside the network of whoever runs this, put into a message by someone who knows token and key, makes this
 * machine ask servers that he cannot reach.
 */
function mayFetch(text: string, baseUrl: string | undefined): boolean {
  const url = URL.parse(text);
  if (url?.username !== '' || url.password !== '') return false;
  if (baseUrl !== undefined && url.origin === new URL(baseUrl).origin) return true;
  return url.protocol === 'https:' && /^(?!.*\.(?:local|internal)$)[^.:[\]]+(?:\.[^.:[\]]+)*\.[a-z][a-z0-9-]+$/i.test(url.hostname);
}

const tooLarge = (size: string, maxBytes: number, attempts: number): NotSent =>
  failed('too-large', `The file of the message has ${size} bytes, and ${maxBytes} are allowed`, 'Raise the limit, or have it sent in parts', attempts);

const failed = (code: string, message: string, fix: string, attempts: number): NotSent => ({ delivery: 'rejected', error: new TransportError(code, { message, fix }), attempts });
