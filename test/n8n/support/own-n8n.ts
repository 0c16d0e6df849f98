import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';

import { startQueue } from '../../../scripts/n8n/queue.ts';
import type { Queue } from '../../../scripts/n8n/queue.ts';
import { Rest } from '../../../scripts/n8n/rest.ts';
import { startN8n } from '../../../scripts/n8n/server.ts';
import type { N8n, N8nOptions } from '../../../scripts/n8n/server.ts';
import { OWNER } from './shared-n8n.ts';

/** An n8n that a test has to itself, for other settings than the shared one's. */
export interface OwnN8n extends N8n {
  rest: Rest;
}

/** Starts another n8n in a new folder, with the packed node and its owner signed in. It takes seconds. */
export async function startOwnN8n(options: Partial<N8nOptions> = {}): Promise<OwnN8n> {
  const own = await inNewFolder((shared) => startN8n({ ...shared, ...options }));
  return { ...own.started, rest: await ownerOf(own.started), stop: own.stop };
}

/** Starts an n8n of a main and workers, in a new folder, with the packed node and its owner signed in. */
export async function startOwnQueue(workers: number, env: Record<string, string> = {}): Promise<Queue & { rest: Rest }> {
  const own = await inNewFolder((shared) => startQueue({ ...shared, workers, env }));
  return { ...own.started, rest: await ownerOf(own.started.main), stop: own.stop };
}

async function inNewFolder<T extends { stop: () => Promise<void> }>(start: (options: N8nOptions) => Promise<T>): Promise<{ started: T; stop: () => Promise<void> }> {
  const { installation, node } = inject('n8n');
  const folder = await mkdtemp(join(tmpdir(), 'n8n-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const started = await start({ installation, node, folder });
    return {
      started,
      stop: async () => {
        await started.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function ownerOf({ baseUrl }: N8n): Promise<Rest> {
  const rest = new Rest(baseUrl);
  await rest.setUpOwner(OWNER);
  return rest;
}
