import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { startSandbox } from '../../sandbox/server.ts';
import { fill } from './fill.ts';
import { freePort } from './free-port.ts';
import { installN8n, N8N_FOLDER } from './install.ts';
import { localOwner, signIn } from './local-owner.ts';
import { packNode } from './pack.ts';
import { startN8n } from './server.ts';

/**
 * `npm run n8n -- --port N`: an n8n for a person to try the node in, with the sandbox as its WeCom. What is made in it stays for
 * the next time.
 */

const FOLDER = join(N8N_FOLDER, 'to-try');
const [N8N_PORT, SANDBOX_PORT] = [5678, 8787];

/** @throws Error that says what is wrong with the command line, or that the port asked for is taken */
async function choosePort(): Promise<number> {
  const { port } = parseArgs({ options: { port: { type: 'string' } } }).values;
  if (port === undefined) return freePort(N8N_PORT);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) throw new Error(`--port takes a number from 0 (any free port) to 65535, not "${port}".`);
  const chosen = await freePort(Number(port));
  if (port !== '0' && chosen !== Number(port)) throw new Error(`Port ${port} cannot be had. Choose another with --port N, or --port 0 for any free one.`);
  return chosen;
}

/** @returns what stops it all in order */
async function start(): Promise<() => Promise<void>> {
  const port = await choosePort();
  const installation = await installN8n();
  console.log('Starting n8n …');
  const packed = join(FOLDER, 'packed');
  await rm(packed, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  const [node, owner] = [await packNode(packed), await localOwner(join(FOLDER, 'owner.json'))];

  const sandbox = await startSandbox({ port: await freePort(SANDBOX_PORT), callback: true });
  const n8n = await startN8n({ installation, folder: join(FOLDER, 'user'), node, port });

  const rest = await signIn(n8n.baseUrl, owner);
  await fill(rest, sandbox);

  console.log(`n8n             ${n8n.baseUrl}`);
  console.log(`E-mail          ${owner.email}`);
  console.log(`Password        ${owner.password}`);
  console.log(`WeCom sandbox   ${sandbox.baseUrl}/   (what the workflows send is shown here; write to an application, and it starts one)`);
  console.log(`Files           ${n8n.files}   (workflows may read files from here)`);
  console.log('Stop with Ctrl+C.');
  return async () => {
    await n8n.stop();
    await sandbox.close();
  };
}

// Until all is up, ending this process is enough: what it has started so far ends with it.
let stop = async (): Promise<void> => process.exit(130);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
try {
  stop = await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
