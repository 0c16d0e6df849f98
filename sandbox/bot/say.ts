import type { World } from '../world.ts';
import type { Bot } from './bots.ts';

/** Puts what a bot says before the member it talks with. */
export function sayAsBot(world: World, bot: Bot, userid: string, shown: { msgtype: string; message: Record<string, unknown> }): void {
  const to = { all: false, users: [userid], parties: [], tags: [], shown: [userid], dropped: [] };
  world.messages.add({ bot: bot.name, to, passive: true, ...shown, at: world.now(), bytes: 0 });
}
