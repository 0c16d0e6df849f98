import { copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, posix, relative, sep } from 'node:path';
import { build } from 'esbuild';
import { globSync } from 'tinyglobby';
import type { Bundle } from './bundle.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** What n8n reads beside the code: icons, and where a node stands in its catalogue. */
const ASSETS = 'n8n-node/**/*.{svg,node.json}';

interface Manifest {
  n8n: { nodes: string[]; credentials: string[] };
}

/**
 * Bundles the nodes and credentials that package.json names into `outdir`, replacing all that was there. `outdir` stands for
 * package.json's `dist/` and mirrors the sources, because n8n's rules look for `X.ts` where package.json says `dist/X.js`.
 *
 * One bundle for each, with all of the core that it uses: n8n installs none of a package's dependencies. In CommonJS, because
 * only that entry of n8n-workflow loads in Node. Nothing is shortened, because people at n8n read it before they verify it.
 */
export async function buildN8n(outdir: string): Promise<Bundle> {
  const { n8n } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as Manifest;
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [...n8n.nodes, ...n8n.credentials].map((path) => path.replace(/^dist\//, '').replace(/\.js$/, '.ts')),
    outbase: ROOT,
    outdir,
    write: false,
    metafile: true,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    charset: 'utf8',
    // n8n's own, which it hands to every package.
    external: ['n8n-workflow'],
    logLevel: 'warning',
  });
  const written = new Map<string, Uint8Array>(outputFiles.map(({ path, contents }) => [relative(outdir, path).split(sep).join(posix.sep), contents]));
  // The package itself says that its .js files are ESM.
  written.set('package.json', Buffer.from('{ "type": "commonjs" }\n'));
  const assets = globSync(ASSETS, { cwd: ROOT });

  await rm(outdir, { recursive: true, force: true });
  for (const path of [...written.keys(), ...assets]) await mkdir(dirname(join(outdir, path)), { recursive: true });
  for (const [path, contents] of written) await writeFile(join(outdir, path), contents);
  for (const path of assets) await copyFile(join(ROOT, path), join(outdir, path));
  const paths = [...written.keys(), ...assets].sort();
  const files = await Promise.all(paths.map(async (path) => ({ path, bytes: (await stat(join(outdir, path))).size })));
  return { files, metafile };
}
