import type { Problem } from '../errors.ts';
import { mapSent } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import { jsonBody, request } from '../request.ts';
import type { Connection } from '../request.ts';
import { BOT_REPLIES } from '../spec/bot-replies.ts';
import { OPERATIONS } from '../spec/operations.ts';
import { validateObject } from '../validate.ts';
import { isRecord } from '../validate/kinds.ts';
import type { Findings } from '../validate/report.ts';
import { DEFAULT_BASE_URL } from '../webhook.ts';
import { sealEnvelope } from './envelope.ts';
import type { Sealed, SealPorts } from './envelope.ts';
import type { Packet } from './packet.ts';
import type { CallbackSettings } from './settings.ts';

/**
 * Everything that is wrong with what an AI bot answers in the answer to a callback. One with `response_type` answers a press on a card.
 *
 * @see https://developer.work.weixin.qq.com/document/path/101031
 */
export function validateBotReply(reply: unknown): Findings {
  const isUpdate = isRecord(reply) && reply.response_type !== undefined;
  const findings = validateObject(isUpdate ? BOT_REPLIES.update : BOT_REPLIES.passive, reply, 'Write an object with msgtype and the object of its type');
  const stream = isRecord(reply) && isRecord(reply.stream) ? reply.stream : {};
  if (stream.msg_item !== undefined && stream.finish !== true) {
    findings.problems.push({ path: 'stream.msg_item', limit: 'only together with finish', actual: 'pictures in a reply that goes on', fix: 'Add them to the last part, in which finish is true' });
  }
  return findings;
}

/** The answer to the request that brought `packet`, within 5 seconds. @param reply must have been validated before. */
export function sealBotReply(reply: Record<string, unknown>, { receiveId }: Packet, settings: CallbackSettings, ports: SealPorts): Sealed {
  return sealEnvelope('json', JSON.stringify(reply), receiveId, settings, ports);
}

/**
 * Everything that is wrong with what an AI bot sends to a response_url.
 *
 * @see https://developer.work.weixin.qq.com/document/path/101138
 */
export function validateLateBotReply(reply: unknown): Findings {
  return validateObject(BOT_REPLIES.active, reply, 'Write an object with msgtype and the object of its type');
}

/** The code in a response_url is a secret: whoever has it speaks as the bot, once. */
export interface ResponseAddress {
  baseUrl: string;
  code: string;
}

/**
 * The two halves of a response_url, of which no problem shows anything.
 *
 * The attack: a response_url that is taken from anywhere but a verified message sends the reply to a stranger, or to a server that only
 * this machine can reach. So it must be at WeCom's host.
 *
 * @param baseUrl another host that stands for WeCom's, as `readBaseUrl` gave it.
 */
export function readResponseUrl(text: string, baseUrl = DEFAULT_BASE_URL): { ok: true; value: ResponseAddress } | { ok: false; problem: Problem } {
  const url = URL.parse(text.trim());
  const base = new URL(baseUrl);
  const codes = url?.searchParams.getAll('response_code') ?? [];
  const isKnown = url !== null && [DEFAULT_BASE_URL, base.origin].includes(url.origin) && url.username === '' && url.password === '';
  if (isKnown && url.pathname.endsWith(OPERATIONS.botSend.path) && codes.length === 1 && codes[0] !== undefined && codes[0] !== '') {
    return { ok: true, value: { baseUrl: url.origin === DEFAULT_BASE_URL ? baseUrl : `${url.origin}${url.pathname.slice(0, -OPERATIONS.botSend.path.length)}`, code: codes[0] } };
  }
  const limit = `an address at ${base.host} that ends in ${OPERATIONS.botSend.path}?response_code=…`;
  return { ok: false, problem: { path: 'response_url', limit, actual: 'something else', fix: 'Take it from the message that is answered, as it is' } };
}

/**
 * Replies to a message after its callback has been answered: once, within an hour. The same address is never used twice, not even when
 * the answer is lost.
 *
 * @param connection whose base URL and access are not used: both are in the address. @param reply must have been validated before.
 */
export async function sendBotReply(connection: Omit<Connection, 'baseUrl' | 'access'>, { baseUrl, code }: ResponseAddress, reply: Record<string, unknown>): Promise<Outcome<undefined>> {
  connection.redactor.add(code);
  const own: Connection = { ...connection, baseUrl, access: { kind: 'fixed', secret: code }, onUnknown: 'fail' };
  return mapSent(await request(own, OPERATIONS.botSend, { body: jsonBody(reply) }), () => undefined);
}
