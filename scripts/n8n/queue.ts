import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';

import { freePort } from './free-port.ts';
import { startLeashed } from './leashed.ts';
import type { Leashed } from './leashed.ts';
import { poll } from './poll.ts';
import { startN8n } from './server.ts';
import type { N8n, N8nOptions } from './server.ts';
import { whereIs } from './where-is.ts';

/** Redis, where the machine has it; it is not installed from npm. */
export const redisPath = whereIs('redis-server');

export interface Queue {
  main: N8n;
  workers: N8n[];
  stop: () => Promise<void>;
}

/**
 * Starts n8n as large installations run it: a main that takes webhooks, a Redis, and workers that run the executions, all with one
 * database and one encryption key. SQLite serves well enough for a test, though n8n warns of it.
 * @throws Error where there is no redis-server
 */
export async function startQueue({ workers, ...options }: Omit<N8nOptions, 'mode'> & { workers: number }): Promise<Queue> {
  const { port, redis } = await startRedis(join(options.folder, 'redis'));
  const parts: Pick<N8n, 'stop'>[] = [redis];
  const stop = async (): Promise<void> => {
    // Redis last: a worker that loses it waits for it to come back.
    for (const part of parts.reverse()) await part.stop();
  };
  const env = { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port), ...options.env };
  try {
    const main = await startN8n({ ...options, env, mode: 'queue-main' });
    parts.push(main);
    const { installation, folder } = options;
    // Without `node`: the main has put it in the folder that they share.
    const started = await Promise.all(Array.from({ length: workers }, () => startN8n({ installation, folder, env, mode: 'worker' })));
    parts.push(...started);
    return { main, workers: started, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startRedis(folder: string): Promise<{ port: number; redis: Leashed }> {
  if (redisPath === undefined) throw new Error('redis-server is not here. On Debian: apt-get install --no-install-recommends redis-server');
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const redis = startLeashed(redisPath, settings, { cwd: folder, env: {}, log: join(folder, 'redis.log') });
  await poll('Redis to listen', 10, async () => {
    if (redis.hasEnded()) throw new Error(`redis-server ended instead of starting: ${redis.log()}`);
    return (await listens(port)) ? true : undefined;
  });
  return { port, redis };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => { socket.destroy(); resolve(true); });
    socket.once('error', () => { resolve(false); });
  });
}
