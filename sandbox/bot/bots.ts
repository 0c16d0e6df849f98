import { randomBytes } from 'node:crypto';

import type { Names } from '../names.ts';
import type { Secret } from '../requests.ts';

/** https://developer.work.weixin.qq.com/document/path/101138 */
const RESPONSE_LIFE_MS = 60 * 60 * 1000;

/** An intelligent bot (智能机器人): members write to it, and it is called with JSON. */
export interface Bot {
  name: string;
  aibotid: string;
}

interface ResponseCode {
  bot: Bot;
  /** Who is shown what is sent by it, by userid. */
  to: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** The bots, and the codes by which each can say one thing more. */
export class Bots {
  #bots: Bot[] = [];
  #codes = new Map<string, ResponseCode>();
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  get all(): readonly Bot[] {
    return this.#bots;
  }

  get secrets(): Secret[] {
    return [...this.#codes].map(([secret, { bot }]) => ({ secret, name: bot.name }));
  }

  find(name: string): Bot | undefined {
    return this.#bots.find((bot) => bot.name === name);
  }

  /** @throws Error when there is none of that name. */
  named(name: string): Bot {
    const bot = this.find(name);
    if (!bot) throw new Error(`There is no bot named "${name}".`);
    return bot;
  }

  /** @throws Error for a name as Names does. */
  add(name?: string): Bot {
    const bot = { name: this.#names.take('bot', name), aibotid: `aib${randomBytes(12).toString('base64url')}` };
    this.#bots.push(bot);
    return bot;
  }

  /** A code for answering a member once within an hour. `now` in milliseconds since 1970. */
  giveCode(bot: Bot, to: string, now: number): string {
    const code = randomBytes(32).toString('base64url');
    this.#codes.set(code, { bot, to, at: now });
    return code;
  }

  /** What a code is for; undefined when it is unknown, used or older than an hour. */
  codeOf(code: string, now: number): ResponseCode | undefined {
    const found = this.#codes.get(code);
    return found && now - found.at < RESPONSE_LIFE_MS ? found : undefined;
  }

  /** From now on the code is used. */
  use(code: string): void {
    this.#codes.delete(code);
  }

  /** Forgets the codes; the bots stay. */
  reset(): void {
    this.#codes.clear();
  }
}
