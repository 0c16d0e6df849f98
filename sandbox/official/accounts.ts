import { randomBytes } from 'node:crypto';

import type { Names } from '../names.ts';
import type { Secret } from '../requests.ts';
import type { AccountSettings } from '../types.ts';
import { AccountRefusal } from './errcodes.ts';

/** An Official Account. */
export interface Account {
  name: string;
  appid: string;
  appsecret: string;
  settings: AccountSettings;
  /** What a reset brings the settings back to. */
  readonly initially: AccountSettings;
}

/** How much an account may keep: https://developers.weixin.qq.com/doc/service/api/material/permanent/api_addmaterial */
const USUAL: AccountSettings = { secretFrozen: false, mostPictures: 100_000, mostOthers: 1000 };

/** An account to be added. */
export type NewAccount = { name?: string } & Partial<AccountSettings>;

/** The Official Accounts. */
export class Accounts {
  #accounts: Account[] = [];
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  get all(): readonly Account[] {
    return this.#accounts;
  }

  get secrets(): Secret[] {
    return this.#accounts.map(({ appsecret, name }) => ({ secret: appsecret, name }));
  }

  /** @throws Error for a name as Names does. */
  add({ name, ...settings }: NewAccount = {}): Account {
    const initially = { ...USUAL, ...settings };
    const account: Account = {
      name: this.#names.take('account', name),
      appid: `wx${randomBytes(8).toString('hex')}`,
      appsecret: randomBytes(16).toString('hex'),
      settings: initially,
      initially,
    };
    this.#accounts.push(account);
    return account;
  }

  /** The account of that name, or the first. @throws Error when there is none of that name. */
  named(name: string | undefined): Account {
    const account = name === undefined ? this.#accounts[0] : this.#accounts.find((candidate) => candidate.name === name);
    if (!account) throw new Error(`There is no account named "${name ?? ''}".`);
    return account;
  }

  /** Sets an account; what is not named stays. @throws Error when there is none of that name. */
  configure(name: string, settings: Partial<AccountSettings>): void {
    const account = this.named(name);
    account.settings = { ...account.settings, ...settings };
  }

  /**
   * The account that has these credentials.
   * @throws AccountRefusal 41002 or 41004 when one is missing, 40013 for an unknown appid, 40125 for another secret, 40243 for a frozen one.
   */
  ofCredentials(appid: unknown, secret: unknown): Account {
    if (typeof appid !== 'string' || appid === '') throw new AccountRefusal(41002);
    if (typeof secret !== 'string' || secret === '') throw new AccountRefusal(41004);
    const account = this.#accounts.find((candidate) => candidate.appid === appid);
    if (!account) throw new AccountRefusal(40013);
    if (account.appsecret !== secret) throw new AccountRefusal(40125);
    if (account.settings.secretFrozen) throw new AccountRefusal(40243);
    return account;
  }

  /** Every account is set as it was at first. */
  reset(): void {
    for (const account of this.#accounts) account.settings = account.initially;
  }
}
