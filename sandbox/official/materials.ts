import { createHash, randomBytes } from 'node:crypto';

import type { MaterialRecord } from '../types.ts';
import type { Account } from './accounts.ts';
import { AccountRefusal } from './errcodes.ts';

/** As the uploads: a sandbox that runs for days must not hold every file; of the oldest only the record is kept. */
const KEPT_BYTES = 256 * 1024 * 1024;

/** What a material brings with it. Times are milliseconds since 1970. */
export type NewMaterial = Omit<MaterialRecord, 'media_id' | 'account' | 'size' | 'sha256' | 'update_time'> & { bytes: Buffer };

interface Kept {
  record: MaterialRecord;
  bytes: Buffer | undefined;
}

/** Permanent materials and who wants to hear of a change. */
export class Materials {
  #kept: Kept[] = [];
  readonly #changed: (account: string) => void;

  constructor(changed: (account: string) => void) {
    this.#changed = changed;
  }

  get records(): MaterialRecord[] {
    return this.#kept.map(({ record }) => record);
  }

  /** @throws AccountRefusal 45034 when the account has as many as it may: pictures and articles are counted together, and so are the others. */
  add(account: Account, { bytes, ...described }: NewMaterial, now: number): MaterialRecord {
    const { mostPictures, mostOthers } = account.settings;
    const isPicture = countsAsPicture(described.type);
    const alike = this.of(account).filter(({ type }) => countsAsPicture(type) === isPicture);
    if (alike.length >= (isPicture ? mostPictures : mostOthers)) throw new AccountRefusal(45034);
    const record: MaterialRecord = {
      media_id: newMediaId(),
      account: account.name,
      ...described,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      update_time: Math.floor(now / 1000),
    };
    this.#kept.push({ record, bytes });
    this.#forgetOldBytes();
    this.#changed(account.name);
    return record;
  }

  /** Those of an account, the newest first. */
  of(account: Account): MaterialRecord[] {
    return this.records.filter((record) => record.account === account.name).reverse();
  }

  /** @throws AccountRefusal 40007 when the account has no such material. */
  find(account: Account, mediaId: string): MaterialRecord {
    const record = this.of(account).find(({ media_id }) => media_id === mediaId);
    if (!record) throw new AccountRefusal(40007);
    return record;
  }

  /** The bytes of a material, whosever it is; undefined when it is unknown or was too long ago to be kept. */
  bytes(mediaId: string): Buffer | undefined {
    return this.#kept.find(({ record }) => record.media_id === mediaId)?.bytes;
  }

  remove({ media_id, account }: MaterialRecord): void {
    this.#kept = this.#kept.filter(({ record }) => record.media_id !== media_id);
    this.#changed(account);
  }

  clear(): void {
    this.#kept = [];
    this.#changed('');
  }

  #forgetOldBytes(): void {
    let total = 0;
    for (const kept of [...this.#kept].reverse()) {
      total += kept.bytes?.length ?? 0;
      if (total > KEPT_BYTES) kept.bytes = undefined;
    }
  }
}

const countsAsPicture = (type: MaterialRecord['type']): boolean => type === 'image' || type === 'news';

/** As long as the ids of this host are, and of the same characters. */
export const newMediaId = (): string => randomBytes(48).toString('base64url');
