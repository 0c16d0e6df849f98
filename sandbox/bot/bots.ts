import { randomBytes } from 'node:crypto';

import type { Names } from '../names.ts';
import { OneTimeCodes } from '../one-time-codes.ts';
import type { Secret } from '../requests.ts';

/** https://developer.work.weixin.qq.com/document/path/101138 */
const RESPONSE_LIFE_MS = 60 * 60 * 1000;

/** An intelligent bot (智能机器人): members write to it, and it is called with JSON. */
export interface Bot {
  name: string;
  aibotid: string;
}

/** What a bot can say once more, by a code. */
interface Response {
  bot: Bot;
  /** Who is shown it, by userid. */
  to: string;
}

/** The bots. */
export class Bots {
  #bots: Bot[] = [];
  /** By which each can say one thing more to the member who wrote. */
  readonly responses = new OneTimeCodes<Response>(RESPONSE_LIFE_MS);
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  get all(): readonly Bot[] {
    return this.#bots;
  }

  get secrets(): Secret[] {
    return this.responses.secrets(({ bot }) => bot.name);
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

  /** Forgets the codes; the bots stay. */
  reset(): void {
    this.responses.clear();
  }
}
