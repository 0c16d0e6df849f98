import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

import { sizesOf } from '../scripts/build/limits.ts';
import type { Graph, Sizes } from '../scripts/build/limits.ts';

/** Measures a built Action, as it lies there. */
export async function sizeOf(folder: string): Promise<Sizes> {
  const files = await readdir(folder);
  const bytes = new Map(await Promise.all(files.map(async (name) => [name, (await stat(join(folder, name))).size] as const)));
  return sizesOf(await graphOf(folder), bytes);
}

/** Which of the files loads which; esbuild only reads them here, and writes nothing. */
async function graphOf(folder: string): Promise<Graph> {
  const { metafile } = await build({ entryPoints: [join(folder, 'index.js')], bundle: true, splitting: true, write: false, outdir: folder, metafile: true, format: 'esm', platform: 'node', logLevel: 'error' });
  const own = Object.entries(metafile.inputs).map(([path, { imports }]): [string, Graph[string]] => [path, { imports: imports.filter(({ external }) => external !== true) }]);
  return Object.fromEntries(own);
}
