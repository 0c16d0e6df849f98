import { createHash } from 'node:crypto';

import type { Answer } from '../http/answer.ts';

/** The longest interval that can be asked for: https://developer.work.weixin.qq.com/document/path/90236 */
const LONGEST_MS = 14_400_000;

interface Answered {
  at: number;
  answer: Answer;
}

/** The duplicate check of one application: what it sent under that check, and how it was answered. */
export class Repeats {
  #answered = new Map<string, Answered>();

  /** The answer to the same message if it was sent within the interval. `now` in milliseconds. */
  find(message: unknown, now: number, intervalSeconds: number): Answer | undefined {
    const found = this.#answered.get(digestOf(message));
    return found && now - found.at < intervalSeconds * 1000 ? found.answer : undefined;
  }

  /** Those that no interval reaches any more are forgotten. */
  add(message: unknown, now: number, answer: Answer): void {
    for (const [digest, { at }] of this.#answered) if (now - at >= LONGEST_MS) this.#answered.delete(digest);
    this.#answered.set(digestOf(message), { at: now, answer });
  }
}

const digestOf = (message: unknown): string => createHash('sha256').update(JSON.stringify(message)).digest('hex');
