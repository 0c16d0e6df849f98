import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { platform } from 'node:os';

import { Zip, ZipDeflate, ZipPassThrough } from 'fflate/browser';
import type { ZipInputFile } from 'fflate/browser';

import type { Deadline } from '../../core/deadline.ts';
import type { FoundFile } from '../files.ts';
import { naturally } from '../natural-order.ts';
import { entryNames } from './entry-names.ts';

export type Zipped = { ok: true; size: number } | { ok: false; problem: string };

/** Bytes that are read and packed at a time, between which the step heeds its clock and a cancellation. */
const SLICE_BYTES = 1024 * 1024;

/** ZIP counts entries in 16 bits and bytes in 32; the form beyond that not every program reads. */
const MOST_ENTRIES = 65_535;
const MOST_BYTES = 0xffff_ffff;

const UNIX = 3;
const REGULAR_FILE = 0o100000;
const PLAIN_MODE = 0o644;

/** Deflating these again takes time and saves nothing. */
const PACKED = /\.(?:zip|apk|aab|ipa|jar|war|whl|docx|xlsx|pptx|gz|tgz|bz2|xz|zst|7z|rar|br|jpe?g|png|gif|webp|mp[34]|m4a|mov|woff2?)$/i;

/**
 * Packs files into one ZIP at `target`, in natural order: with the permissions they have on Unix, names in UTF-8, and 1980
 * as everybody's time. So the same files give the same bytes, whenever and wherever they are packed: the deflater is
 * JavaScript, because Node's own (zlib) compresses differently from one processor to another. Windows has no permissions;
 * there all files get 0644.
 *
 * Reads and writes a slice at a time, and gives up when the deadline has passed. Resolves to what went wrong, as a clause, with the path of the file.
 */
export async function zipFiles(files: readonly FoundFile[], target: string, deadline: Deadline): Promise<Zipped> {
  if (files.length > MOST_ENTRIES) return { ok: false, problem: `${files.length} files are more than the ${MOST_ENTRIES} that a ZIP can hold` };
  const sorted = naturally(files, ({ path }) => path);
  const names = entryNames(sorted.map(({ path }) => path));
  try {
    const output = await open(target, 'w', 0o600);
    return await pack(sorted, names, output, deadline).finally(() => output.close());
  } catch (error) {
    return { ok: false, problem: `the archive could not be written (${codeOf(error)})` };
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'for an unknown reason';

async function pack(files: readonly FoundFile[], names: readonly string[], output: FileHandle, deadline: Deadline): Promise<Zipped> {
  let size = 0;
  let failure: Error | undefined;
  let waiting: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) failure = error;
    else waiting.push(chunk);
  });
  const flush = async (): Promise<void> => {
    const chunks = waiting;
    waiting = [];
    for (const chunk of chunks) {
      // Not write, which stops short on a disk that is nearly full, and says so only in its result.
      await output.writeFile(chunk);
      size += chunk.byteLength;
    }
  };

  for (const [index, { path, real }] of files.entries()) {
    try {
      await packFile(zip, real, names[index] ?? path, flush, deadline);
    } catch (error) {
      return { ok: false, problem: `${path} could not be packed (${codeOf(error)})` };
    }
    if (deadline.left() === 0) return { ok: false, problem: `there was no time left at file ${index + 1} of ${files.length}` };
    if (size > MOST_BYTES) return { ok: false, problem: 'the archive would be larger than the 4 GB that a ZIP can be' };
  }
  zip.end();
  await flush();
  return failure === undefined ? { ok: true, size } : { ok: false, problem: 'the archive could not be written' };
}

async function packFile(zip: Zip, real: string, name: string, flush: () => Promise<void>, deadline: Deadline): Promise<void> {
  // Without blocking: a FIFO that nobody writes to would hold the step beyond its deadline.
  const file = await open(real, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw Object.assign(new Error('A named pipe or a device has no end to pack.'), { code: 'not a regular file' });
    const entry = newEntry(name, stats.mode);
    zip.add(entry);
    const slice = new Uint8Array(SLICE_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(slice, 0, SLICE_BYTES);
      // A copy: the packer keeps what it was given until it has enough for a block.
      entry.push(slice.slice(0, bytesRead), bytesRead === 0);
      await flush();
      if (bytesRead === 0 || deadline.left() === 0) return;
    }
  } finally {
    await file.close();
  }
}

function newEntry(name: string, mode: number): ZipInputFile & { push: (chunk: Uint8Array, final: boolean) => void } {
  const entry = PACKED.test(name) ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
  // The attack: a file that runs as its owner (setuid) once it is unpacked. Of the mode only the permissions go in.
  const permissions = platform() === 'win32' ? PLAIN_MODE : mode & 0o777;
  // Read back with the same local clock, this is 1980-01-01 00:00 in every time zone: ZIP knows no zones.
  return Object.assign(entry, { os: UNIX, attrs: (REGULAR_FILE | permissions) * 0x10000, mtime: new Date(1980, 0, 1) });
}
