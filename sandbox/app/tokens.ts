import { randomBytes } from 'node:crypto';

import { Refusal } from '../errcodes.ts';
import { singleValue } from '../requests.ts';
import type { Secret } from '../requests.ts';
import type { CorpApp } from './apps.ts';

/** https://developer.work.weixin.qq.com/document/path/91039 */
export const TOKEN_LIFE_SECONDS = 7200;

/** A client has to have room for 512 characters; here they are used. */
const TOKEN_BYTES = 384;

interface Token {
  value: string;
  app: CorpApp;
  /** Milliseconds since 1970. */
  expiresAt: number;
  revoked: boolean;
}

/** Every access token that was given, also those that are no longer valid. */
export class Tokens {
  #tokens: Token[] = [];

  get secrets(): Secret[] {
    return this.#tokens.map(({ value, app }) => ({ secret: value, name: app.name }));
  }

  /** The application's token: the same one for as long as it lives. `now` in milliseconds since 1970. */
  give(app: CorpApp, now: number): string {
    const living = this.#tokens.find((token) => token.app === app && !token.revoked && now < token.expiresAt);
    if (living) return living.value;
    const value = randomBytes(TOKEN_BYTES).toString('base64url');
    this.#tokens.push({ value, app, expiresAt: now + TOKEN_LIFE_SECONDS * 1000, revoked: false });
    return value;
  }

  /**
   * The application that a request speaks for. The token counts only in the query, not in a header or in the body.
   * @throws Refusal 41001 when it is missing, 40014 when it was never given or is revoked, 42001 when it is expired.
   */
  appOf(query: URLSearchParams, now: number): CorpApp {
    const value = singleValue(query, 'access_token');
    if (value === '') throw new Refusal(41001);
    const token = this.#tokens.find((candidate) => candidate.value === value);
    if (!token || token.revoked) throw new Refusal(40014);
    if (now >= token.expiresAt) throw new Refusal(42001);
    return token.app;
  }

  /** Every token that was given so far is expired. */
  expire(): void {
    for (const token of this.#tokens) token.expiresAt = -Infinity;
  }

  /** No token that was given so far is known any more: all of them, or those of one application. */
  revoke(app?: CorpApp): void {
    for (const token of this.#tokens) token.revoked ||= app === undefined || token.app === app;
  }
}
