import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Passes everything on to the target, from that address of this machine, as a relay with a fixed address does. Returns its own address. */
export async function startRelay(target: string, localAddress: string): Promise<string> {
  const server = createServer((request, response) => {
    const headers = { ...request.headers, host: new URL(target).host };
    const onward = forward(new URL(request.url ?? '', target), { method: request.method ?? 'GET', headers, localAddress }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
