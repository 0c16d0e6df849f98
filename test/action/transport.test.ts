import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttp } from '../../action/transport.ts';
import type { HttpRequest } from '../../core/ports.ts';
import { onHead, rawServer } from '../contract/raw-server.ts';
import type { RawServer } from '../contract/raw-server.ts';

let server: RawServer | undefined;
afterEach(async () => server?.close());

const request = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({ method: 'POST', url, timeoutMs: 15_000, maxAnswerBytes: 1000, freshConnection: true, ...more });

/** A server that never says a word, and its first connection. */
async function silence(): Promise<{ port: number; connection: Promise<Socket> }> {
  const { promise: connection, resolve } = Promise.withResolvers<Socket>();
  server = await rawServer((socket) => {
    socket.resume();
    resolve(socket);
  });
  return { port: server.port, connection };
}

// Shorter than the ten seconds after which a connection that does not come about is given up anyway.
describe('closing the transport', { timeout: 5000 }, () => {
  it('ends a request that is under way, and says that it may have got there', async () => {
    const { promise: arrived, resolve } = Promise.withResolvers<string>();
    server = await rawServer((socket) => { onHead(socket, resolve); });
    const http = createHttp({});
    const result = http(request(`http://127.0.0.1:${server.port}/`));
    await arrived;

    await http.close();

    expect(await result).toMatchObject({ kind: 'failure', reached: 'maybe' });
  });

  it('ends a connection that is still being made, and says that the request did not get there', async () => {
    const { port, connection } = await silence();
    const http = createHttp({});
    const result = http(request(`https://127.0.0.1:${port}/`));
    const socket = await connection;

    await Promise.all([http.close(), once(socket, 'close')]);

    expect(await result).toMatchObject({ kind: 'failure', reached: 'no' });
  });

  it('ends a connection whose attempt was given up while it was still being made', async () => {
    const { port, connection } = await silence();
    const http = createHttp({});
    const result = await http(request(`https://127.0.0.1:${port}/`, { timeoutMs: 50 }));
    const socket = await connection;

    await Promise.all([http.close(), once(socket, 'close')]);

    expect(result).toMatchObject({ kind: 'failure', reached: 'no', code: 'TIMEOUT' });
  });

  it('ends a connection that was kept open for a next request', async () => {
    const { promise: connection, resolve } = Promise.withResolvers<Socket>();
    server = await rawServer((socket) => {
      resolve(socket);
      onHead(socket, () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
    });
    const http = createHttp({});
    await http(request(`http://127.0.0.1:${server.port}/`, { freshConnection: false }));
    const socket = await connection;

    expect(socket.destroyed).toBe(false);
    await Promise.all([http.close(), once(socket, 'close')]);
  });

  it('can be done twice, and without a request', async () => {
    const http = createHttp({});

    await http.close();
    await expect(http.close()).resolves.toBeUndefined();
  });
});

it('keeps connections for later requests that do not need one of their own', async () => {
  server = await rawServer((socket) => {
    socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
  });
  const http = createHttp({});

  for (let count = 0; count < 6; count += 1) await http(request(`http://127.0.0.1:${server.port}/`, { freshConnection: false }));
  await http.close();

  // Not always one: undici does not offer a connection again before the turn of the event loop in which it was used is over.
  expect(server.connections()).toBeLessThan(6);
});

it('neither offers nor follows what it was not asked for: no HTTP/2, no compression, no cookie', async () => {
  const { promise: head, resolve } = Promise.withResolvers<string>();
  server = await rawServer((socket) => {
    onHead(socket, (text) => {
      resolve(text);
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    });
  });
  const http = createHttp({});

  await http(request(`http://127.0.0.1:${server.port}/path?key=a`, { body: { kind: 'json', text: '{}' } }));
  await http.close();

  expect((await head).split('\r\n')).toEqual([
    'POST /path?key=a HTTP/1.1', `host: 127.0.0.1:${server.port}`, 'connection: close', 'user-agent: wecom-media',
    'content-type: application/json', 'content-length: 2',
  ]);
});

it('sends nothing when the head of the part cannot be written safely', async () => {
  server = await rawServer((socket) => socket.resume());
  const http = createHttp({});

  const result = await http(request(`http://127.0.0.1:${server.port}/`, { body: { kind: 'media', part: { filename: 'a"\r\nX: y', contentType: 'text/plain', bytes: new Uint8Array(9) } } }));

  expect(result).toMatchObject({ kind: 'failure', reached: 'no', code: 'INVALID_REQUEST', lasting: true });
  expect(server.connections()).toBe(0);
});
