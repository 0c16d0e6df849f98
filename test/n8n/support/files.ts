import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';

import { split } from './workflow.ts';
import type { Step } from './workflow.ts';

/** Puts files where n8n may read them; gives their paths. */
export async function place(files: Record<string, string | Uint8Array>): Promise<string[]> {
  const folder = await mkdtemp(join(inject('n8n').files, 'test-'));
  return Promise.all(
    Object.entries(files).map(async ([name, content]) => {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    }),
  );
}

/** Reads the files that the items name in `path`, each into the binary field `data`. */
export const READ: Step = { name: 'Read', type: 'n8n-nodes-base.readWriteFile', parameters: { operation: 'read', fileSelector: '={{ $json.path }}', options: {} } };

/** One item for each element of the caller's `items`, then the file that it names. */
export const READ_EACH: readonly Step[] = [split('items'), READ];
