import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** A file as it was looked at before the first request. */
export interface Inspected {
  /** Bytes. */
  size: number;
  /** The first bytes, to tell the format by; all of them when the file is that short. */
  head: Uint8Array;
  modified: number;
}

export type Reading<T> = { ok: true; value: T } | { ok: false; reason: string };

/**
 * Size and first bytes of a regular file.
 *
 * Opened without blocking and judged by the open file: a FIFO would hold the step for ever, `/dev/zero` would never end, and
 * a name may point at something else between a look and an opening.
 */
export function inspectFile(path: string, headBytes: number): Promise<Reading<Inspected>> {
  return withFile(path, async (file) => {
    const { size, mtimeMs } = await file.stat();
    const head = Buffer.alloc(Math.min(size, headBytes));
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return { ok: true, value: { size, head: head.subarray(0, bytesRead), modified: mtimeMs } };
  });
}

/**
 * The whole file, which must still be as it was inspected: what goes out is what was checked.
 *
 * Read once into memory and never beyond the size that is known, so that neither a growing file nor one that is cut short
 * while it is read can make the body differ from its Content-Length. At most 20 MB get this far.
 */
export function readWhole(path: string, { size, modified }: Pick<Inspected, 'size' | 'modified'>): Promise<Reading<Uint8Array>> {
  return withFile(path, async (file) => {
    const changed = { ok: false as const, reason: 'it changed while the step was running' };
    if ((await file.stat()).mtimeMs !== modified) return changed;
    const bytes = Buffer.allocUnsafe(size + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return length === size ? { ok: true, value: bytes.subarray(0, size) } : changed;
  });
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function withFile<T>(path: string, use: (file: FileHandle) => Promise<Reading<T>>): Promise<Reading<T>> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!(await file.stat()).isFile()) return { ok: false, reason: 'it is not a regular file' };
    return await use(file);
  } catch (error) {
    return { ok: false, reason: explain((error as NodeJS.ErrnoException).code) };
  } finally {
    await file?.close();
  }
}

function explain(code: string | undefined): string {
  if (code === 'ENOENT') return 'it is not there any more';
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not read it';
  return `it cannot be read (${code ?? 'for an unknown reason'})`;
}
