import { randomBytes } from 'node:crypto';

import { Refusal } from '../errcodes.ts';

/** https://developer.work.weixin.qq.com/document/path/94888 */
const LIFE_MS = 72 * 60 * 60 * 1000;

/** The codes of one application, each for changing one card once. */
export class ResponseCodes {
  #cards = new Map<string, { msgid: string; at: number }>();

  /** A code for the card of a message. `now` in milliseconds since 1970. */
  give(msgid: string, now: number): string {
    const code = randomBytes(32).toString('base64url');
    this.#cards.set(code, { msgid, at: now });
    return code;
  }

  /** The message whose card a code is for. @throws Refusal 60140 for a code that is unknown, used or older than 72 hours. */
  msgidOf(code: string, now: number): string {
    const card = this.#cards.get(code);
    if (!card || now - card.at >= LIFE_MS) throw new Refusal(60140);
    return card.msgid;
  }

  /** From now on the code is used. */
  use(code: string): void {
    this.#cards.delete(code);
  }
}
