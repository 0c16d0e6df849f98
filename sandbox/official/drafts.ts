import type { JsonObject } from '../message/fields.ts';
import { Recent } from '../recent.ts';
import type { DraftRecord } from '../types.ts';
import type { Account } from './accounts.ts';
import { AccountRefusal } from './errcodes.ts';
import { newMediaId } from './materials.ts';

/** How many an account may have is not documented; a sandbox that runs for days must not hold every one. */
const MOST_DRAFTS = 10_000;
const MOST_BYTES = 256 * 1024 * 1024;

/** The drafts of all accounts. Times are milliseconds since 1970. */
export class Drafts {
  #all = new Recent<DraftRecord>(MOST_DRAFTS, MOST_BYTES);
  readonly #changed: (account: string) => void;

  constructor(changed: (account: string) => void) {
    this.#changed = changed;
  }

  get records(): readonly DraftRecord[] {
    return this.#all.all;
  }

  add(account: Account, articles: JsonObject[], now: number): DraftRecord {
    const at = Math.floor(now / 1000);
    const draft = { media_id: newMediaId(), account: account.name, articles, create_time: at, update_time: at };
    this.#all.add(draft, JSON.stringify(articles).length);
    this.#changed(account.name);
    return draft;
  }

  /** Those of an account, the newest first. */
  of(account: Account): DraftRecord[] {
    return this.#all.all.filter((draft) => draft.account === account.name).reverse();
  }

  /** @throws AccountRefusal 40007 when the account has no such draft. */
  find(account: Account, mediaId: string): DraftRecord {
    const draft = this.of(account).find(({ media_id }) => media_id === mediaId);
    if (!draft) throw new AccountRefusal(40007);
    return draft;
  }

  /** Puts another article in the place of one. */
  change(draft: DraftRecord, index: number, article: JsonObject, now: number): void {
    draft.articles[index] = article;
    draft.update_time = Math.floor(now / 1000);
    this.#changed(draft.account);
  }

  remove(draft: DraftRecord): void {
    this.#all.remove(draft);
    this.#changed(draft.account);
  }

  clear(): void {
    this.#all.clear();
    this.#changed('');
  }
}
