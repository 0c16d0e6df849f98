import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, transform } from 'esbuild';
import type { Metafile } from 'esbuild';
import { builtinsAsTheyAre } from './builtins.ts';
import { licensesOf } from './licenses.ts';
import { tablesOnDemand } from './tables-on-demand.ts';
import { onlyNeededParts } from './parts.ts';
import { PARSER } from './replacements.ts';
import { shortNames } from './short-names.ts';
import { mergeStart } from './start-chunk.ts';
import { withoutHelpTexts } from './help-texts.ts';
import { withoutSideEffects } from './side-effects.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const TARGET = 'node24';

/** CommonJS packages call `require` for Node's own modules; and the parser of HTTP lies beside the code. */
const BANNER = 'const require=process.getBuiltinModule,__folder=import.meta.dirname;';

export interface Bundle {
  /** Every file written, in order, by its path inside the folder. */
  files: { path: string; bytes: number }[];
  /** What is in the code, and from where. */
  metafile: Metafile;
}

/**
 * Bundles the Action into `outdir`, replacing all that was there. The same sources give the same bytes on every machine.
 *
 * ESM in chunks, so that a step loads only what it uses. Without a source map, which would be larger than the code: built
 * from the same commit with `sourcemap: true`, one fits a stack trace to the byte.
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
    target: TARGET,
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    chunkNames: '[name]-[hash]',
    logLevel: 'warning',
    // undici's own switch for bundles: leaves its second, experimental parser out (150 kB).
    define: { esbuildDetection: '1' },
    banner: { js: BANNER },
    plugins: [builtinsAsTheyAre, withoutSideEffects, tablesOnDemand, withoutHelpTexts, onlyNeededParts, shortNames],
  });
  const chunks = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  await mergeStart(chunks, metafile, BANNER, TARGET);
  const code = await Promise.all(
    [...chunks].map(async ([path, text]) => {
      // Where there are no wrappers around CommonJS, it may be as short as can be.
      const contents = path === 'index.js' ? text : (await transform(text, { format: 'esm', minify: true, target: TARGET })).code;
      return { path, contents: Buffer.from(contents) };
    }),
  );
  const rest = [
    { path: PARSER.file, contents: PARSER.bytes },
    { path: 'LICENSES.txt', contents: Buffer.from(await licensesOf(metafile, ROOT)) },
    // Says that the code is ESM wherever the folder is put.
    { path: 'package.json', contents: Buffer.from('{ "type": "module" }\n') },
  ];
  const files = [...code, ...rest].sort((a, b) => (a.path < b.path ? -1 : 1));

  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  for (const { path, contents } of files) await writeFile(join(outdir, path), contents);
  return { files: files.map(({ path, contents }) => ({ path, bytes: contents.byteLength })), metafile };
}
