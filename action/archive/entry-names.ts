/**
 * The paths that files get inside an archive: without the folders that all of them lie in, so that `dist/app/a` and
 * `dist/app/b` unpack to `a` and `b`; each once.
 *
 * The attack: a build's file is called `..\..\Startup\run.bat`, which is one plain name on Linux and a path to whoever
 * unpacks it on Windows. So the signs with a meaning there, and those that nobody can see, become "_".
 */
export function entryNames(paths: readonly string[]): string[] {
  const split = paths.map((path) => path.split('/').filter((part) => part !== '' && part !== '.'));
  const common = sharedFolders(split);
  const taken = new Set<string>();
  return split.map((parts) => {
    let name = parts.slice(common).map(harmless).join('/');
    while (taken.has(name)) name += '_';
    taken.add(name);
    return name;
  });
}

function sharedFolders(paths: readonly string[][]): number {
  const [first = []] = paths;
  let count = 0;
  // The last part is the file's own name, so this ends, also where there are no paths.
  while (count < first.length - 1 && paths.every((parts) => count < parts.length - 1 && parts[count] === first[count])) count++;
  return count;
}

function harmless(part: string): string {
  const plain = part.normalize('NFC').toWellFormed().replaceAll(/[\\:*?"<>|\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu, '_');
  return plain === '..' ? '__' : plain;
}
