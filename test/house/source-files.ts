import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';

export interface SourceFile {
  /** Relative to the root, with forward slashes. */
  path: string;
  text: string;
}

/** The root of the repository, with a separator at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The repository's own files that match, sorted: never dependencies, never what is built. */
export const filesMatching = (...patterns: string[]): SourceFile[] =>
  globSync(patterns, { cwd: ROOT, dot: true, ignore: ['**/node_modules/**', '**/dist/**', '.git/**', '.demo/**'] })
    .sort()
    .map((path) => ({ path, text: readFileSync(ROOT + path, 'utf8') }));
