import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { MediaStore, RememberedMedia } from '../core/memory.ts';
import { mediaLifetimeMs } from '../core/spec/media.ts';

/** The `media-cache` file. */
export interface MediaCache extends MediaStore {
  /** Writes what was learnt; resolves to a reason when that fails, because no delivery fails for its cache. */
  save: () => Promise<string | undefined>;
}

const VERSION = 1;

/** A missing, foreign or garbled file counts as empty: the cost is an upload, and never a wrong media_id. */
export async function openMediaCache(path: string): Promise<MediaCache> {
  const entries = await readFile(path, 'utf8').then(readEntries, () => new Map<string, RememberedMedia>());
  for (const [key, { created_at }] of entries) {
    // What nobody asks for again would stay in the file for ever.
    if (created_at < Date.now() - mediaLifetimeMs) entries.delete(key);
  }
  return {
    get: (key) => Promise.resolve(entries.get(key)),
    set: (key, media) => {
      if (media === undefined) entries.delete(key);
      else entries.set(key, { media_id: media.media_id, created_at: media.created_at });
      return Promise.resolve();
    },
    save: async () => {
      try {
        await mkdir(dirname(path), { recursive: true });
        // Whole or not at all: a job that is cancelled here must not leave half a file for the next run.
        const draft = `${path}.${process.pid}.tmp`;
        await writeFile(draft, `${JSON.stringify({ version: VERSION, media: Object.fromEntries(entries) }, null, 2)}\n`, { mode: 0o600 });
        await rename(draft, path);
        return undefined;
      } catch (error) {
        return (error as NodeJS.ErrnoException).code ?? 'for an unknown reason';
      }
    },
  };
}

function readEntries(text: string): Map<string, RememberedMedia> {
  try {
    const { version, media } = JSON.parse(text) as { version?: unknown; media?: unknown };
    if (version !== VERSION || typeof media !== 'object' || media === null) return new Map();
    return new Map(Object.entries(media).filter((entry): entry is [string, RememberedMedia] => isRemembered(entry[1])));
  } catch {
    return new Map();
  }
}

function isRemembered(value: unknown): boolean {
  const { media_id, created_at } = (value ?? {}) as Partial<Record<keyof RememberedMedia, unknown>>;
  return typeof media_id === 'string' && media_id !== '' && typeof created_at === 'number';
}
