import { TransportError, WeComError } from './errors.ts';
import type { NotSent, Outcome } from './outcome.ts';
import { request } from './request.ts';
import type { Connection } from './request.ts';
import { OPERATIONS } from './spec/operations.ts';
import type { MediaFile } from './uploader.ts';

/**
 * Uploads a picture for a URL that is good for ever. WeCom shows it inside the content of an mpnews and in welcome messages; pages
 * elsewhere do not get to see it.
 *
 * The size and format must have been checked before. A corp may upload 1000 a day and 3000 a month.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90256
 */
export async function uploadImage(connection: Connection, { filename, contentType, read }: MediaFile): Promise<Outcome<{ url: string }>> {
  const bytes = await read();
  if (bytes instanceof WeComError) return { delivery: 'rejected', error: bytes, attempts: 0 };
  const outcome = await request(connection, OPERATIONS.imageUpload, { body: { kind: 'media', part: { filename, contentType, bytes } } });
  if (outcome.delivery !== 'sent') return outcome;
  const { url } = outcome.value;
  return typeof url === 'string' && url !== '' ? { ...outcome, value: { url } } : withoutUrl(outcome.attempts);
}

function withoutUrl(attempts: number): NotSent {
  const error = new TransportError('no-url', {
    message: 'WeCom accepted the picture and its answer names no URL',
    fix: 'Check what stands between here and WeCom: a relay may have changed the answer',
  });
  return { delivery: 'rejected', error, attempts };
}
