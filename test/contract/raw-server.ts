import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface RawServer {
  port: number;
  /** How many connections were made to it. */
  connections: () => number;
  close: () => Promise<void>;
}

/** A server below HTTP, for what no HTTP server would do. `talk` gets every connection; its errors are the test's subject. */
export async function rawServer(talk: (socket: Socket) => void): Promise<RawServer> {
  const open = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    talk(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => { resolve(); }));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** A port of this machine at which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = await rawServer(() => undefined);
  await server.close();
  return server.port;
}

/** Calls back once with the head of the request, as latin1. The rest of what comes stays with the socket's own 'data'. */
export function onHead(socket: Socket, callback: (head: string) => void): void {
  let text = '';
  const collect = (chunk: Buffer): void => {
    text += chunk.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    if (end === -1) return;
    socket.off('data', collect);
    callback(text.slice(0, end));
  };
  socket.on('data', collect);
}
