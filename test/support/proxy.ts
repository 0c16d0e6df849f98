import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface ProxyOptions {
  /** `user:password` that it asks for. */
  credentials?: string;
  /** Answers every CONNECT with this status instead of opening a tunnel, or closes the connection without an answer. */
  refuse?: number | 'hang up';
  /** Milliseconds before it opens a tunnel. */
  delay?: number;
}

export interface TestProxy {
  /** `127.0.0.1:PORT`, without scheme and credentials. */
  address: string;
  /** The targets (`host:port`) of every CONNECT, refused ones included. */
  asked: string[];
  /** Requests that came without a tunnel, by their target. */
  forwarded: string[];
  close: () => Promise<void>;
}

/**
 * A real CONNECT proxy. Whatever host a client asks for, it is led to the port of this machine that `origin` names: that
 * is how a test reaches a server of its own under a foreign name.
 */
export async function startProxy(origin: number, { credentials, refuse, delay = 0 }: ProxyOptions = {}): Promise<TestProxy> {
  const asked: string[] = [];
  const forwarded: string[] = [];
  const sockets = new Set<Socket>();
  const expected = credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;

  const server = createServer((request, response) => {
    forwarded.push(request.url ?? '');
    response.writeHead(500).end();
  });
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('connect', (request, client: Socket, first: Buffer) => {
    asked.push(request.url ?? '');
    client.on('error', () => undefined);
    const status = refuse ?? (expected !== undefined && request.headers['proxy-authorization'] !== expected ? 407 : 200);
    if (status === 'hang up') {
      client.destroy();
      return;
    }
    if (status !== 200) {
      client.end(`HTTP/1.1 ${status} Refused\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    setTimeout(() => {
      const target = connect(origin, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        target.write(first);
        target.pipe(client).pipe(target);
      });
      sockets.add(target);
      target.on('error', () => client.destroy()).on('close', () => client.destroy());
      client.on('close', () => target.destroy());
    }, delay);
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    forwarded,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => { resolve(); }));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
