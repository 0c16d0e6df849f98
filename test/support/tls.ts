import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { HttpRequest } from '../../core/ports.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const TLS = join(ROOT, 'test', 'fixtures', 'tls');

/** For NODE_EXTRA_CA_CERTS: the authority that signed the certificates of `wecom.test`. */
export const AUTHORITY = join(TLS, 'authority.pem');

export interface Origin {
  port: number;
  /** `METHOD path host body` of every request. */
  requests: string[];
  close: () => Promise<void>;
}

/**
 * A server that answers every request with `{"errcode":0}`: over TLS with a certificate for `wecom.test`, or in plain HTTP.
 *
 * @param answers of paths that are answered otherwise.
 */
export async function startOrigin(certificate: 'valid' | 'expired' | 'none', answers: Record<string, string> = {}): Promise<Origin> {
  const requests: string[] = [];
  const listener: RequestListener = (request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      requests.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.host ?? ''} ${body}`);
      response.end(answers[request.url ?? ''] ?? '{"errcode":0}');
    });
  };
  const server = certificate === 'none' ? createHttpServer(listener) : createHttpsServer(await pair(certificate), listener);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => { resolve(); }));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function pair(certificate: 'valid' | 'expired'): Promise<{ key: Buffer; cert: Buffer }> {
  const [key, cert] = await Promise.all([readFile(join(TLS, 'key.pem')), readFile(join(TLS, `${certificate}.pem`))]);
  return { key, cert };
}

const PROGRAM = `
import { createHttp } from ${JSON.stringify(pathToFileURL(join(ROOT, 'action', 'transport.ts')).href)};
const http = createHttp(process.env);
const result = await http(JSON.parse(process.argv[1]));
console.log(JSON.stringify({ ...result, body: result.body && Buffer.from(result.body).toString() }));
await http.close();
`;

/**
 * The Action's transport in a process of its own, with exactly this environment: Node reads NODE_EXTRA_CA_CERTS only when
 * it starts. Gives the result with its body as text, and everything the process printed.
 */
export async function httpInProcess(request: HttpRequest, env: Record<string, string>): Promise<{ result: unknown; printed: string }> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', PROGRAM, JSON.stringify(request)], { env, timeout: 15_000 });
  return { result: JSON.parse(stdout), printed: stdout + stderr };
}
