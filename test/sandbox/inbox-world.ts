import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerInbox } from '../../sandbox/inbox/routes.ts';
import type { InboxMedia, InboxMessage, InboxRecipients, InboxSource } from '../../sandbox/inbox/source.ts';

export interface InboxWorld {
  baseUrl: string;
  source: InboxSource;
  /** Puts a message of this type before the group, as the sandbox would after accepting it. */
  say: (msgtype: string, fields: unknown, more?: { robot?: string; media?: InboxMedia[]; to?: InboxRecipients | undefined }) => InboxMessage;
  /** Forgets every message and begins to count anew, as after a restart. */
  forget: () => void;
  /** Cuts every connection, as a restart would. */
  hangUp: () => void;
  listeners: () => number;
  close: () => Promise<void>;
}

/** A source in memory, and the inbox over it on a port of its own. */
export async function startInbox(robots = ['Build group'], at = Date.UTC(2026, 2, 14, 9, 30)): Promise<InboxWorld> {
  const messages: InboxMessage[] = [];
  let said = 0;
  const listeners = new Set<(message: InboxMessage) => void>();
  const source: InboxSource = {
    robots: () => robots.map((name) => ({ name })),
    messages: () => messages,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const server = createServer((request, response) => {
    if (!answerInbox(request, response, source)) response.writeHead(404).end('not the inbox');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    source,
    say: (msgtype, fields, { robot = robots[0] ?? '', media = [], to } = {}) => {
      const id = messages.length + 1;
      said += 1;
      const message = { id, robot, msgtype, message: { msgtype, [msgtype]: fields }, media, at: at + said * 60_000, ...(to && { to }) };
      messages.push(message);
      for (const listener of listeners) listener(message);
      return message;
    },
    forget: () => {
      messages.length = 0;
    },
    hangUp: () => {
      server.closeAllConnections();
    },
    listeners: () => listeners.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
