import type { CorpApp } from '../app/apps.ts';
import { textOf } from '../message/fields.ts';
import type { World } from '../world.ts';
import { bring } from './bring.ts';
import { sayInChat } from './chat-line.ts';
import { composed } from './compose.ts';
import { packetOf } from './packet.ts';
import type { Envelope, Packet } from './packet.ts';
import { takeReply } from './reply.ts';
import { withoutSecrets } from './secrets.ts';
import type { CallbackMessage, CallbackRecord, CallOptions } from './types.ts';
import { writeXml } from './xml-writer.ts';

/**
 * Sends a message or an event to an application, as often as WeCom would, and takes its reply. `baseUrl` is the sandbox's own.
 * @throws Error when the application has no callback address, or as composed; nothing was sent then.
 */
export async function callApp(world: World, app: CorpApp, message: CallbackMessage, options: CallOptions, baseUrl: string): Promise<CallbackRecord> {
  const address = world.callbacks.addressOf(app.name);
  const seconds = (): number => options.timestamp ?? Math.floor(world.now() / 1000);
  const fields = composed(world, app, message, options, seconds(), baseUrl);
  const envelope: Envelope = { toUserName: app.corpid, agentId: String(app.agentid) };
  const renew = (): Packet => packetOf(address, writeXml(fields), envelope, seconds(), options);
  const packet = renew();
  const kind = textOf(fields.MsgType === 'event' ? fields.Event : fields.MsgType);
  const added = { to: app.name, from: textOf(fields.FromUserName), kind, message: withoutSecrets(fields), at: world.now() };
  const record = world.callbacks.add(added, packet, options.attempts);
  // What was spoilt on purpose is nothing that a member wrote.
  const line = options.spoil === undefined && options.body === undefined ? sayInChat(world, app, record) : undefined;
  const take = (body: Buffer): void => {
    record.reply = takeReply(world, app, record, body, fields.ResponseCode);
  };
  return bring(world, { record, packet, renew, options, take, line });
}

/**
 * Sends the packet of an earlier callback again, as WeCom does when it missed the answer: a redelivery, or a replay. What it is
 * answered is written down and not performed.
 * @throws Error for a number under which nothing was sent.
 */
export async function callAgain(world: World, id: number, options: CallOptions): Promise<CallbackRecord> {
  const { record: earlier, packet } = world.callbacks.sent(id);
  const { to, from, kind, message } = earlier;
  const record = world.callbacks.add({ to, from, kind, message, at: world.now() }, packet, options.attempts ?? 1);
  return bring(world, { record, packet, renew: () => packet, options, take: () => undefined, line: undefined });
}
