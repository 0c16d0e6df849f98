import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What arrived at the server. */
export interface Received {
  messages: number;
  uploads: number;
  /** Bytes of all bodies. */
  bytes: number;
}

export interface Server {
  /** A robot's webhook, and where its uploads go. */
  webhook: string;
  uploads: string;
  /** What arrived since it was last asked. */
  received: () => Promise<Received>;
  close: () => void;
}

/** Starts sink.ts in a process of its own, so that its work is not measured as the client's. */
export async function startServer(): Promise<Server> {
  const child = fork(join(import.meta.dirname, 'sink.ts'));
  const [port] = (await once(child, 'message')) as [number];
  const robot = (operation: string): string => `http://127.0.0.1:${port}/cgi-bin/webhook/${operation}?key=00000000-0000-4000-8000-000000000000`;
  return {
    webhook: robot('send'),
    uploads: `${robot('upload_media')}&type=file`,
    received: async () => {
      child.send('received');
      const [received] = (await once(child, 'message')) as [Received];
      return received;
    },
    close: () => {
      child.disconnect();
    },
  };
}
