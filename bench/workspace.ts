import { randomFillSync } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const MEGABYTE = 1024 * 1024;

/** What is uploaded: paths below the workspace. */
export const SMALL = 'small/report.txt';
export const LARGE = 'large/build.bin';
export const MANY: readonly string[] = Array.from({ length: 50 }, (_, index) => `many/part-${String(index).padStart(2, '0')}.bin`);

export interface Folders {
  workspace: string;
  temp: string;
  remove: () => Promise<void>;
}

/** A workspace with the files, and a folder beside it. The bytes are random, so that no two files are the same. */
export async function makeFolders(): Promise<Folders> {
  const root = await mkdtemp(join(tmpdir(), 'bench-'));
  const [workspace, temp] = [join(root, 'workspace'), join(root, 'temp')];
  for (const folder of [temp, ...['small', 'large', 'many'].map((name) => join(workspace, name))]) await mkdir(folder, { recursive: true });
  await writeFile(join(workspace, SMALL), 'All 1234 tests passed.\n');
  await writeFile(join(workspace, LARGE), randomFillSync(Buffer.alloc(20 * MEGABYTE)));
  for (const path of MANY) await writeFile(join(workspace, path), randomFillSync(Buffer.alloc(MEGABYTE)));
  return { workspace, temp, remove: () => rm(root, { recursive: true, force: true }) };
}
