import { cp, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { environmentOf } from './environment.ts';
import type { Mode } from './environment.ts';
import { freePort } from './free-port.ts';
import type { Installation } from './install.ts';
import { startLeashed } from './leashed.ts';
import { endOf, loadFailure } from './log.ts';
import type { PackedNode } from './pack.ts';
import { poll } from './poll.ts';

export interface N8nOptions {
  installation: Installation;
  /** What this n8n keeps: database, key, files, community packages. Workers and their main share one. */
  folder: string;
  /** Installed the community way before the start; without it the folder's packages stay as they are. */
  node?: PackedNode;
  /** `regular` when nothing is said. */
  mode?: Mode;
  /** Any free one when nothing is said. */
  port?: number;
  /** Settings of n8n's, stronger than the harness's own. */
  env?: Record<string, string>;
}

export interface N8n {
  /** `http://127.0.0.1:PORT`; a worker answers only /healthz there. */
  baseUrl: string;
  /** The folder that nodes may read files from and write them to. */
  files: string;
  stop: () => Promise<void>;
  /** All it has written so far. */
  log: () => string;
}

const READY_SECONDS = 120;
const COMMANDS: Record<Mode, string> = { regular: 'start', 'queue-main': 'start', worker: 'worker' };

let started = 0;

/**
 * Starts an n8n that ends with this process and reaches nobody by itself.
 * @throws Error with n8n's own words when it does not come up, or when the community package could not be loaded
 */
export async function startN8n({ installation, folder, node, mode = 'regular', port = 0, env = {} }: N8nOptions): Promise<N8n> {
  // What n8n itself would take, with the folder as its home.
  const files = join(folder, '.n8n-files');
  await mkdir(files, { recursive: true });
  if (node !== undefined) await installNode(node, folder);

  started += 1;
  const ports = { web: await freePort(port), broker: await freePort() };
  const server = startLeashed(installation.node, [installation.n8n, COMMANDS[mode]], {
    cwd: folder,
    env: { ...environmentOf({ mode, folder, files, ports, nodeFolder: dirname(installation.node) }), ...env },
    log: join(folder, `${mode}-${process.pid}-${started}.log`),
  });
  const baseUrl = `http://127.0.0.1:${ports.web}`;
  try {
    await poll('n8n to be ready', READY_SECONDS, async () => {
      if (server.hasEnded() || loadFailure(server.log()) !== undefined) throw new Error('It cannot start.');
      return (await isReady(baseUrl)) ? true : undefined;
    });
  } catch (error) {
    const log = server.log();
    await server.stop();
    throw new Error(`n8n did not start. ${loadFailure(log) ?? `${error instanceof Error ? error.message : String(error)}\nIts log ends:\n${endOf(log)}`}`, { cause: error });
  }
  return { baseUrl, files, stop: server.stop, log: server.log };
}

/** Puts the package where n8n puts community packages. A copy: a link would let it find this repository's node_modules. */
async function installNode({ name, folder: packed }: PackedNode, folder: string): Promise<void> {
  const target = join(folder, '.n8n', 'nodes', 'node_modules', name);
  await rm(target, { recursive: true, force: true });
  await cp(packed, target, { recursive: true });
}

async function isReady(baseUrl: string): Promise<boolean> {
  try {
    const answer = await fetch(`${baseUrl}/healthz/readiness`);
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
