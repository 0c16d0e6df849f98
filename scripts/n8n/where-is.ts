import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program is that the machine may have or not; undefined where it has not. */
export function whereIs(program: string): string | undefined {
  // Debian keeps servers in the last two, which are not in everybody's PATH.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin'];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}
