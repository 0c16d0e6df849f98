import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

export interface BundleSize {
  /** Bytes of everything that can run: JavaScript and WebAssembly. */
  code: number;
  /** Those that every start loads; the rest waits until a step uses it. */
  atStart: number;
}

/** Measures a built Action, as it lies there. */
export async function sizeOf(folder: string): Promise<BundleSize> {
  const files = (await readdir(folder)).filter((name) => /\.(?:js|wasm)$/.test(name));
  const bytes = new Map(await Promise.all(files.map(async (name) => [name, (await stat(join(folder, name))).size] as const)));
  const total = (names: Iterable<string>): number => [...names].reduce((sum, name) => sum + (bytes.get(name) ?? 0), 0);
  return { code: total(files), atStart: total(await loadedAtStart(folder)) };
}

/** index.js and what it imports other than by `import()`; esbuild only reads the files here, and writes nothing. */
async function loadedAtStart(folder: string): Promise<Set<string>> {
  const { metafile } = await build({ entryPoints: [join(folder, 'index.js')], bundle: true, splitting: true, write: false, outdir: folder, metafile: true, format: 'esm', platform: 'node', logLevel: 'error' });
  const loaded = new Set<string>();
  const visit = (path: string): void => {
    if (loaded.has(path)) return;
    loaded.add(path);
    for (const { path: imported, kind, external } of metafile.inputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true) visit(imported);
    }
  };
  for (const path of Object.keys(metafile.inputs)) if (basename(path) === 'index.js') visit(path);
  return new Set([...loaded].map((path) => basename(path)));
}
