import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import { accountSource } from './account-source.ts';
import { answerApi } from './api.ts';
import { tellJobFinished } from './callback/job-finished.ts';
import { answerControl, isControlPath } from './control/routes.ts';
import { faceOf } from './face.ts';
import { hasLoopbackHost, hasOwnOrigin } from './http/guard.ts';
import { inboxSource } from './inbox-source.ts';
import { answerInbox } from './inbox/routes.ts';
import type { InboxSource } from './inbox/source.ts';
import { splitTarget } from './requests.ts';
import type { CallbackSettings, Sandbox, SandboxOptions } from './types.ts';
import { World } from './world.ts';

export type * from './types.ts';

/** Never another address: whoever reaches the sandbox can read the inbox and script faults. */
const HOST = '127.0.0.1';

/**
 * Starts a WeCom on loopback.
 * @throws Error with the code EADDRINUSE when the port is taken.
 */
export async function startSandbox({ port = 0, now = Date.now, robots = 1, apps = 1, callback = false, accounts = 1, ...timing }: SandboxOptions = {}): Promise<Sandbox> {
  const world = new World(now, timing);
  for (let count = 0; count < Math.max(1, robots); count += 1) world.robots.add();
  for (let count = 0; count < Math.max(1, apps); count += 1) addApp(world, callback);
  for (let count = 0; count < Math.max(1, accounts); count += 1) world.accounts.add();
  const server = createServer();
  const baseUrl = await listen(server, port);
  const connections = new Map<Socket, number>();
  const closing = new AbortController();
  const inbox = { ...inboxSource(world), ...accountSource(world) };

  world.urlJobs.onFinished = (job) => {
    tellJobFinished(world, job, baseUrl);
  };

  const sandbox = faceOf(world, baseUrl, async () => {
    closing.abort();
    world.urlJobs.clear();
    world.callbacks.reset();
    const closed = new Promise<void>((resolve) => server.close(() => { resolve(); }));
    for (const socket of connections.keys()) socket.destroy();
    await closed;
  });

  let accepted = 0;
  server.on('connection', (socket) => {
    accepted += 1;
    connections.set(socket, accepted);
    socket.on('close', () => connections.delete(socket));
  });
  server.on('request', (request, response) => {
    // A request loses its socket when that is destroyed.
    const { socket } = request;
    const connection = connections.get(socket) ?? 0;
    route(request, response, { sandbox, world, inbox, connection, closing: closing.signal }).catch((error: unknown) => {
      // The client went while it was sending, or the sandbox was closed: nobody is there to be answered.
      if (socket.destroyed || closing.signal.aborted) return;
      response.writeHead(500).end(`The sandbox itself failed: ${String(error)}`);
    });
  });
  return sandbox;
}

/** With settings, the first application is the one that is called. */
function addApp({ apps, callbacks }: World, callback: boolean | CallbackSettings): void {
  const isFirst = apps.all.length === 0;
  const app = apps.add({ callback: typeof callback === 'boolean' ? callback : isFirst });
  if (isFirst && typeof callback === 'object') callbacks.set(app, callback, app.corpid, true);
}

interface Context {
  sandbox: Sandbox;
  world: World;
  inbox: InboxSource;
  connection: number;
  closing: AbortSignal;
}

async function route(request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  if (!hasLoopbackHost(request)) {
    response.writeHead(403, { connection: 'close' }).end('The sandbox answers only to the name of this machine.');
    return;
  }
  const { path } = splitTarget(request.url ?? '');
  const isPage = path === '/' || path.startsWith('/inbox/');
  if (isPage && answerInbox(request, response, context.inbox)) return;
  if (!hasOwnOrigin(request)) {
    response.writeHead(403, { 'content-type': 'application/json; charset=UTF-8', connection: 'close' }).end(JSON.stringify({ error: "The sandbox answers no page but its own." }));
    return;
  }
  if (isControlPath(path)) await answerControl(request, response, context);
  else await answerApi(request, response, context.world, context.connection, context.closing);
}

/** The base URL once the server listens. */
function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      const address = server.address() as AddressInfo;
      resolve(`http://${HOST}:${address.port}`);
    });
  });
}
