import type { MediaStore, RememberedMedia } from '../../core/memory.ts';

/** A store in memory. */
export function mapStore(stored = new Map<string, RememberedMedia>()): MediaStore {
  return {
    get: async (key) => stored.get(key),
    set: async (key, media) => {
      if (media === undefined) stored.delete(key);
      else stored.set(key, media);
    },
  };
}
