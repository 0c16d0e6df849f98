import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of an answer on its way back: it never comes, its connection breaks, or a status takes its place. */
export type Loss = 'late' | 'broken' | number;

export interface LossyRelay {
  url: string;
  /** What was really answered, lost or not. */
  answers: { status: number; body: string }[];
  close: () => Promise<void>;
}

/** Passes requests on to one address, each whole, and loses the first answers in these ways; the further ones come through. */
export async function startLossyRelay(target: string, losses: readonly Loss[]): Promise<LossyRelay> {
  const waiting = [...losses];
  const answers: LossyRelay['answers'] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body = Buffer.concat(await request.toArray() as Buffer[]);
      const query = new URL(request.url ?? '', 'http://relay').search;
      const type = request.headers['content-type'];
      const answer = await fetch(`${target}${query}`, { method: request.method ?? 'GET', ...(request.method === 'POST' ? { body } : {}), ...(type === undefined ? {} : { headers: { 'content-type': type } }) });
      const text = await answer.text();
      answers.push({ status: answer.status, body: text });
      const loss = waiting.shift();
      if (loss === 'broken') request.socket.destroy();
      else if (loss !== 'late') response.writeHead(loss ?? answer.status).end(loss === undefined ? text : '');
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    answers,
    close: () => new Promise((resolve) => {
      server.close(() => { resolve(); });
      server.closeAllConnections();
    }),
  };
}
