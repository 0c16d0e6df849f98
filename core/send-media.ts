import { RejectedError } from './errors.ts';
import type { Outcome } from './outcome.ts';
import type { MediaKind } from './spec/types.ts';
import type { MediaFile, UploadedMedia, Uploader } from './uploader.ts';

/** A file that went out: what WeCom said of the message, and the media that was in it. */
export interface SentMedia<T, K extends MediaKind = MediaKind> {
  receipt: T;
  media: UploadedMedia<K>;
}

const MEDIA_ID_INVALID = 40007;

/**
 * Sends an uploaded file. A remembered media_id that WeCom no longer takes is uploaded anew, once: its refusal is certain, so
 * nothing can arrive twice.
 *
 * @param send makes the message of the media it is given, and sends it.
 */
export async function sendMedia<T, K extends MediaKind>(
  { uploadAnew }: Pick<Uploader<K>, 'uploadAnew'>,
  send: (media: UploadedMedia<K>) => Promise<Outcome<T>>,
  file: MediaFile,
  media: UploadedMedia<K>,
): Promise<Outcome<SentMedia<T, K>>> {
  const outcome = await send(media);
  if (outcome.delivery === 'sent') return { ...outcome, value: { receipt: outcome.value, media } };
  const stale = media.remembered && outcome.error instanceof RejectedError && outcome.error.errcode === MEDIA_ID_INVALID;
  if (!stale) return outcome;
  const fresh = await uploadAnew(file, media.type);
  // It is not a remembered one, so this ends here.
  return fresh.delivery === 'sent' ? sendMedia({ uploadAnew }, send, file, fresh.value) : fresh;
}
