import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { InvalidInputError } from '../core/errors.ts';

/**
 * A new folder of this step's own for what it fetches, packs and splits. It is gone when the process ends, however it ends; after a kill,
 * the runner empties RUNNER_TEMP.
 *
 * @throws InvalidInputError when nothing can be written there.
 */
export function openScratch(env: NodeJS.ProcessEnv): string {
  const parent = env.RUNNER_TEMP === undefined || env.RUNNER_TEMP === '' ? tmpdir() : env.RUNNER_TEMP;
  const folder = makeBelow(parent);
  process.once('exit', () => {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Windows keeps a file that somebody still reads; the outcome of the step is not its business.
    }
  });
  return folder;
}

function makeBelow(parent: string): string {
  try {
    return mkdtempSync(join(parent, 'wecom-media-'));
  } catch (error) {
    const actual = `one that is not there or cannot be written to (${(error as NodeJS.ErrnoException).code ?? 'for an unknown reason'})`;
    throw new InvalidInputError([{ path: 'RUNNER_TEMP', limit: 'a folder for temporary files', actual, fix: 'Let RUNNER_TEMP name a folder that this user may write to' }]);
  }
}
