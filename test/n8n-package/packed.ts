import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildN8n } from '../../scripts/build/n8n.ts';
import type { Bundle } from '../../scripts/build/bundle.ts';
import { packPackage, unpack } from '../../scripts/pack.ts';
import type { Packed } from '../../scripts/pack.ts';

export const ROOT = join(import.meta.dirname, '..', '..');

/** What a clone does not have, or has by the gigabyte. */
const LEFT_OUT = ['node_modules', '.git', 'dist', '.n8n-test', '.demo', '.vitest', 'coverage'];

export interface Manifest {
  name: string;
  n8n: { nodes: string[]; credentials: string[] };
  [field: string]: unknown;
}

export interface PackedPackage {
  /** For whatever else a test writes. */
  temporary: string;
  /** Where the tarball is unpacked. */
  folder: string;
  manifest: Manifest;
  packed: Packed;
  built: Bundle;
  remove: () => Promise<void>;
}

/** The package as `npm publish` would send it, made from a copy of the repository that has everything else in it too. */
export async function packInCopy(): Promise<PackedPackage> {
  const temporary = await mkdtemp(join(tmpdir(), 'n8n-package-'));
  const copy = join(temporary, 'repository');
  await cp(ROOT, copy, { recursive: true, filter: (path) => path === ROOT || !LEFT_OUT.includes(basename(path)) });
  const built = await buildN8n(join(copy, 'dist'));
  const packed = await packPackage(copy, temporary);
  const folder = await unpack(join(temporary, packed.filename), temporary);
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
  return { temporary, folder, manifest, packed, built, remove: async () => rm(temporary, { recursive: true, force: true }) };
}
