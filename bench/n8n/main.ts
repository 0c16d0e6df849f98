import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installN8n, N8N_FOLDER, N8N_VERSION } from '../../scripts/n8n/install.ts';
import { packNode } from '../../scripts/n8n/pack.ts';
import { canReadMemory } from '../memory.ts';
import type { Server } from '../server.ts';
import { startInstance } from './instance.ts';
import { printLoadTimes } from './load.ts';
import { printMemory } from './memory.ts';
import { printTimes } from './times.ts';

const BUILT = join(import.meta.dirname, '..', '..', 'dist', 'n8n-node');

/** Why the node cannot be measured here; undefined when it can. The bench installs no 3 GB by itself. */
export function n8nLacks(): string | undefined {
  if (!existsSync(join(N8N_FOLDER, `n8n-${N8N_VERSION}`, 'installed.json'))) return `n8n ${N8N_VERSION} is not installed here: \`npm run test:n8n\` installs it, once.`;
  return existsSync(BUILT) ? undefined : `There is no ${BUILT} to measure: \`npm run build\` writes the n8n package.`;
}

/** Measures the built node, as it would be published, in a real n8n. */
export async function benchN8n(server: Server, rounds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-packed-'));
  try {
    const kit = { installation: await installN8n(), node: await packNode(folder), server };
    await printLoadTimes(kit, rounds);
    const instance = await startInstance(kit);
    try {
      await printTimes(instance, server, rounds);
    } finally {
      await instance.stop();
    }
    if (canReadMemory) await printMemory(kit, Math.min(rounds, 3));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
