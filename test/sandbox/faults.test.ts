import { connect } from 'node:net';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Fault } from '../../sandbox/server.ts';
import { rawExchange, request, sendMessage, startWithClock, textMessage, upload, uploadUrl } from './wire.ts';
import type { Answer, Clocked } from './wire.ts';

let stage: Clocked;
beforeEach(async () => {
  stage = await startWithClock();
});
afterEach(() => stage.sandbox.close());

const messageRequest = (): string => {
  const body = JSON.stringify(textMessage('x'));
  const { pathname, search, host } = new URL(stage.webhook);
  const head = `POST ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n`;
  return `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
};

const post = (): Promise<Answer> =>
  request(stage.webhook, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(textMessage('x')) });

const exchange = (): Promise<{ received: string; reset: boolean }> => rawExchange(stage.sandbox.baseUrl, messageRequest());

const processed = (): number => stage.sandbox.state().messages.length;

/** Sends a message and hands back what arrived until `enough` says so; then the client goes. */
function receiveUntil(enough: (received: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(stage.sandbox.baseUrl).port), '127.0.0.1');
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (enough(received)) socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => {
      resolve(received);
    });
    socket.write(messageRequest());
  });
}

/** Waits for something that happens on the other side of a socket. */
async function eventually(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

describe('a fault', () => {
  it('"reset-before" resets the connection and processes nothing', async () => {
    stage.sandbox.script({ kind: 'reset-before' });
    expect(await exchange()).toEqual({ received: '', reset: true });
    expect(processed()).toBe(0);
  });

  it('"reset-before" strikes as soon as the head of an upload is here, however much is still to come', async () => {
    stage.sandbox.script({ kind: 'reset-before', path: '/cgi-bin/webhook/upload_media' });
    const { pathname, search, host } = new URL(uploadUrl(stage.webhook));
    const head = `POST ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 5000000\r\n\r\n--`;
    expect(await rawExchange(stage.sandbox.baseUrl, head)).toEqual({ received: '', reset: true });
    expect(stage.sandbox.state().requests).toMatchObject([{ path: '/cgi-bin/webhook/upload_media' }]);
    expect(stage.sandbox.state().media).toEqual([]);
  });

  it('"reset-after" resets the connection when the message has been processed', async () => {
    stage.sandbox.script({ kind: 'reset-after' });
    expect(await exchange()).toEqual({ received: '', reset: true });
    expect(processed()).toBe(1);
  });

  it('"close-after" closes the connection in order, without an answer, when the message has been processed', async () => {
    stage.sandbox.script({ kind: 'close-after' });
    expect(await exchange()).toEqual({ received: '', reset: false });
    expect(processed()).toBe(1);
  });

  it.each([
    ['silence-before', 0],
    ['silence-after', 1],
  ] as const)('"%s" never answers, with %i processed', async (kind, count) => {
    stage.sandbox.script({ kind });
    const client = new AbortController();
    const answer = fetch(stage.webhook, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(textMessage('x')),
      signal: client.signal,
    });
    await eventually(() => (stage.sandbox.state().requests[0]?.bodyBytes ?? 0) > 0);
    // The sandbox has read the whole request and still answers others.
    expect(await sendMessage(stage.webhook, textMessage('y'))).toMatchObject({ errcode: 0 });
    expect(processed()).toBe(count + 1);
    client.abort();
    await expect(answer).rejects.toThrow('aborted');
  });

  it.each([502, 503, 504, 413, 429])('"status" answers HTTP %i with a page that is not JSON', async (status) => {
    stage.sandbox.script({ kind: 'status', status });
    const answer = await post();
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(`<title>${status} `);
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect(answer.headers.get('error-code')).toBeNull();
    expect(processed()).toBe(0);
  });

  it('"status" answers with the page it is given', async () => {
    stage.sandbox.script({ kind: 'status', status: 500, body: '<script>alert(1)</script>' });
    expect(await post()).toMatchObject({ status: 500, text: '<script>alert(1)</script>' });
  });

  it.each(['', 'null', '[]', '{"errmsg":"ok"}', '{"errcode":"0"}', '<html>'])('"body" answers 200 with exactly %j', async (body) => {
    stage.sandbox.script({ kind: 'body', body });
    expect(await post()).toMatchObject({ status: 200, text: body });
    expect(processed()).toBe(0);
  });

  it.each([301, 302, 307, 308])('"redirect" answers HTTP %i with a Location', async (status) => {
    stage.sandbox.script({ kind: 'redirect', status, location: 'http://127.0.0.1:9/else' });
    const answer = await post();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('location')).toBe('http://127.0.0.1:9/else');
    expect(processed()).toBe(0);
  });

  it('"redirect" answers 302 when no status is given', async () => {
    stage.sandbox.script({ kind: 'redirect', location: '/' });
    expect((await post()).status).toBe(302);
  });

  it.each([
    { kind: 'status', status: 502 },
    { kind: 'body', body: '' },
    { kind: 'redirect', location: '/' },
  ] satisfies Fault[])('"$kind" spoils the answer of a message that was processed, when it says so', async (fault) => {
    stage.sandbox.script({ ...fault, processed: true });
    await post();
    expect(processed()).toBe(1);
  });

  it('"errcode" answers that errcode and processes nothing', async () => {
    stage.sandbox.script({ kind: 'errcode', errcode: -1 });
    const answer = await post();
    expect(JSON.parse(answer.text)).toMatchObject({ errcode: -1 });
    expect(answer.text).toContain('system busy, hint: [');
    expect(answer.headers.get('error-code')).toBe('-1');
    expect(processed()).toBe(0);
  });

  it('"errcode" answers exactly the errmsg it is given, which cannot break the headers', async () => {
    const errmsg = `构建\r\nset-cookie: a=b\n::add-mask::x${'y'.repeat(100_000)}`;
    stage.sandbox.script({ kind: 'errcode', errcode: 999_999, errmsg });
    const answer = await post();
    expect(JSON.parse(answer.text)).toEqual({ errcode: 999_999, errmsg });
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('error-msg')).toMatch(/^\?\?\?\?set-cookie: a=b\?::add-mask::xy+$/);
  });

  it('"slow" waits, then processes and answers well', async () => {
    stage.sandbox.script({ kind: 'slow', ms: 30 });
    const answer = post();
    await eventually(() => (stage.sandbox.state().requests[0]?.bodyBytes ?? 0) > 0);
    expect(processed()).toBe(0);
    expect((await answer).text).toBe('{"errcode":0,"errmsg":"ok"}');
    expect(processed()).toBe(1);
  });

  it('"slow" processes also what a client sent that did not wait', async () => {
    stage.sandbox.script({ kind: 'slow', ms: 30 });
    const client = new AbortController();
    const answer = fetch(stage.webhook, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(textMessage('x')),
      signal: client.signal,
    });
    await eventually(() => (stage.sandbox.state().requests[0]?.bodyBytes ?? 0) > 0);
    client.abort();
    await expect(answer).rejects.toThrow('aborted');
    await eventually(() => processed() === 1);
    expect(processed()).toBe(1);
  });

  it('"cut-body" promises the whole answer, sends half of it and closes', async () => {
    stage.sandbox.script({ kind: 'cut-body' });
    const { received, reset } = await exchange();
    expect(received).toContain('content-length: 27\r\n');
    expect(received).toMatch(/\r\n\r\n\{"errcode":0,$/);
    expect(reset).toBe(false);
    expect(processed()).toBe(1);
  });

  it('"stall-body" promises the whole answer, sends half of it and then nothing', async () => {
    stage.sandbox.script({ kind: 'stall-body' });
    const received = await receiveUntil((text) => text.endsWith('{"errcode":0,'));
    expect(received).toContain('content-length: 27\r\n');
    expect(processed()).toBe(1);
  });

  it('"endless" sends a chunked answer without an end, until the client goes', async () => {
    stage.sandbox.script({ kind: 'endless' });
    const received = await receiveUntil((text) => text.length > 1_500_000);
    const head = received.slice(0, received.indexOf('\r\n\r\n'));
    expect(head.toLowerCase()).toContain('\r\ntransfer-encoding: chunked');
    expect(head.toLowerCase()).not.toContain('content-length');
    expect(processed()).toBe(1);
  });
});

describe('the queue of faults', () => {
  const outcomes = async (count: number): Promise<number[]> => {
    const codes: number[] = [];
    for (let n = 0; n < count; n += 1) codes.push((await sendMessage(stage.webhook, textMessage('x'))).errcode);
    return codes;
  };

  it('strikes once each, in the order of the script', async () => {
    stage.sandbox.script({ kind: 'errcode', errcode: 1 });
    stage.sandbox.script({ kind: 'errcode', errcode: 2 });
    expect(await outcomes(3)).toEqual([1, 2, 0]);
  });

  it('strikes as often as it is told', async () => {
    stage.sandbox.script({ kind: 'errcode', errcode: -1, times: 2 });
    expect(await outcomes(3)).toEqual([-1, -1, 0]);
  });

  it('lets requests pass first when it is told', async () => {
    stage.sandbox.script({ kind: 'errcode', errcode: -1, skip: 2, times: 2 });
    expect(await outcomes(5)).toEqual([0, 0, -1, -1, 0]);
  });

  it('lets a fault behind a skipping one strike meanwhile', async () => {
    stage.sandbox.script({ kind: 'errcode', errcode: 1, skip: 1 });
    stage.sandbox.script({ kind: 'errcode', errcode: 2 });
    expect(await outcomes(3)).toEqual([2, 1, 0]);
  });

  it('strikes only requests of the path it names, and counts only those', async () => {
    stage.sandbox.script({ kind: 'errcode', errcode: -1, path: '/cgi-bin/webhook/upload_media', skip: 1 });
    expect(await outcomes(2)).toEqual([0, 0]);
    expect((await upload(uploadUrl(stage.webhook))).errcode).toBe(0);
    expect((await upload(uploadUrl(stage.webhook))).errcode).toBe(-1);
  });

  it('is forgotten by a reset', async () => {
    stage.sandbox.script({ kind: 'errcode', errcode: -1 });
    stage.sandbox.reset();
    expect(await outcomes(1)).toEqual([0]);
  });

  it.each([
    [{}, 'kind'],
    [{ kind: 'rest-before' }, 'kind'],
    [null, 'kind'],
    [{ kind: 'status' }, 'needs "status"'],
    [{ kind: 'status', status: 42 }, '200 to 599'],
    [{ kind: 'status', status: '502' }, '"status" is a number'],
    [{ kind: 'body' }, 'needs "body"'],
    [{ kind: 'errcode' }, 'needs "errcode"'],
    [{ kind: 'slow' }, 'needs "ms"'],
    [{ kind: 'redirect' }, 'needs "location"'],
    [{ kind: 'endless', time: 2 }, 'no field "time"'],
    [{ kind: 'endless', times: 0 }, 'at least 1'],
  ])('refuses %j, naming what is wrong', (fault, problem) => {
    expect(() => {
      stage.sandbox.script(fault as Fault);
    }).toThrow(problem);
  });
});
