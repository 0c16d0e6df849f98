import { rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

import { installN8n } from '../../../scripts/n8n/install.ts';
import type { Installation } from '../../../scripts/n8n/install.ts';
import { packNode } from '../../../scripts/n8n/pack.ts';
import type { PackedNode } from '../../../scripts/n8n/pack.ts';
import { redisPath } from '../../../scripts/n8n/queue.ts';
import { Rest } from '../../../scripts/n8n/rest.ts';
import { startN8n } from '../../../scripts/n8n/server.ts';
import { chromiumPath } from '../../support/chromium.ts';

/** The one n8n of a test run, with the packed node and its owner signed in. Tests get it by `inject('n8n')`. */
export interface SharedN8n {
  baseUrl: string;
  /** Signs in a program, or a browser. */
  cookie: string;
  /** The folder that nodes may read files from and write them to. */
  files: string;
  /** For a test that starts an n8n of its own. */
  installation: Installation;
  node: PackedNode;
}

declare module 'vitest' {
  interface ProvidedContext {
    n8n: SharedN8n;
  }
}

export const OWNER = { email: 'owner@example.com', password: 'Only-on-loopback-1' };

/** What this machine does not have, and which tests are skipped for it. */
const lacks = (): string[] => [
  ...(redisPath === undefined ? ['redis-server is not here: the tests of queue mode are skipped.'] : []),
  ...(chromiumPath === undefined ? ['Chromium is not here: the tests of the editor are skipped.'] : []),
];

async function start(folder: string): Promise<{ shared: SharedN8n; stop: () => Promise<void> }> {
  const installation = await installN8n();
  const node = await packNode(join(folder, 'packed'));
  const { baseUrl, files, stop } = await startN8n({ installation, folder: join(folder, 'user'), node });
  const rest = new Rest(baseUrl);
  await rest.setUpOwner(OWNER);
  return { shared: { baseUrl, files, cookie: rest.cookie, installation, node }, stop };
}

/** Runs before all test files; what it gives back runs after them. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  for (const lacking of lacks()) console.log(lacking);
  const folder = await mkdtemp(join(tmpdir(), 'n8n-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const { shared, stop } = await start(folder);
    project.provide('n8n', shared);
    return async () => {
      await stop();
      await remove();
    };
  } catch (error) {
    await remove();
    // Vitest would print this more than once, and end without the counts that every run closes with.
    console.error(error instanceof Error ? error.message : String(error));
    console.log('0 passed, 1 failed');
    process.exit(1);
  }
}
