import { createHash, randomBytes } from 'node:crypto';

import type { ImageRecord } from '../types.ts';

/** A sandbox that runs for days must not hold every picture: of the oldest only the record is kept. */
const KEPT_IMAGES = 100;

interface Kept {
  id: string;
  record: ImageRecord;
  bytes: Buffer;
}

/** Where the sandbox's own pictures are. */
export const IMAGE_PATH = '/sandbox/images/';

/** The pictures that were uploaded to be named in articles, by the last part of their address. */
export class Images {
  #records: ImageRecord[] = [];
  #kept: Kept[] = [];

  get records(): readonly ImageRecord[] {
    return this.#records;
  }

  /** Keeps a picture at an address of its own below `origin`. */
  add({ bytes, ...described }: Omit<ImageRecord, 'url' | 'size' | 'sha256'> & { bytes: Buffer }, origin: string): ImageRecord {
    const id = randomBytes(24).toString('base64url');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const record = { url: `${origin}${IMAGE_PATH}${id}`, ...described, size: bytes.length, sha256 };
    this.#records.push(record);
    this.#kept = [...this.#kept, { id, record, bytes }].slice(-KEPT_IMAGES);
    return record;
  }

  bytes(id: string): Buffer | undefined {
    return this.#kept.find((kept) => kept.id === id)?.bytes;
  }

  clear(): void {
    this.#records = [];
    this.#kept = [];
  }
}
