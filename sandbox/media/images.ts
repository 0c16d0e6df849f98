import { createHash, randomBytes } from 'node:crypto';

import { Recent } from '../recent.ts';
import type { ImageRecord } from '../types.ts';

/** A sandbox that runs for days must not hold every picture: of the oldest only the record is kept. */
const KEPT_IMAGES = 100;
const KEPT_BYTES = 128 * 1024 * 1024;
const KEPT_RECORDS = 10_000;

interface Kept {
  id: string;
  bytes: Buffer;
}

/** Where the sandbox's own pictures are. */
export const IMAGE_PATH = '/sandbox/images/';

/** The pictures that were uploaded to be named in articles, by the last part of their address. */
export class Images {
  #records = new Recent<ImageRecord>(KEPT_RECORDS);
  #kept = new Recent<Kept>(KEPT_IMAGES, KEPT_BYTES);

  get records(): readonly ImageRecord[] {
    return this.#records.all;
  }

  /** Keeps a picture at an address of its own below `origin`. */
  add({ bytes, ...described }: Omit<ImageRecord, 'url' | 'size' | 'sha256'> & { bytes: Buffer }, origin: string): ImageRecord {
    const id = randomBytes(24).toString('base64url');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const record = { url: `${origin}${IMAGE_PATH}${id}`, ...described, size: bytes.length, sha256 };
    this.#records.add(record);
    this.#kept.add({ id, bytes }, bytes.length);
    return record;
  }

  bytes(id: string): Buffer | undefined {
    return this.#kept.all.find((kept) => kept.id === id)?.bytes;
  }

  clear(): void {
    this.#records.clear();
    this.#kept.clear();
  }
}
