import type { Answer } from '../http/answer.ts';

interface Answered {
  at: number;
  answer: Answer;
}

/** The duplicate check of one application: what it sent under that check, and how it was answered. */
export class Repeats {
  #answered = new Map<string, Answered>();

  /** The answer to the same message if it was sent within the interval. `now` in milliseconds. */
  find(message: unknown, now: number, intervalSeconds: number): Answer | undefined {
    const found = this.#answered.get(JSON.stringify(message));
    return found && now - found.at < intervalSeconds * 1000 ? found.answer : undefined;
  }

  add(message: unknown, now: number, answer: Answer): void {
    this.#answered.set(JSON.stringify(message), { at: now, answer });
  }
}
