import { Refusal } from '../errcodes.ts';
import { isLoopbackHost } from '../http/guard.ts';
import { MB, TOO_SMALL_BYTES } from '../media/kinds.ts';

/** https://developer.work.weixin.qq.com/document/path/96219 */
const MAX_BYTES = 200 * MB;

/** How much is asked for at once. */
const CHUNK_BYTES = 8 * MB;

const TIMEOUT_MS = 30_000;

export interface Fetched {
  bytes: Buffer;
  contentType: string;
}

/**
 * Fetches a file piece by piece, as WeCom does. `closing` ends it.
 *
 * The attack: whoever can call the sandbox gives it the address of a machine that only this one reaches. So it fetches from
 * this machine alone, and follows no redirect to another.
 * @throws Refusal 830001 for what is no web address or answers a Range with the whole, 830003 for another machine and for what does not
 * come, 45001 for 5 bytes or fewer and for more than 200 MB.
 */
export async function fetchInPieces(address: string, closing: AbortSignal): Promise<Fetched> {
  const url = URL.parse(address);
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw new Refusal(830001);
  if (!isLoopbackHost(url.host)) throw new Refusal(830003, 'the sandbox fetches only from this machine');
  const pieces: Buffer[] = [];
  let [received, total, contentType] = [0, Infinity, ''];
  while (received < total) {
    const piece = await fetchPiece(url, received, closing);
    if (piece.total > MAX_BYTES || piece.total <= TOO_SMALL_BYTES) throw new Refusal(45001);
    pieces.push(piece.bytes);
    received += piece.bytes.length;
    ({ total, contentType } = piece);
  }
  return { bytes: Buffer.concat(pieces), contentType };
}

async function fetchPiece(url: URL, first: number, closing: AbortSignal): Promise<Fetched & { total: number }> {
  const headers = { range: `bytes=${first}-${first + CHUNK_BYTES - 1}`, 'accept-encoding': 'identity' };
  const signal = AbortSignal.any([closing, AbortSignal.timeout(TIMEOUT_MS)]);
  try {
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    if (response.status === 200) {
      await response.body?.cancel();
      throw new Refusal(830001);
    }
    const [, from, last, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(response.headers.get('content-range') ?? '') ?? [];
    if (response.status !== 206 || Number(from) !== first) throw new Refusal(830003);
    const bytes = await readBytes(response, Math.min(CHUNK_BYTES, Number(last) - first + 1));
    return { bytes, total: Number(total), contentType: response.headers.get('content-type') ?? '' };
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(830003);
  }
}

/** Exactly so many bytes. @throws Refusal 830003 for more or fewer: an answer without an end must not fill the memory. */
async function readBytes(response: Response, size: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let received = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    received += chunk.length;
    if (received > size) throw new Refusal(830003);
    chunks.push(chunk);
  }
  if (received !== size || size < 1) throw new Refusal(830003);
  return Buffer.concat(chunks);
}
