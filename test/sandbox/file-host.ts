import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A host of files on this machine, from which the sandbox fetches. */
export interface FileHost {
  url: (path: string) => string;
  /** The Range of every request, in order. */
  ranges: string[];
  /** The path and the query of every request, in order. */
  paths: string[];
  close: () => Promise<void>;
}

export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** Answers every path in one way. */
export async function startFileHost(answering: Answering): Promise<FileHost> {
  const [ranges, paths]: [string[], string[]] = [[], []];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range ?? '');
    paths.push(request.url ?? '');
    answering(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    ranges,
    paths,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Answers with the part of the bytes that is asked for, as a storage does. */
export const serving = (bytes: Buffer): Answering => (request, response) => {
  const [, first = '0', last = '0'] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  const part = bytes.subarray(Number(first), Number(last) + 1);
  const range = `bytes ${first}-${Number(first) + part.length - 1}/${bytes.length}`;
  response.writeHead(206, { 'content-range': range, 'content-type': 'application/zip', 'content-length': part.length }).end(part);
};
