import { join } from 'node:path';

import type { Deadline } from '../core/deadline.ts';
import type { Problem } from '../core/errors.ts';
import { safeFilename } from '../core/filename.ts';
import { quoted } from '../core/validate/words.ts';
import { zipFiles } from './archive/zip.ts';
import type { FoundFile } from './files.ts';
import type { Inputs } from './inputs.ts';
import { naturally } from './natural-order.ts';
import { printGroup } from './print.ts';

/** What is wrong with the wish for an archive, if anything. Its name becomes a name in a chat, and no path on anybody's disk. */
export function checkArchive({ zip, files, releaseAssets }: Inputs): Problem[] {
  const { name: safe, changed } = safeFilename(zip);
  const problems: Problem[] = [];
  if (changed) problems.push({ path: 'zip', limit: 'a plain file name', actual: quoted(zip), fix: `Write the name alone, such as ${safe}` });
  if (files.length === 0 && releaseAssets.length === 0) problems.push({ path: 'zip', limit: 'an archive of files', actual: 'no files to pack', fix: 'Name in files, or in release-assets, what goes into the archive' });
  return problems;
}

/** Packs the files into one archive of that name. Nothing comes of no files. @param folder where the archive is written. */
export async function pack(files: readonly FoundFile[], name: string, folder: () => string, deadline: Deadline): Promise<{ file?: FoundFile; problem?: Problem }> {
  if (files.length === 0) return {};
  const paths = naturally(files, ({ path }) => path).map(({ path }) => path);
  printGroup(`Packing ${files.length} ${files.length === 1 ? 'file' : 'files'} into ${name}`, paths);
  const real = join(folder(), 'archive.zip');
  const zipped = await zipFiles(files, real, deadline);
  if (zipped.ok) return { file: { path: name, real } };
  return { problem: { path: 'zip', limit: 'files that can be packed', actual: zipped.problem, fix: 'Leave out with ! what cannot be packed, and let the step run after what writes the files' } };
}
