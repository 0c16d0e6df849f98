import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCredential } from '../../scripts/n8n/credentials.ts';
import type { Credential } from '../../scripts/n8n/credentials.ts';
import type { Installation } from '../../scripts/n8n/install.ts';
import type { PackedNode } from '../../scripts/n8n/pack.ts';
import { Rest } from '../../scripts/n8n/rest.ts';
import { startN8n } from '../../scripts/n8n/server.ts';
import { createWorkflow, publishWorkflow } from '../../scripts/n8n/workflows.ts';
import type { WorkflowFile } from '../../scripts/n8n/workflows.ts';
import type { Server } from '../server.ts';

/** An n8n with the packed node, and what the bench needs of it. */
export interface Instance {
  /** Its folder: also the working directory of its processes. */
  folder: string;
  /** The folder it may read files from. */
  files: string;
  /** A robot of the bench's server. */
  robot: Credential;
  /** Makes a workflow answer. */
  publish: (workflow: WorkflowFile) => Promise<void>;
  /** Calls a published workflow by its webhook's path and waits until it is through. @returns milliseconds */
  run: (path: string) => Promise<number>;
  stop: () => Promise<void>;
}

export interface Kit {
  installation: Installation;
  node: PackedNode;
  server: Server;
}

const OWNER = { email: 'bench@example.com', password: 'Only-on-loopback-1' };

export async function startInstance({ installation, node, server }: Kit): Promise<Instance> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-n8n-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const n8n = await startN8n({ installation, folder, node });
    const rest = new Rest(n8n.baseUrl);
    await rest.setUpOwner(OWNER);
    const robot = await createCredential(rest, 'weComRobotApi', 'Bench', { webhook: server.webhook, baseUrl: new URL(server.webhook).origin });
    return {
      folder,
      files: n8n.files,
      robot,
      publish: async (workflow) => publishWorkflow(rest, await createWorkflow(rest, workflow)),
      run: (path) => call(`${n8n.baseUrl}/webhook/${path}`),
      stop: async () => {
        await n8n.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function call(url: string): Promise<number> {
  const begin = performance.now();
  const answer = await fetch(url, { method: 'POST' });
  const text = await answer.text();
  const ms = performance.now() - begin;
  if (!answer.ok) throw new Error(`n8n answered HTTP ${answer.status} to ${new URL(url).pathname}: ${text}`);
  return ms;
}
