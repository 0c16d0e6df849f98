import { mediaOwner } from './access.ts';
import { TransportError, WeComError } from './errors.ts';
import { mediaScope } from './memory.ts';
import type { MediaIdentity, MediaMemory } from './memory.ts';
import type { NotSent, Outcome } from './outcome.ts';
import { request } from './request.ts';
import type { Connection } from './request.ts';
import { mediaLifetimeMs } from './spec/media.ts';
import type { MediaKind, OperationSpec } from './spec/types.ts';
import type { Json } from './verdict.ts';

export interface MediaFile {
  /** From `safeFilename`. */
  filename: string;
  contentType: string;
  /** Hex, of the bytes. */
  sha256: string;
  /** Called once for each upload, so that many files need not be held at once. An error instead means it cannot be read any more. */
  read: () => Promise<Uint8Array | WeComError>;
}

export interface UploadedMedia<K extends MediaKind = MediaKind> {
  media_id: string;
  type: K;
  /** Milliseconds since 1970. */
  created_at: number;
  /** true = it was uploaded earlier, and the memory knew it. */
  remembered: boolean;
}

/** Uploads of one robot or application. The size and format of a file must have been checked before. */
export interface Uploader<K extends MediaKind> {
  /** The media_id is good for three days. */
  upload: (file: MediaFile, kind: K) => Promise<Outcome<UploadedMedia<K>>>;
  /** Anew, whatever the memory holds: WeCom has just refused what it gave. */
  uploadAnew: (file: MediaFile, kind: K) => Promise<Outcome<UploadedMedia<K>>>;
}

/** @param given asked only where it is known whose the media_ids are: those of two corps must not be taken for each other's. */
export function createUploader<K extends MediaKind>(connection: Connection, operation: OperationSpec, given?: MediaMemory): Uploader<K> {
  const { ports, baseUrl, access, redactor } = connection;
  const owner = mediaOwner(access);
  const memory = owner === undefined ? undefined : given;
  const identify = ({ sha256, filename }: MediaFile, kind: K): MediaIdentity => ({ sha256, filename, kind, scope: mediaScope(baseUrl, owner ?? '') });

  const send = async (file: MediaFile, kind: K): Promise<Outcome<UploadedMedia<K>>> => {
    const bytes = await file.read();
    if (bytes instanceof WeComError) return { delivery: 'rejected', error: bytes, attempts: 0 };
    const part = { filename: file.filename, contentType: file.contentType, bytes };
    const outcome = await request(connection, operation, { query: { type: kind }, body: { kind: 'media', part } });
    if (outcome.delivery !== 'sent') return outcome;
    const media = readMedia(outcome.value, ports.clock.now());
    if (media === undefined) return withoutMediaId(outcome.attempts);
    redactor.add(media.media_id);
    await memory?.remember(identify(file, kind), media);
    return { ...outcome, value: { ...media, type: kind, remembered: false } };
  };

  return {
    upload: async (file, kind) => {
      const known = await memory?.recall(identify(file, kind));
      if (known === undefined) return send(file, kind);
      redactor.add(known.media_id);
      return { delivery: 'sent', value: { ...known, type: kind, remembered: true }, errmsg: '', attempts: 0 };
    },
    uploadAnew: async (file, kind) => {
      await memory?.forget(identify(file, kind));
      // Without asking the memory: one that cannot forget would give the same media_id again, for ever.
      return send(file, kind);
    },
  };
}

/**
 * The media in an answer, or undefined. `created_at` is a number of seconds in a string; one implementation is known to misspell it, so it may be missing. A time
 * that is days away from now is none either.
 */
export function readMedia(json: Json, now: number): { media_id: string; created_at: number } | undefined {
  if (typeof json.media_id !== 'string' || json.media_id === '') return undefined;
  const created = Number(json.created_at) * 1000;
  return { media_id: json.media_id, created_at: Math.abs(created - now) < mediaLifetimeMs ? created : now };
}

function withoutMediaId(attempts: number): NotSent {
  const error = new TransportError('no-media-id', {
    message: 'WeCom accepted the upload and its answer names no media_id',
    fix: 'Check what stands between here and WeCom: a relay may have changed the answer',
  });
  return { delivery: 'rejected', error, attempts };
}
