import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';

import { createRobot } from '../../core/robot.ts';
import { startSandbox } from '../../sandbox/server.ts';
import type { Fault } from '../../sandbox/server.ts';
import { closedPort, rawServer } from '../contract/raw-server.ts';
import { mediaFile, robotBench, SEND, text, UPLOAD } from '../support/robot-bench.ts';
import type { RobotBench } from '../support/robot-bench.ts';

/** The faults after which nobody can know from outside whether the message was shown, with how often it really was. */
const ANSWER_LOST: { name: string; fault: Fault; processed: 0 | 1 }[] = [
  { name: 'the connection is reset after the message was processed', fault: { kind: 'reset-after' }, processed: 1 },
  { name: 'the connection is reset before the message was processed', fault: { kind: 'reset-before' }, processed: 0 },
  { name: 'the connection ends in order without an answer', fault: { kind: 'close-after' }, processed: 1 },
  { name: 'no answer comes and the message was processed', fault: { kind: 'silence-after' }, processed: 1 },
  { name: 'no answer comes and the message was not processed', fault: { kind: 'silence-before' }, processed: 0 },
  { name: 'the answer stops in its middle', fault: { kind: 'stall-body' }, processed: 1 },
  { name: 'the answer is cut before its announced length', fault: { kind: 'cut-body' }, processed: 1 },
  { name: 'the answer has no end', fault: { kind: 'endless' }, processed: 1 },
  { name: 'a gateway says 502 and had passed the message on', fault: { kind: 'status', status: 502, processed: true }, processed: 1 },
  { name: 'a gateway says 502 and had not passed the message on', fault: { kind: 'status', status: 502 }, processed: 0 },
  { name: 'a gateway says 503', fault: { kind: 'status', status: 503 }, processed: 0 },
  { name: 'a gateway says 504 and had passed the message on', fault: { kind: 'status', status: 504, processed: true }, processed: 1 },
  { name: 'a gateway says 408', fault: { kind: 'status', status: 408 }, processed: 0 },
  { name: 'a relay took the message and points elsewhere for the answer (303)', fault: { kind: 'redirect', status: 303, location: 'https://example.com/', processed: true }, processed: 1 },
];

/** Refusals that come from something before WeCom, and cannot have let the message through. */
const REFUSED_ON_THE_WAY = [400, 401, 403, 404, 405, 407, 413];

describe('a send whose answer is lost', () => {
  it.each(ANSWER_LOST)('is unknown and not sent again when $name', async ({ fault, processed }) => {
    const bench = await robotBench();
    bench.script({ path: SEND, ...fault });

    const outcome = await bench.robot.send(text('Once'));

    expect(outcome).toMatchObject({ delivery: 'unknown', attempts: 1, error: { name: 'UnknownOutcomeError', code: 'unknown-outcome' } });
    expect(bench.state().messages).toHaveLength(processed);
    expect(bench.state().requests).toHaveLength(1);
    expect(bench.time.sleeps).toEqual([]);
  });

  it.each(ANSWER_LOST)('is sent again when the user chose so and $name', async ({ fault, processed }) => {
    const bench = await robotBench({ onUnknown: 'resend' });
    bench.script({ path: SEND, ...fault });

    expect(await bench.robot.send(text('At least once'))).toMatchObject({ delivery: 'sent', attempts: 2 });
    expect(bench.state().messages).toHaveLength(processed + 1);
  });

  it('says that it may have been delivered and what to do', async () => {
    const bench = await robotBench();
    bench.script({ kind: 'reset-after' });
    expect(await failureOf(bench)).toBe(
      `${new URL(bench.sandbox.baseUrl).host} was asked to send to a group robot, and the connection was reset before an answer came (ECONNRESET); ` +
        'the message may have been delivered, and it was not sent again. Look into the chat before you send it again.',
    );
  });

  it('says how many copies there may be when every repeat was lost too', async () => {
    const bench = await robotBench({ onUnknown: 'resend' });
    bench.script({ kind: 'reset-after', times: 3 });
    expect(await failureOf(bench)).toContain('; the message may have been delivered up to 3 times. Look');
    expect(bench.state().messages).toHaveLength(3);
  });

  it('stays unknown when the repeat that the user chose is refused', async () => {
    const bench = await robotBench({ onUnknown: 'resend' });
    bench.script({ kind: 'reset-after' });
    bench.script({ kind: 'errcode', errcode: 93000 });

    const outcome = await bench.robot.send(text('Once, though nobody was told'));

    expect(outcome).toMatchObject({ delivery: 'unknown', attempts: 2 });
    expect(outcome).not.toHaveProperty('error.errcode');
    expect(bench.state().messages).toHaveLength(1);
  });

  it('stays unknown when the repeat does not get through', async () => {
    const bench = await robotBench({ onUnknown: 'resend' });
    bench.script({ kind: 'silence-after' });
    bench.script({ kind: 'status', status: 403 });
    expect(await bench.robot.send(text('Once'))).toMatchObject({ delivery: 'unknown', attempts: 2 });
    expect(bench.state().messages).toHaveLength(1);
  });

  it('shows nothing of a gateway’s page but its words', async () => {
    const bench = await robotBench();
    const page = '<html><head><style>body { color: red }</style><title>502 Bad Gateway</title></head><body><h1 class="x">Come back later</h1><script>alert(1)</script></body></html>';
    bench.script({ kind: 'status', status: 502, body: page });
    expect(await failureOf(bench)).toContain('answered HTTP 502, “502 Bad Gateway Come back later”;');
  });
});

