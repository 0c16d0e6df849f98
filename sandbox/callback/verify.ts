import { randomInt } from 'node:crypto';

import { withQuery } from './address.ts';
import { encryptMessage, signatureOf } from './crypto.ts';
import { exchange } from './exchange.ts';
import type { CallbackFace, Verification } from './types.ts';

/** https://developer.work.weixin.qq.com/document/path/90930 */
const WITHIN_MS = 1000;

/** More digits than a number can hold exactly, as WeCom's own have. */
const randomEcho = (): string => `${randomInt(1e9, 1e10)}${randomInt(1e9, 1e10)}${randomInt(100, 1000)}`;

/**
 * Asks a callback address for the text that only it can decrypt, as the admin page does before it saves the address.
 * `now` in milliseconds since 1970.
 * Source: https://developer.work.weixin.qq.com/document/path/90930
 */
export async function verifyAddress(address: CallbackFace, now: number, closing: AbortSignal): Promise<Verification> {
  const echo = randomEcho();
  const echostr = encryptMessage(echo, address.encodingAesKey, address.receiveId);
  const [timestamp, nonce] = [String(Math.floor(now / 1000)), String(randomInt(1e9))];
  const msg_signature = signatureOf(address.token, timestamp, nonce, echostr);
  const url = withQuery(address.url, { msg_signature, timestamp, nonce, echostr });
  const answer = await exchange(url, { method: 'GET', timeoutMs: WITHIN_MS, closing });
  if (answer.result === 'late') return { ok: false, ms: answer.ms, problem: `no whole answer within ${WITHIN_MS} ms` };
  if (answer.result !== 'answered') return { ok: false, ms: answer.ms, problem: 'the address cannot be reached, or the connection broke' };
  const { status, ms, body } = answer;
  const problem = status === 200 ? echoProblem(body, echo, echostr) : `it answered HTTP ${status} where only 200 is right`;
  return { ok: problem === undefined, status, ms, ...(problem !== undefined && { problem }) };
}

/** What keeps a body from being exactly the text that was encrypted; the usual causes by name. */
function echoProblem(body: Buffer, echo: string, echostr: string): string | undefined {
  const text = body.toString('utf8');
  if (text === echo) return undefined;
  if (text === '') return 'the answer is empty; the decrypted echostr was expected';
  if (text === echostr) return 'it answered echostr as it came; it has to be decrypted first';
  if (text === `\uFEFF${echo}`) return 'a byte order mark stands in front of the text';
  if (text === `"${echo}"`) return 'the text stands in quotes, as when it was sent as JSON; it has to be the bare text';
  if (text.trimEnd() === echo) return 'there is a line break or blank behind the text';
  if (text.includes(echo)) return 'there is more than the text in the answer; it has to be the bare text';
  if (Number(text) === Number(echo)) return 'the text was made a number and lost its last digits; it is no number';
  return 'the answer is another text than the decrypted echostr';
}
