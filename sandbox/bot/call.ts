import { bring } from '../callback/bring.ts';
import { packetOf } from '../callback/packet.ts';
import type { Packet } from '../callback/packet.ts';
import { withoutSecrets } from '../callback/secrets.ts';
import type { CallbackRecord, CallOptions } from '../callback/types.ts';
import { isObject, textOf } from '../message/fields.ts';
import type { JsonObject } from '../message/fields.ts';
import type { World } from '../world.ts';
import type { Bot } from './bots.ts';
import { composedForBot } from './compose.ts';
import { takeBotReply } from './reply.ts';

/**
 * Sends a message or an event to a bot and takes its reply. `baseUrl` is the sandbox's own. The press of a button comes only once:
 * it is lost when it is not answered in time.
 * @throws Error when the bot has no callback address, or as composedForBot; nothing was sent then.
 */
export async function callBot(world: World, bot: Bot, message: JsonObject, options: CallOptions, baseUrl: string): Promise<CallbackRecord> {
  const address = world.callbacks.addressOf(bot.name);
  const whole = composedForBot(world, bot, address, message, options, baseUrl);
  const renew = (): Packet => packetOf(address, JSON.stringify(whole), 'json', options.timestamp ?? Math.floor(world.now() / 1000), options);
  const packet = renew();
  const shown = withoutSecrets(whole);
  const event = isObject(whole.event) ? textOf(whole.event.eventtype) : '';
  const kind = whole.msgtype === 'event' ? event : textOf(whole.msgtype);
  const from = isObject(whole.from) ? textOf(whole.from.userid) : '';
  const at = world.now();
  const most = options.attempts ?? (event === 'template_card_event' ? 1 : undefined);
  const record = world.callbacks.add({ to: bot.name, from, kind, message: shown, at }, packet, most);
  const isMembers = options.spoil === undefined && options.body === undefined && kind !== 'stream';
  const line = isMembers ? world.messages.add({ bot: bot.name, msgtype: textOf(whole.msgtype), message: shown, at, bytes: 0, callback: record }) : undefined;
  const take = (body: Buffer): void => {
    record.reply = takeBotReply(world, bot, record, body, address);
  };
  return bring(world, { record, packet, renew, options, take, line });
}
