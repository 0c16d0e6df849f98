import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

import { createGitHub } from '../../action/github/api.ts';
import type { GitHub } from '../../action/github/api.ts';
import { createHttp } from '../../action/transport.ts';
import type { Http } from '../../action/transport.ts';
import { createDeadline } from '../../core/deadline.ts';
import type { Deadline } from '../../core/deadline.ts';
import { turnedClock } from './turned-clock.ts';

export const TOKEN = 'ghs_canary0123456789abcdefghijklmnop';

/** JSON; or a status, with headers and a body; or the connection is lost; or whatever a handler does. */
export type Reply = { json: unknown } | { status: number; headers?: Record<string, string>; body?: string | Uint8Array } | 'lost' | ((request: IncomingMessage, response: ServerResponse) => void);

export interface Asked {
  path: string;
  authorization: string | undefined;
  accept: string | undefined;
}

export interface SmallGitHub {
  url: string;
  asked: Asked[];
}

/** A server on loopback that answers each path (with its query) with its replies in turn, the last of them again and again. */
export async function startGitHub(replies: Record<string, Reply | Reply[]>): Promise<SmallGitHub> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const turn = asked.filter((one) => one.path === path).length;
    asked.push({ path, authorization: request.headers.authorization, accept: request.headers.accept });
    const known = replies[path] ?? { status: 404, body: '{"message":"Not Found"}' };
    const reply = Array.isArray(known) ? (known[turn] ?? known.at(-1)) : known;
    if (reply === undefined || reply === 'lost') request.socket.destroy();
    else if (typeof reply === 'function') reply(request, response);
    else if ('json' in reply) response.setHeader('content-type', 'application/json').end(JSON.stringify(reply.json));
    else response.writeHead(reply.status, reply.headers).end(reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

export interface Client {
  github: GitHub;
  http: Http;
  deadline: Deadline;
  sleep: (ms: number) => Promise<void>;
  /** Milliseconds that were waited for, on a clock that only the test turns. */
  waited: () => number;
}

/** A client of that server, on a real transport. */
export function clientOf({ url }: SmallGitHub, token = TOKEN, env: Record<string, string> = {}): Client {
  const time = turnedClock();
  const http = createHttp(env);
  onTestFinished(() => http.close());
  const deadline = createDeadline(time.clock, 60_000);
  return { github: createGitHub({ http, sleep: time.sleep, apiUrl: url, token, deadline }), http, deadline, sleep: time.sleep, waited: time.elapsed };
}
