import { createHash } from 'node:crypto';

import { build } from 'esbuild';
import type { Metafile } from 'esbuild';

/** Code by the name of its file. */
export type Chunks = Map<string, string>;

/**
 * Puts all that is loaded at the start beside index.js into one chunk. esbuild makes one for each set of places that share a module:
 * a dozen files to open at every start, and more with every part that is loaded on demand.
 *
 * @param banner that stands at the top of every chunk.
 */
export async function mergeStart(chunks: Chunks, metafile: Metafile, banner: string, target: string): Promise<void> {
  const { outputs } = metafile;
  const folder = Object.keys(outputs).find((path) => path.endsWith('index.js'))?.slice(0, -'index.js'.length) ?? '';
  const parts = [...loadedWith(outputs, `${folder}index.js`)].map((path) => path.slice(folder.length)).filter((name) => name !== 'index.js').sort();
  if (parts.length < 2) return;

  const exported = (part: string): string[] => outputs[folder + part]?.exports ?? [];
  const rename = (part: string, name: string): string => `s${parts.indexOf(part)}_${name}`;
  const contents = parts.map((part) => `export{${exported(part).map((name) => `${name} as ${rename(part, name)}`).join(',')}}from"./${part}";`).join('\n');
  const bundled = await build({
    stdin: { contents, resolveDir: '/' },
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target,
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
    banner: { js: banner },
    plugins: [
      {
        name: 'chunks',
        setup(plugins) {
          plugins.onResolve({ filter: /^\.\// }, ({ path }) => (parts.includes(path.slice(2)) ? { path, namespace: 'chunk' } : { path, external: true }));
          plugins.onLoad({ filter: /.*/, namespace: 'chunk' }, ({ path }) => ({ contents: (chunks.get(path.slice(2)) ?? '').replace(banner, ''), loader: 'js' }));
        },
      },
    ],
  });
  const text = bundled.outputFiles[0]?.text ?? '';
  const start = `start-${createHash('sha256').update(text).digest('hex').slice(0, 8).toUpperCase()}.js`;
  for (const part of parts) chunks.delete(part);
  for (const [name, code] of chunks) chunks.set(name, redirect(code, parts, start, rename));
  chunks.set(start, text);
  mergeOutputs(outputs, folder, parts, start, text);
}

/** The chunks that are loaded with this one, itself included, without those that wait for an `import()`. */
export function loadedWith(outputs: Record<string, Pick<Metafile['outputs'][string], 'imports'>>, path: string, loaded = new Set<string>()): Set<string> {
  if (loaded.has(path)) return loaded;
  loaded.add(path);
  for (const { path: next, kind } of outputs[path]?.imports ?? []) if (kind === 'import-statement') loadedWith(outputs, next, loaded);
  return loaded;
}

/** esbuild writes every import of a chunk as `import{a as b,c}from"./chunk.js"`, or without names when it is only run. */
function redirect(code: string, parts: readonly string[], start: string, rename: (part: string, name: string) => string): string {
  return code.replaceAll(/import(?:\{([^}]*)\}from)?"\.\/([\w.-]+)";/g, (statement, names: string | undefined, part: string) => {
    if (!parts.includes(part)) return statement;
    const renamed = (names ?? '').split(',').filter((name) => name !== '').map((name) => {
      const [theirs = '', ours = theirs] = name.trim().split(' as ');
      return `${rename(part, theirs)} as ${ours}`;
    });
    return `import{${renamed.join(',')}}from"./${start}";`;
  });
}

function mergeOutputs(outputs: Metafile['outputs'], folder: string, parts: readonly string[], start: string, text: string): void {
  const merged = parts.map((part) => outputs[folder + part]).filter((output) => output !== undefined);
  const inPart = (path: string): boolean => parts.includes(path.slice(folder.length));
  for (const part of parts) Reflect.deleteProperty(outputs, folder + part);
  for (const output of Object.values(outputs)) {
    if (output.imports.some(({ path }) => inPart(path))) output.imports = [...output.imports.filter(({ path }) => !inPart(path)), { path: folder + start, kind: 'import-statement' }];
  }
  outputs[folder + start] = {
    bytes: Buffer.byteLength(text),
    inputs: Object.assign({}, ...merged.map(({ inputs }) => inputs)) as Metafile['outputs'][string]['inputs'],
    imports: merged.flatMap(({ imports }) => imports).filter(({ path }) => !inPart(path)),
    exports: [],
  };
}
