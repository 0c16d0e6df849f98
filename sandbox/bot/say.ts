import { randomBytes } from 'node:crypto';

import type { World } from '../world.ts';
import type { Bot } from './bots.ts';

/** Puts what a bot says before the member it talks with. A card has a msgid, by which it can be pressed; WeCom gives bots none. */
export function sayAsBot(world: World, bot: Bot, userid: string, shown: { msgtype: string; message: Record<string, unknown> }): void {
  const to = { all: false, users: [userid], parties: [], tags: [], shown: [userid], dropped: [] };
  const pressable = shown.msgtype === 'template_card' && { msgid: randomBytes(24).toString('base64url') };
  world.messages.add({ bot: bot.name, to, ...pressable, passive: true, ...shown, at: world.now(), bytes: 0 });
}
