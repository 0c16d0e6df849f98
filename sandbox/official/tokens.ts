import { randomBytes, randomInt } from 'node:crypto';

import { dayOf } from '../day.ts';
import { singleValue } from '../requests.ts';
import type { Secret } from '../requests.ts';
import type { Account } from './accounts.ts';
import { AccountRefusal } from './errcodes.ts';

/** https://developers.weixin.qq.com/doc/service/api/base/api_getaccesstoken */
export const TOKEN_LIFE_SECONDS = 7200;

/** How long a token that was replaced stays good, and how long before its end the stable one is replaced. */
const OVERLAP_MS = 5 * 60 * 1000;

/** https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken */
const REFRESHES_A_DAY = 20;
/** The usual quota of /cgi-bin/token. */
const TOKENS_A_DAY = 2000;
const BETWEEN_REFRESHES_MS = 30_000;

interface Token {
  value: string;
  account: Account;
  /** Of the two calls that give tokens: those of the one never end those of the other. */
  stable: boolean;
  /** When it was given, milliseconds since 1970. */
  at: number;
  /** Milliseconds since 1970. */
  expiresAt: number;
  /** From when on it is no longer the newest, in milliseconds since 1970: until then good, then errcode 40001. */
  replacedAt: number;
}

/** Every access token that accounts were given, also those that are no longer valid. Times are milliseconds since 1970. */
export class AccountTokens {
  #tokens: Token[] = [];
  /** When stable tokens were replaced on demand. */
  #refreshes: { account: Account; at: number }[] = [];

  get secrets(): Secret[] {
    return this.#tokens.map(({ value, account }) => ({ secret: value, name: account.name }));
  }

  /** Whether a request has a token that an account was given, valid or not. */
  isKnown(query: URLSearchParams): boolean {
    const value = singleValue(query, 'access_token');
    return this.#tokens.some((token) => token.value === value);
  }

  /**
   * A new token, as /cgi-bin/token gives one each time; the one before it stays good for 5 minutes.
   * @throws AccountRefusal 45009 after 2000 of them in a day of Beijing's time.
   */
  give(account: Account, now: number): string {
    const today = this.#tokens.filter((token) => token.account === account && !token.stable && dayOf(token.at) === dayOf(now));
    if (today.length >= TOKENS_A_DAY) throw new AccountRefusal(45009);
    return this.#issue(account, false, now, now + OVERLAP_MS).value;
  }

  /** The account's stable token and how many seconds it has left: the same one until 5 minutes before its end, of which the old one has the rest. */
  giveStable(account: Account, now: number): { value: string; seconds: number } {
    const living = this.#tokens.find((token) => token.account === account && token.stable && now < token.replacedAt && now < token.expiresAt - OVERLAP_MS);
    const token = living ?? this.#issue(account, true, now, now + OVERLAP_MS);
    return { value: token.value, seconds: Math.floor((token.expiresAt - now) / 1000) };
  }

  /**
   * Another stable token, which ends the former at once. Within 30 s of the last time there is no other: the former is given again.
   * @throws AccountRefusal 45009 after 20 of them in a day of Beijing's time.
   */
  refreshStable(account: Account, now: number): { value: string; seconds: number } {
    const today = this.#refreshes.filter((refresh) => refresh.account === account && dayOf(refresh.at) === dayOf(now));
    const last = this.#refreshes.findLast((refresh) => refresh.account === account);
    if (last && now - last.at < BETWEEN_REFRESHES_MS) return this.giveStable(account, now);
    if (today.length >= REFRESHES_A_DAY) throw new AccountRefusal(45009);
    this.#refreshes.push({ account, at: now });
    return { value: this.#issue(account, true, now, now).value, seconds: TOKEN_LIFE_SECONDS };
  }

  /**
   * The account that a request speaks for.
   * @throws AccountRefusal 41001 without a token, 40014 for one that was never given, 40001 for one that was replaced or revoked, 42001 for
   * one that is expired.
   */
  accountOf(query: URLSearchParams, now: number): Account {
    const value = singleValue(query, 'access_token');
    if (value === '') throw new AccountRefusal(41001);
    const token = this.#tokens.find((candidate) => candidate.value === value);
    if (!token) throw new AccountRefusal(40014);
    if (now >= token.replacedAt) throw new AccountRefusal(40001);
    if (now >= token.expiresAt) throw new AccountRefusal(42001);
    return token.account;
  }

  /** Every token that was given so far is expired. */
  expire(): void {
    for (const token of this.#tokens) token.expiresAt = -Infinity;
  }

  /** No token that was given so far is the newest any more. */
  revoke(): void {
    for (const token of this.#tokens) token.replacedAt = -Infinity;
  }

  /** Nothing was refreshed yet; tokens stay. */
  reset(): void {
    this.#refreshes = [];
  }

  /** A client has to have room for 512 characters; this is nearly that. */
  #issue(account: Account, stable: boolean, now: number, othersUntil: number): Token {
    // Those of the day before are forgotten: they have long expired, and nobody holds them.
    this.#tokens = this.#tokens.filter(({ at }) => dayOf(at) >= dayOf(now) - 1);
    for (const token of this.#tokens) {
      if (token.account === account && token.stable === stable) token.replacedAt = Math.min(token.replacedAt, othersUntil);
    }
    const value = `${randomInt(10, 100)}_${randomBytes(381).toString('base64url')}`;
    const token = { value, account, stable, at: now, expiresAt: now + TOKEN_LIFE_SECONDS * 1000, replacedAt: Infinity };
    this.#tokens.push(token);
    return token;
  }
}
