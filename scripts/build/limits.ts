import type { Metafile } from 'esbuild';

import { loadedWith } from './start-chunk.ts';

/**
 * What a step does not use it does not load. Each of these parts of the Action is loaded when a step asks for it, and has a limit of its
 * own, in bytes; one that grows beyond it has taken in something that belongs elsewhere. `chunk` is how the name of its file begins.
 */
export const PARTS: readonly { name: string; chunk: string; most: number }[] = [
  { name: 'sending as an application', chunk: 'application', most: 30_000 },
  { name: 'telling of the run, with all that may take', chunk: 'reporting', most: 37_000 },
  { name: 'a card', chunk: 'card', most: 21_000 },
  { name: 'who is who', chunk: 'user-map', most: 4_000 },
  { name: 'the question for the previous run', chunk: 'previous', most: 8_000 },
  { name: 'the assets of a release', chunk: 'assets', most: 18_000 },
  { name: 'packing files into an archive', chunk: 'pack', most: 16_000 },
  { name: 'splitting and linking to large files', chunk: 'large-files', most: 16_000 },
];

/** Bytes of all that a step that uses none of those parts can load: index.js, and what it loads for files, YAML, a cache. */
export const MOST_WITHOUT_PARTS = 400_000;

/** Bytes of what every step loads, and of what a text by a robot loads in all: index.js and what it imports. */
export const MOST_AT_START = 218_900;

export interface Sizes {
  start: number;
  withoutParts: number;
  /** Of each part, by its name: what it loads and nothing outside the parts does. */
  parts: Map<string, number>;
  total: number;
}

/** The chunk that a part begins with. */
export const chunkOf = (outputs: Graph, chunk: string): string | undefined => Object.keys(outputs).find((path) => new RegExp(`(?:^|/)${chunk}-\\w+\\.js$`).test(path));

/** Which file loads which, at once or by `import()`. */
export type Graph = Record<string, Pick<Metafile['outputs'][string], 'imports'>>;

/** @param bytes of each file of the bundle, by its name. Licence texts do not count: they are not loaded. */
export function sizesOf(outputs: Graph, bytes: ReadonlyMap<string, number>): Sizes {
  const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  const sum = (names: Iterable<string>): number => [...names].reduce((all, name) => all + (bytes.get(name) ?? 0), 0);
  const entries = new Map(PARTS.map(({ name, chunk }) => [name, chunkOf(outputs, chunk) ?? '']));
  const index = Object.keys(outputs).find((path) => nameOf(path) === 'index.js') ?? '';
  const without = reachable(outputs, index, new Set(entries.values()));
  const code = [...bytes.keys()].filter((name) => !name.endsWith('.txt'));
  // The parser of HTTP and package.json are no chunks, and every step needs them.
  const others = code.filter((name) => !name.endsWith('.js'));
  return {
    start: sum([...loadedWith(outputs, index)].map(nameOf)),
    withoutParts: sum([...[...without].map(nameOf), ...others]),
    parts: new Map([...entries].map(([name, entry]) => [name, sum([...reachable(outputs, entry, new Set())].filter((path) => !without.has(path)).map(nameOf))])),
    total: sum(code),
  };
}

/** Everything that can be loaded from this chunk on, at once or later, without what lies behind the forbidden ones. */
function reachable(outputs: Graph, path: string, forbidden: ReadonlySet<string>, reached = new Set<string>()): Set<string> {
  if (reached.has(path) || forbidden.has(path) || outputs[path] === undefined) return reached;
  reached.add(path);
  for (const { path: next } of outputs[path].imports) reachable(outputs, next, forbidden, reached);
  return reached;
}
