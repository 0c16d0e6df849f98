import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Robot, SandboxState } from '../../sandbox/server.ts';
import { partHead, rawExchange, request, sendMessage, startWithClock, textMessage, upload, uploadUrl } from './wire.ts';
import type { Answer, Clocked } from './wire.ts';

let stage: Clocked;
beforeEach(async () => {
  stage = await startWithClock();
});
afterEach(() => stage.sandbox.close());

const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> => request(stage.sandbox.baseUrl + path, { headers });
const post = (path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  request(stage.sandbox.baseUrl + path, { method: 'POST', headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

describe('over HTTP', () => {
  it('the state is the same as in the program', async () => {
    await sendMessage(stage.webhook, textMessage('x'));
    await upload(uploadUrl(stage.webhook));
    const state = JSON.parse((await get('/sandbox/state')).text) as SandboxState;
    expect(state).toEqual(stage.sandbox.state());
    expect(state.messages).toHaveLength(1);
    expect(state.media).toHaveLength(1);
  });

  it('a fault is scripted', async () => {
    expect((await post('/sandbox/faults', { kind: 'errcode', errcode: -1 })).status).toBe(200);
    expect((await sendMessage(stage.webhook, textMessage('x'))).errcode).toBe(-1);
  });

  it('a fault that is not complete is refused with what is wrong', async () => {
    const answer = await post('/sandbox/faults', { kind: 'errcode' });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('needs \\"errcode\\"');
    expect((await post('/sandbox/faults')).status).toBe(400);
    expect((await request(`${stage.sandbox.baseUrl}/sandbox/faults`, { method: 'POST', body: '{' })).text).toContain('not JSON');
  });

  it('everything but the robots is forgotten', async () => {
    await sendMessage(stage.webhook, textMessage('x'));
    await upload(uploadUrl(stage.webhook));
    expect((await post('/sandbox/reset')).status).toBe(200);
    const nothing = { calls: 0, refused: 0 };
    expect(stage.sandbox.state()).toEqual({
      requests: [], messages: [], media: [], tokens: nothing, chats: [], images: [], urlJobs: [], callbacks: [],
      materials: [], drafts: [], accountTokens: { token: nothing, stable: nothing },
    });
    expect((await sendMessage(stage.webhook, textMessage('x'))).errcode).toBe(0);
  });

  it('a robot is added, disabled and enabled again', async () => {
    const robot = JSON.parse((await post('/sandbox/robots', { name: 'Nightly' })).text) as Robot;
    expect(robot).toEqual(stage.sandbox.robots[1]);
    expect((await sendMessage(robot.webhook, textMessage('x'))).errcode).toBe(0);
    expect(JSON.parse((await post('/sandbox/robots', { name: 'Nightly', disabled: true })).text)).toEqual(robot);
    expect((await sendMessage(robot.webhook, textMessage('x'))).errcode).toBe(93004);
    await post('/sandbox/robots', { name: 'Nightly', disabled: false });
    expect((await sendMessage(robot.webhook, textMessage('x'))).errcode).toBe(0);
  });

  it('a robot is given a name when it has none', async () => {
    expect(JSON.parse((await post('/sandbox/robots')).text)).toMatchObject({ name: 'Robot 2' });
  });

  it.each([{ name: 'Robot 1' }, { name: ' ' }, { name: 'x'.repeat(65) }, { name: 3 }, { name: 'x', disabled: 'yes' }])(
    'the robot %j is refused',
    async (robot) => {
      expect((await post('/sandbox/robots', robot)).status).toBe(400);
      expect(stage.sandbox.robots).toHaveLength(1);
    },
  );

  it('an unknown control endpoint is 404 and tells which there are', async () => {
    expect(await get('/sandbox/reset')).toMatchObject({ status: 404 });
    expect((await get('/sandbox/x')).text).toContain('POST /sandbox/faults');
  });

  it('control requests are no API requests: no fault strikes them and the state does not count them', async () => {
    stage.sandbox.script({ kind: 'status', status: 500 });
    expect((await get('/sandbox/state')).status).toBe(200);
    expect((await get('/')).status).toBe(200);
    expect(stage.sandbox.state().requests).toEqual([]);
  });

  it('every processed message is an event', async () => {
    const response = await fetch(`${stage.sandbox.baseUrl}/sandbox/events`);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await sendMessage(stage.webhook, { msgtype: 'text' });
    await sendMessage(stage.webhook, textMessage('built'));
    const [id, event, data] = Buffer.from((await reader.read()).value ?? []).toString().split('\n');
    expect([id, event]).toEqual(['id: 1', 'event: message']);
    expect(JSON.parse(data?.slice('data: '.length) ?? '')).toEqual(stage.sandbox.state().messages[0]);
    await reader.cancel();
  });
});

describe('an upload fetched again', () => {
  it('has its bytes, and is saved under its own name', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 0, 255]);
    const { media_id } = await upload(uploadUrl(stage.webhook), { bytes, head: partHead("报告 (1)'s.txt", 6) });
    const response = await fetch(`${stage.sandbox.baseUrl}/sandbox/media/${media_id ?? ''}`);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
    expect(response.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''%E6%8A%A5%E5%91%8A%20%281%29%27s.txt",
    );
  });

  it('never runs in the browser, whatever it says it is', async () => {
    const head = partHead('a.html', 12).replace('application/octet-stream', 'text/html');
    const { media_id } = await upload(uploadUrl(stage.webhook), { head });
    const { headers } = await get(`/sandbox/media/${media_id ?? ''}`);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(headers.get('content-disposition')).toMatch(/^attachment;/);
  });

  it('is 404 when there is none', async () => {
    expect((await get('/sandbox/media/x')).status).toBe(404);
  });
});

