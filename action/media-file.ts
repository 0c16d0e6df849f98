import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

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
export function inspectFile(path: string, headBytes: number): Reading<Inspected> {
  return withFile(path, (file) => {
    const { size, mtimeMs } = fstatSync(file);
    const head = Buffer.alloc(Math.min(size, headBytes));
    return { ok: true, value: { size, head: head.subarray(0, fill(file, head)), modified: mtimeMs } };
  });
}

/**
 * The whole file, which must still be as it was inspected: what goes out is what was checked.
 *
 * Read once into memory and never beyond the size that is known, so that neither a growing file nor one that is cut short
 * while it is read can make the body differ from its Content-Length. At most 20 MB get this far.
 */
export function readWhole(path: string, { size, modified }: Pick<Inspected, 'size' | 'modified'>): Reading<Uint8Array> {
  return withFile(path, (file) => {
    const bytes = Buffer.allocUnsafe(size + 1);
    const same = fstatSync(file).mtimeMs === modified && fill(file, bytes) === size;
    return same ? { ok: true, value: bytes.subarray(0, size) } : { ok: false, reason: 'it changed while the step was running' };
  });
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Reads until the buffer is full or the file ends; returns the bytes read. */
function fill(file: number, buffer: Buffer): number {
  let length = 0;
  for (let read = -1; read !== 0 && length < buffer.length; length += read) read = readSync(file, buffer, length, buffer.length - length, length);
  return length;
}

/** Synchronous: for the few milliseconds that a file takes, the ways through Node's thread pool cost more than they save. */
function withFile<T>(path: string, use: (file: number) => Reading<T>): Reading<T> {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return fstatSync(file).isFile() ? use(file) : { ok: false, reason: 'it is not a regular file' };
  } catch (error) {
    return { ok: false, reason: explain((error as NodeJS.ErrnoException).code) };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function explain(code: string | undefined): string {
  if (code === 'ENOENT') return 'it is not there any more';
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not read it';
  return `it cannot be read (${code ?? 'for an unknown reason'})`;
}
