
import { appBench, strangeWeCom } from './app-bench.ts';
import type { AppBench } from './app-bench.ts';
import type { BenchOptions } from './robot-bench.ts';

/** What was asked, tokens aside. */
export interface Asked {
  method: string;
  path: string;
  /** Without the token. */
  query: Record<string, string>;
  body: Buffer;
  json: unknown;
}

/** WeCom's JSON; or the connection is lost once the request is there; or a file. */
export type Reply = Record<string, unknown> | 'lost' | { file: Buffer; headers: Record<string, string> };

export interface SmallBench extends AppBench {
  received: Asked[];
}

/**
 * An application before a WeCom that gives tokens and answers each path with its replies in turn, the last of them again and again:
 * for answers that are to be known to the letter.
 */
export async function smallBench(replies: Record<string, Reply | Reply[]>, options: BenchOptions = {}): Promise<SmallBench> {
  const received: Asked[] = [];
  const baseUrl = await strangeWeCom((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname: path, searchParams } = new URL(request.url ?? '', 'http://localhost');
      const { access_token: token, ...query } = Object.fromEntries(searchParams);
      const body = Buffer.concat(chunks);
      const turn = received.filter((one) => one.path === path).length;
      received.push({ method: request.method ?? '', path, query, body, json: parsed(body) });
      const known = replies[path] ?? { errcode: 404, errmsg: `nothing at ${path}` };
      const reply = token === undefined ? { errcode: 41001, errmsg: 'access_token missing' } : Array.isArray(known) ? (known[turn] ?? known.at(-1)) : known;
      if (reply === 'lost') request.socket.destroy();
      else if (isFile(reply)) response.writeHead(200, reply.headers).end(reply.file);
      else response.setHeader('content-type', 'application/json; charset=UTF-8').end(JSON.stringify(reply));
    });
  });
  const bench = await appBench({ ...options, baseUrl });
  return { ...bench, received };
}

/** WeCom's success, with what else belongs to it. */
export const ok = (more: Record<string, unknown> = {}): Record<string, unknown> => ({ errcode: 0, errmsg: 'ok', ...more });

const isFile = (reply: Reply | undefined): reply is { file: Buffer; headers: Record<string, string> } => typeof reply === 'object' && reply.file instanceof Buffer;

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
