import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpAnswer, HttpFailure, HttpRequest, HttpResult, Ports } from '../../core/ports.ts';
import { startSandbox } from '../../sandbox/server.ts';
import type { Fault, Sandbox } from '../../sandbox/server.ts';
import { closedPort, onHead, rawServer } from './raw-server.ts';
import type { RawServer } from './raw-server.ts';

export interface Transport {
  http: Ports['http'];
  /** Ends what the transport keeps open between two requests. */
  close?: () => Promise<void>;
}

const SEND = '/cgi-bin/webhook/send';
const UPLOAD = '/cgi-bin/webhook/upload_media';
const TEXT = JSON.stringify({ msgtype: 'text', text: { content: '构建通过 ✅' } });
const MIB = 1024 * 1024;

/** What the core relies on, of every transport that a host passes in: the port `http`, over real sockets. */
export function describeHttpContract(name: string, makeHttp: () => Transport): void {
  describe(`${name} as a transport`, () => {
    let sandbox: Sandbox;
    let transport: Transport;
    let servers: RawServer[] = [];

    beforeEach(async () => {
      sandbox = await startSandbox();
      transport = makeHttp();
    });

    afterEach(async () => {
      await transport.close?.();
      await Promise.all([sandbox.close(), ...servers.map((server) => server.close())]);
      servers = [];
    });

    const listen = async (talk: Parameters<typeof rawServer>[0]): Promise<RawServer> => {
      const server = await rawServer(talk);
      servers.push(server);
      return server;
    };

    const robot = (): { key: string; webhook: string } => {
      const first = sandbox.robots[0];
      if (first === undefined) throw new Error('The sandbox has no robot.');
      return first;
    };

    const call = async (url: string, more: Partial<HttpRequest> = {}): Promise<HttpResult> =>
      transport.http({ method: 'POST', url, body: { kind: 'json', text: TEXT }, timeoutMs: 10_000, maxAnswerBytes: MIB, freshConnection: false, ...more });

    const send = async (more: Partial<HttpRequest> = {}): Promise<HttpResult> => call(robot().webhook, more);

    const upload = async (filename: string, bytes: Uint8Array, more: Partial<HttpRequest> = {}): Promise<HttpResult> =>
      call(`${sandbox.baseUrl}${UPLOAD}?key=${robot().key}&type=file`, { body: { kind: 'media', part: { filename, contentType: 'text/plain', bytes } }, ...more });

    /** A send that a fault of the sandbox spoils, and how many messages the group saw all the same. */
    const spoiled = async (fault: Omit<Fault, 'path'>, more: Partial<HttpRequest> = {}): Promise<{ failure: HttpFailure; shown: number }> => {
      sandbox.script({ path: SEND, ...fault });
      const failure = failed(await send(more));
      return { failure, shown: sandbox.state().messages.length };
    };

    describe('sends', () => {
      it('JSON as it was written, and brings the answer back byte for byte', async () => {
        const answer = answered(await send());

        expect(answer.status).toBe(200);
        expect(JSON.parse(Buffer.from(answer.body).toString('utf8'))).toEqual({ errcode: 0, errmsg: 'ok' });
        expect(sandbox.state().messages.map(({ message }) => message)).toEqual([JSON.parse(TEXT)]);
        expect(sandbox.state().requests[0]).toMatchObject({ method: 'POST', bodyBytes: Buffer.byteLength(TEXT), headers: { 'content-type': expect.stringMatching(/^application\/json\b/) as string } });
      });

      it('GET without a body', async () => {
        const answer = answered(await transport.http({ method: 'GET', url: `${sandbox.baseUrl}/sandbox/state`, timeoutMs: 10_000, maxAnswerBytes: MIB, freshConnection: false }));

        expect(answer.status).toBe(200);
      });

      it('the headers it is given', async () => {
        answered(await send({ headers: { range: 'bytes=0-99' } }));

        expect(sandbox.state().requests[0]?.headers).toMatchObject({ range: 'bytes=0-99', 'content-length': String(Buffer.byteLength(TEXT)) });
      });

      it.each(['report.txt', '构建 报告.txt', '🚀👩‍👩‍👧.log', 'a;b\'c.txt', 'ü'.repeat(60)])('the head of a file named %s to the byte', async (filename) => {
        answered(await upload(filename, Buffer.from('a file\n')));

        expect(Buffer.from(sandbox.state().media[0]?.rawHead ?? '', 'latin1').toString('utf8')).toBe(
          `Content-Disposition: form-data; name="media"; filename="${filename}"; filelength=7\r\nContent-Type: text/plain`,
        );
      });

      it('an upload with its length and an unquoted boundary, never chunked', async () => {
        answered(await upload('a.txt', Buffer.from('a file\n')));

        const [request] = sandbox.state().requests;
        expect(request?.headers['content-length']).toBe(String(request?.bodyBytes));
        expect(request?.headers['transfer-encoding']).toBeUndefined();
        expect(request?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=[\w'+.-]+$/);
      });

      it('a text beside a file as a part of its own', async () => {
        const [account] = sandbox.accounts;
        const token = await call(`${sandbox.baseUrl}/cgi-bin/stable_token`, { body: { kind: 'json', text: JSON.stringify({ grant_type: 'client_credential', appid: account?.appid, secret: account?.appsecret }) } });
        const { access_token: value } = JSON.parse(Buffer.from(answered(token).body).toString('utf8')) as { access_token: string };
        const video = { title: '开业 🎬', introduction: '第一行\n"第二行"' };
        const bytes = Buffer.from('\0\0\0\u0018ftypisom\0\0\u0002\0isommp42 and a film', 'latin1');
        const body = { kind: 'media' as const, part: { filename: '开业.mp4', contentType: 'application/octet-stream', bytes }, text: { name: 'description', value: JSON.stringify(video) } };

        answered(await call(`${sandbox.baseUrl}/cgi-bin/material/add_material?access_token=${value}&type=video`, { body }));

        expect(sandbox.state().materials).toMatchObject([{ name: '开业.mp4', ...video }]);
      });

      it('20 MB whole', async () => {
        const bytes = Buffer.alloc(20 * MIB, 'sixteen bytes…!');

        answered(await upload('large.bin', bytes, { timeoutMs: 20_000 }));

        expect(sandbox.state().media).toMatchObject([{ size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }]);
      });

      it('the same file again, the body built anew', async () => {
        sandbox.script({ path: UPLOAD, kind: 'reset-before' });
        const bytes = Buffer.alloc(3 * MIB, 'x');

        failed(await upload('again.bin', bytes));
        answered(await upload('again.bin', bytes));

        expect(sandbox.state().media).toMatchObject([{ size: bytes.length }]);
      });

      it('a view into a larger buffer without what lies around it', async () => {
        const bytes = new Uint8Array(Buffer.from('around THE FILE around')).subarray(7, 15);

        answered(await upload('view.txt', bytes));

        expect(sandbox.state().media).toMatchObject([{ size: 8, sha256: createHash('sha256').update('THE FILE').digest('hex') }]);
      });

      it('every request that asks for it on a connection of its own', async () => {
        answered(await upload('a.txt', Buffer.from('a file\n')));
        answered(await send({ freshConnection: true }));
        answered(await send({ freshConnection: true }));

        const connections = sandbox.state().requests.map(({ connection }) => connection);
        expect(new Set(connections).size).toBe(3);
      });
    });

    describe('brings back', () => {
      it('header names in lower case', async () => {
        const server = await listen((socket) => {
          onHead(socket, () => socket.end('HTTP/1.1 200 OK\r\nError-Code: 93000\r\nX-MIXED-Case: kept As Is\r\nContent-Length: 2\r\n\r\nok'));
        });

        const answer = answered(await call(`http://127.0.0.1:${server.port}/`));

        expect(answer.headers).toMatchObject({ 'error-code': '93000', 'x-mixed-case': 'kept As Is' });
      });

      it('a status that is no success as an answer, with its page', async () => {
        sandbox.script({ kind: 'status', status: 502, body: '<html>Bad Gateway</html>' });

        const answer = answered(await send());

        expect([answer.status, Buffer.from(answer.body).toString()]).toEqual([502, '<html>Bad Gateway</html>']);
      });

      it.each([301, 302, 303, 307, 308])('a redirect (%i) as an answer, and does not go there', async (status) => {
        const elsewhere = await listen((socket) => socket.destroy());
        sandbox.script({ kind: 'redirect', status, location: `http://127.0.0.1:${elsewhere.port}/` });

        const answer = answered(await send());

        expect([answer.status, answer.headers.location]).toEqual([status, `http://127.0.0.1:${elsewhere.port}/`]);
        expect(elsewhere.connections()).toBe(0);
      });

      it('an answer that comes while the upload is still on its way', async () => {
        const server = await listen((socket) => {
          onHead(socket, () => socket.write('HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'));
          socket.resume();
        });

        const answer = answered(await call(`http://127.0.0.1:${server.port}/`, { body: { kind: 'media', part: { filename: 'a.bin', contentType: 'text/plain', bytes: new Uint8Array(5 * MIB) } } }));

        expect(answer.status).toBe(413);
      });

      it('an answer of exactly the allowed length', async () => {
        sandbox.script({ kind: 'body', body: 'x'.repeat(100) });

        expect(answered(await send({ maxAnswerBytes: 100 })).body).toHaveLength(100);
      });
    });

    describe('says that the request did not get there', () => {
      it('when the connection is refused', async () => {
        const failure = failed(await call(`http://127.0.0.1:${await closedPort()}/`));

        expect(failure).toMatchObject({ reached: 'no', code: 'ECONNREFUSED', lasting: false });
      });

      it('when the host name does not exist', async () => {
        const failure = failed(await call('http://does-not-exist.invalid/'));

        expect(failure).toMatchObject({ reached: 'no', lasting: false });
        expect(['ENOTFOUND', 'EAI_AGAIN']).toContain(failure.code);
      });

      it('when the connection is reset in the middle of the TLS handshake', async () => {
        const server = await listen((socket) => socket.once('data', () => socket.resetAndDestroy()));

        expect(failed(await call(`https://127.0.0.1:${server.port}/`))).toMatchObject({ reached: 'no' });
      });

      it('when the TLS handshake does not end before the deadline', async () => {
        const server = await listen((socket) => socket.resume());

        expect(failed(await call(`https://127.0.0.1:${server.port}/`, { timeoutMs: 200 }))).toMatchObject({ reached: 'no', code: 'TIMEOUT' });
      });

      it('for good when the server does not speak TLS', async () => {
        expect(failed(await call(robot().webhook.replace('http:', 'https:')))).toMatchObject({ reached: 'no', lasting: true });
      });

      it('for good when the address is none', async () => {
        expect(failed(await call('http://[broken/?key=CANARY'))).toMatchObject({ reached: 'no', lasting: true });
      });
    });

    describe('says that the request may have got there', () => {
      it('when the connection is reset before the request took effect', async () => {
        expect(await spoiled({ kind: 'reset-before' })).toMatchObject({ failure: { reached: 'maybe' }, shown: 0 });
      });

      it('when the connection is reset after the request took effect', async () => {
        expect(await spoiled({ kind: 'reset-after' })).toMatchObject({ failure: { reached: 'maybe' }, shown: 1 });
      });

      it('when the connection is closed without an answer', async () => {
        expect(await spoiled({ kind: 'close-after' })).toMatchObject({ failure: { reached: 'maybe' }, shown: 1 });
      });

      it('when no answer comes before the deadline', async () => {
        expect(await spoiled({ kind: 'silence-after' }, { timeoutMs: 300 })).toMatchObject({ failure: { reached: 'maybe', code: 'TIMEOUT' }, shown: 1 });
      });

      it('when the answer stops before the deadline', async () => {
        expect(await spoiled({ kind: 'stall-body' }, { timeoutMs: 300 })).toMatchObject({ failure: { reached: 'maybe', code: 'TIMEOUT' }, shown: 1 });
      });

      it('when the answer is cut off', async () => {
        expect(await spoiled({ kind: 'cut-body' })).toMatchObject({ failure: { reached: 'maybe' }, shown: 1 });
      });

      it('when the answer does not end', async () => {
        expect(await spoiled({ kind: 'endless' }, { maxAnswerBytes: 100_000 })).toMatchObject({ failure: { reached: 'maybe', code: 'TOO_LARGE' }, shown: 1 });
      });

      it('when the answer announces more bytes than allowed', async () => {
        expect(await spoiled({ kind: 'body', body: 'x'.repeat(101), processed: true }, { maxAnswerBytes: 100 })).toMatchObject({ failure: { reached: 'maybe', code: 'TOO_LARGE' }, shown: 1 });
      });

      it('when the answer is not HTTP', async () => {
        const server = await listen((socket) => {
          onHead(socket, () => socket.end('220 mail.example ESMTP\r\n'));
        });

        expect(failed(await call(`http://127.0.0.1:${server.port}/`))).toMatchObject({ reached: 'maybe' });
      });

      it('when the connection is reset in the middle of an upload', async () => {
        const server = await listen((socket) => {
          onHead(socket, () => socket.resetAndDestroy());
        });

        const failure = failed(await call(`http://127.0.0.1:${server.port}/`, { body: { kind: 'media', part: { filename: 'a.bin', contentType: 'text/plain', bytes: new Uint8Array(5 * MIB) } } }));

        expect(failure).toMatchObject({ reached: 'maybe', lasting: false });
      });
    });

    describe('under one deadline', () => {
      const uploadTo = async (server: RawServer, timeoutMs: number): Promise<HttpResult> =>
        call(`http://127.0.0.1:${server.port}/`, { timeoutMs, body: { kind: 'media', part: { filename: 'slow.bin', contentType: 'text/plain', bytes: new Uint8Array(20 * MIB) } } });

      /** Reads a little at a time, so that the upload moves all the while but takes about a second and a half. */
      const slowReader = async (pauseMs: number): Promise<RawServer> =>
        listen((socket) => {
          let head = '';
          let received = 0;
          socket.on('data', (chunk: Buffer) => {
            if (head === '') head = chunk.toString('latin1').split('\r\n\r\n')[0] ?? '';
            received += chunk.length;
            const expected = head.length + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1]);
            if (received >= expected) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
            socket.pause();
            setTimeout(() => socket.resume(), pauseMs);
          });
        });

      it('lets an upload that is slow but moving come to its end', async () => {
        expect(answered(await uploadTo(await slowReader(5), 20_000)).status).toBe(200);
      });

      it('ends an upload that is still moving when the deadline comes', async () => {
        expect(failed(await uploadTo(await slowReader(100), 2000))).toMatchObject({ reached: 'maybe', code: 'TIMEOUT' });
      });
    });

    it('keeps the key out of every failure', async () => {
      const key = '01234567-89ab-4cde-8f01-23456789cafe';
      const resetting = await listen((socket) => socket.once('data', () => socket.resetAndDestroy()));
      const silent = await listen((socket) => socket.resume());
      const endless = await listen((socket) => {
        onHead(socket, () => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n${key.repeat(20)}`));
      });
      const targets = [
        `http://127.0.0.1:${await closedPort()}`, 'http://does-not-exist.invalid', 'http://[broken', 'ftp://127.0.0.1',
        `http://127.0.0.1:${resetting.port}`, `https://127.0.0.1:${resetting.port}`, `http://127.0.0.1:${silent.port}`, `http://127.0.0.1:${endless.port}`,
      ];

      const results = await Promise.all(targets.map((target) => call(`${target}/${SEND}?key=${key}`, { timeoutMs: 2000, maxAnswerBytes: 100, body: { kind: 'json', text: key } })));

      for (const result of results) {
        const failure = failed(result);
        expect(failure.code).toMatch(/^[A-Z][A-Z0-9_]+$/);
        expect(JSON.stringify(failure) + inspect(failure, { depth: 9, showHidden: true })).not.toContain(key);
      }
    });
  });
}

function answered(result: HttpResult): HttpAnswer {
  if (result.kind !== 'answer') throw new Error(`The request failed: ${JSON.stringify(result)}`);
  return result;
}

function failed(result: HttpResult): HttpFailure {
  if (result.kind !== 'failure') throw new Error(`The request did not fail: ${result.kind}`);
  return result;
}
