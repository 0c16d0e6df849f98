import { createHash } from 'node:crypto';

import type { Ports } from './ports.ts';
import { mediaLifetimeMs } from './spec/media.ts';
import type { MediaKind } from './spec/types.ts';

/** What makes two uploads the same upload. The name belongs to it, because the group sees the name a media_id was made with. */
export interface MediaIdentity {
  /** Hex, of the bytes. */
  sha256: string;
  filename: string;
  kind: MediaKind;
  /** Where the media_id is good: from {@link mediaScope}. */
  scope: string;
}

export interface RememberedMedia {
  media_id: string;
  /** Milliseconds since 1970. */
  created_at: number;
}

/** Where a host keeps the memory: a file, a database. It may reject: then nothing is known, and no delivery fails for it. */
export interface MediaStore {
  get: (key: string) => Promise<RememberedMedia | undefined>;
  /** undefined = forget it. */
  set: (key: string, media: RememberedMedia | undefined) => Promise<void>;
}

/** A memory of media_ids: the same file to the same robot within three days is not uploaded again. */
export interface MediaMemory {
  recall: (identity: MediaIdentity) => Promise<RememberedMedia | undefined>;
  remember: (identity: MediaIdentity, media: RememberedMedia) => Promise<void>;
  forget: (identity: MediaIdentity) => Promise<void>;
}

/** Milliseconds by which a media_id must outlive the moment it is taken from the memory, for the message that uses it. */
const MARGIN = 10 * 60_000;

/**
 * A media_id of a robot is good for that robot only, one of an application for the applications of its corp. The store must
 * not become a place to steal keys from, so it holds a digest of the key and not the key.
 *
 * @param owner a robot's key, or a corp's id.
 */
export function mediaScope(baseUrl: string, owner: string): string {
  return createHash('sha256').update(`${baseUrl}\n${owner}`).digest('hex').slice(0, 32);
}

export function createMediaMemory(store: MediaStore, clock: Ports['clock']): MediaMemory {
  const set: MediaStore['set'] = (key, media) => store.set(key, media).catch(() => undefined);
  const keyOf = ({ sha256, filename, kind, scope }: MediaIdentity): string =>
    createHash('sha256').update([sha256, kind, scope, filename].join('\n')).digest('hex');

  return {
    recall: async (identity) => {
      const media = await store.get(keyOf(identity)).catch(() => undefined);
      if (media === undefined) return undefined;
      const age = clock.now() - media.created_at;
      // Made in the future means that a clock was wrong, and then its age is not known.
      if (age >= 0 && age < mediaLifetimeMs - MARGIN) return media;
      await set(keyOf(identity), undefined);
      return undefined;
    },
    remember: (identity, media) => set(keyOf(identity), media),
    forget: (identity) => set(keyOf(identity), undefined),
  };
}