describe('a send that did not get there', () => {
  it('is tried three times when the connection is refused, and is rejected', async () => {
    const port = await closedPort();
    const bench = await robotBench({ baseUrl: `http://127.0.0.1:${port}` });

    const outcome = await bench.robot.send(text('Never'));

    expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 3, error: { name: 'TransportError', code: 'not-reached' } });
    expect(outcome).toHaveProperty(
      'error.message',
      `127.0.0.1:${port} was asked to send to a group robot, and the connection was refused (ECONNREFUSED); the request did not get there. ` +
        'Check the network, the proxy settings and the base URL, and run it again.',
    );
    expect(bench.time.sleeps).toEqual([250, 500]);
  });

  it('is tried three times when the host name does not exist, and names the host only', async () => {
    const bench = await robotBench({ baseUrl: 'http://wecom.invalid/prefix' });
    const outcome = await bench.robot.send(text('Never'));
    expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 3, error: { code: 'not-reached' } });
    expect(outcome).toHaveProperty('error.message', expect.stringMatching(/^wecom\.invalid was asked to send to a group robot, and /));
  });

  it('arrives once as soon as the host can be reached again', async () => {
    const port = await closedPort();
    let received = 0;
    const late = createServer((request, response) => {
      received += 1;
      request.resume().on('end', () => response.end('{"errcode":0,"errmsg":"ok"}'));
    });
    onTestFinished(() => void late.close());
    const bench = await robotBench({ baseUrl: `http://127.0.0.1:${port}` });
    const sleep = async (ms: number): Promise<void> => {
      await bench.time.sleep(ms);
      await new Promise<void>((resolve) => late.listen(port, '127.0.0.1', resolve));
    };
    const robot = createRobot({ ...bench.connection, ports: { ...bench.connection.ports, sleep } });

    expect(await robot.send(text('Once'))).toMatchObject({ delivery: 'sent', attempts: 2 });
    expect(received).toBe(1);
  });

  it('is not tried again when a certificate or a proxy’s sign-in stands in the way', async () => {
    const plain = await rawServer((socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n'));
    const bench = await robotBench({ baseUrl: 'https://wecom.invalid', env: { https_proxy: `http://user:PASSWORD@127.0.0.1:${plain.port}` } });

    const outcome = await bench.robot.send(text('Never'));
    await plain.close();

    expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 1, error: { code: 'not-reached' } });
    expect(outcome).toHaveProperty('error.message', expect.stringContaining('the proxy asks for a user name and password'));
    expect(JSON.stringify(outcome)).not.toContain('PASSWORD');
  });

  it('is not tried again when the port does not speak TLS', async () => {
    const plain = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const bench = await robotBench({ baseUrl: `https://127.0.0.1:${plain.port}` });
    const outcome = await bench.robot.send(text('Never'));
    await plain.close();
    expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 1, error: { code: 'not-reached' } });
    expect(outcome).toHaveProperty('error.fix', expect.stringContaining('Trying again cannot help'));
  });

  it.each(REFUSED_ON_THE_WAY)('is rejected without another attempt when something on the way answers HTTP %i', async (status) => {
    const bench = await robotBench();
    bench.script({ kind: 'status', status });
    expect(await bench.robot.send(text('Never'))).toMatchObject({ delivery: 'rejected', attempts: 1, error: { name: 'TransportError', code: 'http-refused' } });
    expect(bench.state().messages).toHaveLength(0);
    expect(bench.state().requests).toHaveLength(1);
  });

  it('is tried again after HTTP 429, which something on the way answers to be asked later', async () => {
    const bench = await robotBench();
    bench.script({ kind: 'status', status: 429 });
    expect(await bench.robot.send(text('Once'))).toMatchObject({ delivery: 'sent', attempts: 2 });
    expect(bench.state().messages).toHaveLength(1);
  });

  it('names the base URL when the path does not exist at the host', async () => {
    const bench = await robotBench();
    bench.script({ kind: 'status', status: 404, body: '' });
    expect(await failureOf(bench)).toMatch(/answered HTTP 404, with nothing to read, which is not an answer of WeCom's API\. Check the base URL/);
  });

  it.each([301, 302, 307, 308])('never follows a redirect (%i), and names where it would have gone', async (status) => {
    const elsewhere = await startSandbox();
    const bench = await robotBench();
    bench.script({ kind: 'redirect', status, location: `${elsewhere.baseUrl}/cgi-bin/webhook/send?key=${bench.account.key}` });

    const outcome = await bench.robot.send(text('Never'));
    const asked = elsewhere.state().requests;
    await elsewhere.close();

    expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 1, error: { code: 'redirected' } });
    expect(outcome).toHaveProperty('error.message', expect.stringContaining(`a redirect to ${new URL(elsewhere.baseUrl).host}, which is never followed`));
    expect(asked).toEqual([]);
    expect(bench.state()).toMatchObject({ messages: [], requests: [{ path: SEND }] });
  });

  it.each(['/login', '', 'javascript:alert(1)'])('names no host when the redirect’s location %j has none', async (location) => {
    const bench = await robotBench();
    bench.script({ kind: 'redirect', location });
    expect(await failureOf(bench)).toContain('answered HTTP 302, a redirect, which is never followed');
  });
});

