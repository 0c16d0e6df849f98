import { appendFile, mkdtemp, open, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { inspectFile, readWhole } from '../../action/media-file.ts';

let folder: string;
let path: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'media-file-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  path = join(folder, 'a.txt');
  await rm(path, { force: true });
  await writeFile(path, 'content');
});

/** Inspects the file, lets something happen to it, and reads it. */
async function readAfter(happens: () => Promise<void>): Promise<string> {
  const inspected = inspectFile(path, 4);
  if (!inspected.ok) return inspected.reason;
  await happens();
  const reading = readWhole(path, inspected.value);
  return reading.ok ? Buffer.from(reading.value).toString() : reading.reason;
}

/** Puts the time of the last change back, as a writer within one tick of a coarse clock leaves it. */
async function unnoticed(change: () => Promise<unknown>): Promise<void> {
  const file = await open(path);
  const { atime, mtime } = await file.stat();
  await file.close();
  await change();
  await utimes(path, atime, mtime);
}

describe('a file that is inspected', () => {
  it('tells its size and its first bytes', async () => {
    expect(inspectFile(path, 4)).toMatchObject({ ok: true, value: { size: 7, head: Buffer.from('cont') } });
    expect(inspectFile(path, 100)).toMatchObject({ ok: true, value: { size: 7, head: Buffer.from('content') } });
  });

  it('is refused with a reason when it is gone or is a folder', async () => {
    expect(inspectFile(join(folder, 'no.txt'), 4)).toEqual({ ok: false, reason: 'it is not there any more' });
    expect(inspectFile(folder, 4)).toEqual({ ok: false, reason: 'it is not a regular file' });
  });

  it.skipIf(process.platform === 'win32')('is refused when it has no end', async () => {
    await symlink('/dev/zero', join(folder, 'endless'));

    expect(inspectFile(join(folder, 'endless'), 4)).toEqual({ ok: false, reason: 'it is not a regular file' });
  });
});

describe('a file that is read', () => {
  it('is read whole when it is as it was', async () => {
    expect(await readAfter(async () => undefined)).toBe('content');
  });

  it('is refused when it changed since, grew or was cut short, however little', async () => {
    const changed = 'it changed while the step was running';

    expect(await readAfter(() => utimes(path, new Date(), new Date(Date.now() + 5000)))).toBe(changed);
    await writeFile(path, 'content');
    expect(await readAfter(() => unnoticed(() => appendFile(path, '!')))).toBe(changed);
    await writeFile(path, 'content');
    expect(await readAfter(() => unnoticed(() => truncate(path, 6)))).toBe(changed);
    await writeFile(path, 'content');
    expect(await readAfter(() => unnoticed(() => truncate(path, 0)))).toBe(changed);
  });

  it('is refused when it is gone', async () => {
    expect(await readAfter(() => rm(path))).toBe('it is not there any more');
  });

  it('is refused when something else stands in its place', async () => {
    expect(await readAfter(async () => {
      await rm(path);
      await symlink(folder, path);
    })).toBe('it is not a regular file');
    await rm(path);
  });
});
