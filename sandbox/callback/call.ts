import type { CorpApp } from '../app/apps.ts';
import type { World } from '../world.ts';
import { composed } from './compose.ts';
import { deliver } from './deliver.ts';
import { packetOf } from './packet.ts';
import type { Envelope, Packet } from './packet.ts';
import { takeReply } from './reply.ts';
import { withoutSecrets } from './secrets.ts';
import { sayInChat } from './chat-line.ts';
import type { CallbackMessage, CallbackRecord, CallOptions } from './types.ts';
import { writeXml } from './xml-writer.ts';

/** https://developer.work.weixin.qq.com/document/path/90930: it waits five seconds, and tries three times again. */
export const RETRY_AFTER_MS = 5000;
const ATTEMPTS = 4;

/** How often one packet is sent, and what its answer can be about. */
export interface Sending {
  app: CorpApp;
  record: CallbackRecord;
  packet: Packet;
  options: CallOptions;
  /** Makes the packet anew. */
  renew: () => Packet;
}

/**
 * Sends a message or an event to an application, as often as WeCom would, and takes its reply. `baseUrl` is the sandbox's own.
 * @throws Error when the application has no callback address, or as composed; nothing was sent then.
 */
export function callApp(world: World, app: CorpApp, message: CallbackMessage, options: CallOptions, baseUrl: string): Promise<CallbackRecord> {
  const address = world.callbacks.addressOf(app.name);
  const seconds = options.timestamp ?? Math.floor(world.now() / 1000);
  const fields = composed(world, app, message, options, seconds, baseUrl);
  const envelope: Envelope = { toUserName: app.corpid, agentId: String(app.agentid) };
  const renew = (): Packet => packetOf(address, writeXml(fields), envelope, options.timestamp ?? Math.floor(world.now() / 1000), options);
  const packet = renew();
  const from = wordIn(fields.FromUserName);
  const kind = wordIn(fields.MsgType === 'event' ? fields.Event : fields.MsgType);
  const record = world.callbacks.add({ to: app.name, from, kind, message: withoutSecrets(fields), at: world.now() }, packet);
  // What was spoilt on purpose is nothing that a member wrote.
  const line = options.spoil === undefined && options.body === undefined ? sayInChat(world, app, record) : undefined;
  return send(world, { app, record, packet, options, renew }, fields.ResponseCode, () => {
    if (line) world.messages.change(line, {});
  });
}

const wordIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Sends the packet of an earlier callback again, as WeCom does when it missed the answer: a redelivery, or a replay. */
export async function callAgain(world: World, id: number, options: CallOptions): Promise<CallbackRecord> {
  const { record: earlier, packet } = world.callbacks.sent(id);
  const app = world.apps.all.find(({ name }) => name === earlier.to);
  if (!app) throw new Error(`There is no application named "${earlier.to}".`);
  const { to, from, kind, message } = earlier;
  const record = world.callbacks.add({ to, from, kind, message, at: world.now() }, packet);
  return send(world, { app, record, packet, options: { attempts: 1, ...options }, renew: () => packet }, undefined, () => undefined);
}

async function send(world: World, { app, record, packet, options, renew }: Sending, responseCode: unknown, onChange: () => void): Promise<CallbackRecord> {
  const { closing } = world.callbacks;
  let [sent, first] = [packet, true];
  const body = await deliver({
    attempts: options.attempts ?? ATTEMPTS,
    retryAfterMs: options.retryAfterMs ?? world.retryAfterMs,
    packet: () => {
      if (!first && options.retryWith === 'fresh') sent = renew();
      first = false;
      return sent;
    },
    now: world.now,
    closing,
    onAttempt: (attempt) => {
      record.attempts.push(attempt);
      onChange();
    },
  });
  if (closing.aborted) record.outcome = 'stopped';
  else {
    record.outcome = body ? 'accepted' : 'failed';
    if (body && body.length > 0) record.reply = takeReply(world, app, record, body, responseCode);
    onChange();
  }
  return structuredClone(record);
}
