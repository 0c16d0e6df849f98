import { createHash, randomBytes } from 'node:crypto';

import type { MediaRecord } from '../types.ts';

/**
 * A media_id lives three days: https://developer.work.weixin.qq.com/document/path/90253,
 * https://developer.work.weixin.qq.com/document/path/91770
 */
const LIFE_SECONDS = 3 * 24 * 60 * 60;

/** A sandbox that runs for days must not hold every upload: of the oldest only the record is kept. */
const KEPT_BYTES = 256 * 1024 * 1024;

/** Who may use an upload: the one robot or Official Account that uploaded it, or every application of the corp. */
export type Scope = { robot: string } | { corpid: string } | { account: string };

/** What an upload brings with it. */
export type Upload = Omit<MediaRecord, 'media_id' | 'size' | 'sha256' | 'created_at'> & {
  bytes: Buffer;
  /** Of a voice that was recorded in a page: the same in better quality. */
  speex?: Buffer;
};

interface Kept {
  record: MediaRecord;
  bytes: Buffer | undefined;
  speex: Buffer | undefined;
}

/** The uploads, by media_id. */
export class MediaStore {
  #kept = new Map<string, Kept>();
  readonly #keptBytes: number;

  constructor(keptBytes = KEPT_BYTES) {
    this.#keptBytes = keptBytes;
  }

  get records(): MediaRecord[] {
    return [...this.#kept.values()].map((kept) => kept.record);
  }

  /** Keeps an upload under a new media_id. `now` in milliseconds since 1970. */
  add({ bytes, speex, ...described }: Upload, now: number): MediaRecord {
    const record: MediaRecord = {
      media_id: randomBytes(33).toString('base64url'),
      ...described,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      created_at: Math.floor(now / 1000),
    };
    this.#kept.set(record.media_id, { record, bytes, speex });
    this.#forgetOldBytes();
    return record;
  }

  record(mediaId: string): MediaRecord | undefined {
    return this.#kept.get(mediaId)?.record;
  }

  /** The bytes of an upload, undefined when it is unknown or was too long ago to be kept. */
  bytes(mediaId: string): Buffer | undefined {
    return this.#kept.get(mediaId)?.bytes;
  }

  speex(mediaId: string): Buffer | undefined {
    return this.#kept.get(mediaId)?.speex;
  }

  /** An upload that is in the scope and younger than three days. */
  usable(mediaId: string, scope: Scope, now: number): MediaRecord | undefined {
    const record = this.record(mediaId);
    return record && isInScope(record, scope) && now < (record.created_at + LIFE_SECONDS) * 1000 ? record : undefined;
  }

  /** Whether an upload may be sent as that type of media. What came by address is for other uses, and what a member sent is to be fetched and uploaded again: https://developer.work.weixin.qq.com/document/path/96219, https://developer.work.weixin.qq.com/document/path/90241 */
  canBeSent(mediaId: string, type: string, scope: Scope, now: number): boolean {
    const record = this.usable(mediaId, scope, now);
    return record?.type === type && record.origin !== 'url' && record.origin !== 'member';
  }

  clear(): void {
    this.#kept.clear();
  }

  #forgetOldBytes(): void {
    let total = 0;
    for (const kept of [...this.#kept.values()].reverse()) {
      total += (kept.bytes?.length ?? 0) + (kept.speex?.length ?? 0);
      if (total > this.#keptBytes) kept.bytes = kept.speex = undefined;
    }
  }
}

/** Whether an upload was made by that robot or account, or by any application of that corp. */
export function isInScope(record: MediaRecord, scope: Scope): boolean {
  if ('robot' in scope) return record.robot === scope.robot;
  return 'account' in scope ? record.account === scope.account : record.corpid === scope.corpid;
}
