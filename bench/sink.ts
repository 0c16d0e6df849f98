import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Received } from './server.ts';

/**
 * A process that answers like WeCom and does nothing else: it reads bodies away and counts them. Written over sockets,
 * because with Node's own HTTP server a large upload would measure that server.
 */
const received: Received = { messages: 0, uploads: 0, bytes: 0 };

function answer(path: string): object {
  if (!path.includes('/upload_media')) {
    received.messages += 1;
    return { errcode: 0, errmsg: 'ok' };
  }
  received.uploads += 1;
  return { errcode: 0, errmsg: 'ok', type: 'file', media_id: `3a1${'x'.repeat(61)}`, created_at: String(Math.floor(Date.now() / 1000)) };
}

const server = createServer({ noDelay: true }, (socket) => {
  let head = '';
  let missing = 0;
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    let body = chunk.length;
    if (missing === 0) {
      // One byte is one character, so that the lengths are right.
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n') + 4;
      if (end === 3) return;
      body = head.length - end;
      head = head.slice(0, end);
      missing = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
      if (/^expect: *100-continue/im.test(head)) socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    }
    missing -= body;
    received.bytes += body;
    if (missing > 0) return;
    const text = JSON.stringify(answer(head.slice(0, head.indexOf('?'))));
    const close = /^connection: *close/im.test(head);
    socket.write(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n${close ? 'Connection: close\r\n' : ''}\r\n${text}`);
    if (close) socket.end();
    head = '';
    missing = 0;
  });
});

process.on('message', () => {
  process.send?.(received);
  Object.assign(received, { messages: 0, uploads: 0, bytes: 0 });
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
