import { createHash, randomBytes } from 'node:crypto';

import type { MediaRecord } from '../types.ts';

/** https://developer.work.weixin.qq.com/document/path/91770: a media_id lives three days. */
const LIFE_SECONDS = 3 * 24 * 60 * 60;

/** A sandbox that runs for days must not hold every upload: of the oldest only the record is kept. */
const KEPT_BYTES = 256 * 1024 * 1024;

/** What an upload brings with it. */
export interface Upload {
  robot: string;
  type: string;
  filename: string;
  contentType: string;
  rawHead: string;
  remarks: string[];
  bytes: Buffer;
}

interface Kept {
  record: MediaRecord;
  bytes: Buffer | undefined;
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
  add({ bytes, ...described }: Upload, now: number): MediaRecord {
    const record: MediaRecord = {
      media_id: randomBytes(33).toString('base64url'),
      ...described,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      created_at: Math.floor(now / 1000),
    };
    this.#kept.set(record.media_id, { record, bytes });
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

  /** Whether a robot may send this as that type: its own upload, of that type, younger than three days. */
  isUsable(mediaId: string, robot: string, type: string, now: number): boolean {
    const record = this.record(mediaId);
    return record?.robot === robot && record.type === type && now < (record.created_at + LIFE_SECONDS) * 1000;
  }

  clear(): void {
    this.#kept.clear();
  }

  #forgetOldBytes(): void {
    let total = 0;
    for (const kept of [...this.#kept.values()].reverse()) {
      total += kept.bytes?.length ?? 0;
      if (total > this.#keptBytes) kept.bytes = undefined;
    }
  }
}