describe('a foreign page', () => {
  const asked = (host: string, path: string): Promise<{ received: string }> =>
    rawExchange(stage.sandbox.baseUrl, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);

  it.each(['/', '/sandbox/state', '/cgi-bin/webhook/send', '/inbox/events'])(
    'whose name was pointed at 127.0.0.1 is refused at %s',
    async (path) => {
      for (const host of ['evil.example', 'evil.example:8787', '127.0.0.1.evil.example', 'localhost.evil.example', '']) {
        expect((await asked(host, path)).received).toMatch(/^HTTP\/1\.1 403 /);
      }
      expect(stage.sandbox.state().requests).toEqual([]);
    },
  );

  it.each(['127.0.0.1:8787', 'localhost', 'LOCALHOST:1', '[::1]:8787'])('is not what asks for %s', async (host) => {
    expect((await asked(host, '/sandbox/state')).received).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'http://localhost'])(
    'of the origin %s can script, read and reset nothing',
    async (origin) => {
      expect((await post('/sandbox/faults', { kind: 'endless' }, { origin })).status).toBe(403);
      expect((await post('/sandbox/reset', undefined, { origin })).status).toBe(403);
      expect((await post('/sandbox/robots', {}, { origin })).status).toBe(403);
      expect((await get('/sandbox/state', { origin })).status).toBe(403);
      expect((await get('/sandbox/events', { origin })).status).toBe(403);
      expect((await sendMessage(stage.webhook, textMessage('x'))).errcode).toBe(0);
      expect(stage.sandbox.robots).toHaveLength(1);
    },
  );

  it.each(['cross-site', 'same-site'])('that is %s reads nothing and uses up no fault, though it names no origin', async (site) => {
    const foreign = { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' };
    stage.sandbox.script({ kind: 'errcode', errcode: -1 });
    for (const path of ['/sandbox/state', '/sandbox/events', '/cgi-bin/gettoken']) expect((await get(path, foreign)).status).toBe(403);
    expect((await sendMessage(stage.webhook, textMessage('x'))).errcode).toBe(-1);
  });

  it('may lead here by a link', async () => {
    const head = 'GET /sandbox/state HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n\r\n';
    expect((await rawExchange(stage.sandbox.baseUrl, head)).received).toMatch(/^HTTP\/1\.1 200 /);
  });

  it("is not the sandbox's own", async () => {
    expect((await post('/sandbox/reset', undefined, { origin: stage.sandbox.baseUrl })).status).toBe(200);
  });
});
