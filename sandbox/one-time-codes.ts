import { randomBytes } from 'node:crypto';

import type { Secret } from './requests.ts';

/** Codes that can be used once each, until they are too old. Times are milliseconds since 1970. */
export class OneTimeCodes<About> {
  #codes = new Map<string, { about: About; at: number }>();
  readonly #lifeMs: number;

  constructor(lifeMs: number) {
    this.#lifeMs = lifeMs;
  }

  /** A new code. Those that are too old by now are forgotten. */
  give(about: About, now: number): string {
    for (const [code, { at }] of this.#codes) {
      if (now - at < this.#lifeMs) break;
      this.#codes.delete(code);
    }
    const code = randomBytes(32).toString('base64url');
    this.#codes.set(code, { about, at: now });
    return code;
  }

  /** What a code is for; undefined when it is unknown, used or too old. */
  find(code: string, now: number): About | undefined {
    const found = this.#codes.get(code);
    return found && now - found.at < this.#lifeMs ? found.about : undefined;
  }

  /** From now on the code is used. */
  use(code: string): void {
    this.#codes.delete(code);
  }

  clear(): void {
    this.#codes.clear();
  }

  /** The codes, each with the name that stands for it wherever the state is shown. */
  secrets(nameOf: (about: About) => string): Secret[] {
    return [...this.#codes].map(([secret, { about }]) => ({ secret, name: nameOf(about) }));
  }
}
