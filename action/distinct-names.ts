import { safeFilename } from '../core/filename.ts';

/**
 * The names under which a group sees these files, one for each path (with slashes), in order: the last part of the path,
 * made safe; and where several would be called the same, as many of their folders before it as tell them apart:
 * `arm/app.apk` and `x86/app.apk` become `arm-app.apk` and `x86-app.apk`. The same paths give the same names.
 *
 * Capitals tell nothing apart, since the disks of many readers do not either.
 */
export function distinctNames(paths: readonly string[]): string[] {
  const names = paths.map((path) => nameWith(path, 0));
  for (const [, same] of Map.groupBy(paths.keys(), (index) => keyOf(names[index]))) if (same.length > 1) tellApart(same, paths, names);
  number(names);
  return names;
}

const keyOf = (name = ''): string => name.toLowerCase();

/** The last part of the path with so many folders before it, as far as there are any. */
function nameWith(path: string, folders: number): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return safeFilename(parts.slice(-1 - folders).join('-')).name;
}

function tellApart(same: readonly number[], paths: readonly string[], names: string[]): void {
  const deepest = Math.max(...same.map((index) => (paths[index] ?? '').split('/').length));
  for (let folders = 1; folders < deepest; folders++) {
    const longer = same.map((index) => nameWith(paths[index] ?? '', folders));
    for (const [at, index] of same.entries()) names[index] = longer[at] ?? '';
    if (new Set(longer.map(keyOf)).size === longer.length) return;
  }
}

/** What folders cannot tell apart (`a/b.txt` and `a-b.txt` beside `c/b.txt`) gets a number before its extension. */
function number(names: string[]): void {
  const taken = new Set<string>();
  for (const [index, name] of names.entries()) {
    let free = name;
    for (let count = 2; taken.has(keyOf(free)); count++) free = numbered(name, count);
    taken.add(keyOf(free));
    names[index] = free;
  }
}

function numbered(name: string, count: number): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? `${name} (${count})` : `${name.slice(0, dot)} (${count})${name.slice(dot)}`;
}
