import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import type { Metafile } from 'esbuild';
import { licensesOf } from './licenses.ts';
import { onlyNeededParts } from './parts.ts';
import { withoutSideEffects } from './side-effects.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export interface Bundle {
  /** Every file written, in order, by its path inside the folder. */
  files: { path: string; bytes: number }[];
  /** What is in the code, and from where. */
  metafile: Metafile;
}

/**
 * Bundles the Action into `outdir`, replacing all that was there. The same sources give the same bytes on every machine.
 *
 * ESM in chunks, so that a step loads only what it uses. Names are kept: shortened ones make V8 start 25 % slower, and a
 * stack trace stays readable without a source map, which would be larger than the code.
 */
export async function buildAction(outdir: string, entry = 'action/main.ts'): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: { index: entry },
    outdir,
    write: false,
    metafile: true,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    chunkNames: '[name]-[hash]',
    logLevel: 'warning',
    // undici's own switch for bundles: leaves its second, experimental parser out (150 kB).
    define: { esbuildDetection: '1' },
    // CommonJS packages call `require`, which an ES module does not have.
    banner: { js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);" },
    plugins: [withoutSideEffects, onlyNeededParts],
  });
  const code = outputFiles.map(({ path, contents }) => ({ path: relative(join(ROOT, relative(ROOT, outdir)), path), contents: Buffer.from(contents) }));
  const texts = [
    { path: 'LICENSES.txt', contents: Buffer.from(await licensesOf(metafile, ROOT)) },
    // Says that the code is ESM wherever the folder is put.
    { path: 'package.json', contents: Buffer.from('{ "type": "module" }\n') },
  ];
  const files = [...code, ...texts].sort((a, b) => (a.path < b.path ? -1 : 1));

  await rm(outdir, { recursive: true, force: true });
  for (const { path, contents } of files) {
    await mkdir(dirname(join(outdir, path)), { recursive: true });
    await writeFile(join(outdir, path), contents);
  }
  return { files: files.map(({ path, contents }) => ({ path, bytes: contents.byteLength })), metafile };
}