describe('an upload', () => {
  it.each(ANSWER_LOST)('is repeated when $name, and its message arrives once', async ({ fault }) => {
    const bench = await robotBench();
    bench.script({ path: UPLOAD, ...fault });

    const file = mediaFile();
    const uploaded = await bench.robot.upload(file, 'file');
    if (uploaded.delivery !== 'sent') throw uploaded.error;
    const sent = await bench.robot.sendMedia(file, uploaded.value);

    expect(uploaded.attempts).toBe(2);
    expect(sent.delivery).toBe('sent');
    expect(bench.state().messages).toMatchObject([{ msgtype: 'file', message: { file: { media_id: bench.state().media.at(-1)?.media_id } } }]);
  });

  it('is repeated when the connection is reset in the middle of five megabytes', async () => {
    const bench = await robotBench();
    bench.script({ path: UPLOAD, kind: 'reset-before' });
    const outcome = await bench.robot.upload(mediaFile('x'.repeat(5 * 1024 * 1024)), 'file');
    expect(outcome).toMatchObject({ delivery: 'sent', attempts: 2 });
    expect(bench.state().media).toMatchObject([{ size: 5 * 1024 * 1024 }]);
  });

  it('is rejected after three lost answers, because an upload that nobody sends has reached nobody', async () => {
    const bench = await robotBench();
    bench.script({ path: UPLOAD, kind: 'reset-after', times: 3 });
    expect(await bench.robot.upload(mediaFile(), 'file')).toMatchObject({ delivery: 'rejected', attempts: 3, error: { name: 'TransportError', code: 'no-answer' } });
    expect(bench.state().messages).toEqual([]);
  });

  it('is read once for all its attempts', async () => {
    const bench = await robotBench();
    bench.script({ path: UPLOAD, kind: 'reset-after', times: 2 });
    const file = mediaFile();
    await bench.robot.upload(file, 'file');
    expect(file.reads()).toBe(1);
    expect(new Set(bench.state().media.map(({ sha256 }) => sha256))).toEqual(new Set([file.sha256]));
  });
});

async function failureOf(bench: RobotBench): Promise<string> {
  const outcome = await bench.robot.send(text('A message'));
  if (outcome.delivery === 'sent') throw new Error('The message was sent.');
  return outcome.error.message;
}
