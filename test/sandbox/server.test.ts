import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startSandbox } from '../../sandbox/server.ts';
import { rawExchange, request, sendMessage, startWithClock, textMessage, upload, uploadUrl } from './wire.ts';
import type { Clocked } from './wire.ts';

let stage: Clocked;
beforeEach(async () => {
  stage = await startWithClock();
});
afterEach(() => stage.sandbox.close());

const portOf = (baseUrl: string): number => Number(new URL(baseUrl).port);

describe('a sandbox', () => {
  it('listens on loopback and nowhere else', async () => {
    expect(stage.sandbox.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const outside = Object.values(networkInterfaces()).flat().filter((one) => one?.family === 'IPv4' && !one.internal);
    for (const one of outside) {
      const refused = await new Promise<string>((resolve) => {
        connect(portOf(stage.sandbox.baseUrl), one?.address)
          .on('error', () => { resolve('refused'); })
          .on('connect', () => { resolve('accepted'); });
      });
      expect(refused).toBe('refused');
    }
  });

  it('has as many robots as it is told, at least one, each with a key of its own', async () => {
    const many = await startSandbox({ robots: 3 });
    expect(many.robots.map(({ name }) => name)).toEqual(['Robot 1', 'Robot 2', 'Robot 3']);
    expect(new Set(many.robots.map(({ key }) => key)).size).toBe(3);
    for (const { key, webhook } of many.robots) {
      expect(key).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
      expect(webhook).toBe(`${many.baseUrl}/cgi-bin/webhook/send?key=${key}`);
    }
    await many.close();
    expect(stage.sandbox.robots).toHaveLength(1);
  });

  it('takes each robot name once', () => {
    expect(stage.sandbox.addRobot('Nightly').name).toBe('Nightly');
    stage.sandbox.addRobot('Robot 4');
    expect(stage.sandbox.addRobot().name).toBe('Robot 5');
    expect(() => stage.sandbox.addRobot('Nightly')).toThrow('already is a robot named "Nightly"');
    expect(() => {
      stage.sandbox.setDisabled('Weekly', true);
    }).toThrow('no robot named "Weekly"');
  });

  it('refuses a port that is taken', async () => {
    await expect(startSandbox({ port: portOf(stage.sandbox.baseUrl) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('closes at once, with requests unanswered, half sent and not begun, and frees its port', async () => {
    const { baseUrl } = stage.sandbox;
    stage.sandbox.script({ kind: 'silence-after' });
    stage.sandbox.script({ kind: 'slow', ms: 600_000 });
    const arrived = async (count: number): Promise<void> => {
      while (stage.sandbox.state().requests.length < count) await new Promise((resolve) => setImmediate(resolve));
    };
    const silent = sendMessage(stage.webhook, textMessage('x'));
    await arrived(1);
    const slow = sendMessage(stage.webhook, textMessage('x'));
    await arrived(2);
    const halfSent = rawExchange(baseUrl, 'POST /cgi-bin/webhook/send HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n{');
    await arrived(3);
    const notBegun = rawExchange(baseUrl, '');
    const ends = Promise.allSettled([silent, slow, halfSent, notBegun]);
    await stage.sandbox.close();
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled']);
    const next = await startSandbox({ port: portOf(baseUrl) });
    expect(next.baseUrl).toBe(baseUrl);
    await next.close();
  });

  it('processes nothing more once it is closed', async () => {
    stage.sandbox.script({ kind: 'slow', ms: 20 });
    const answer = sendMessage(stage.webhook, textMessage('x'));
    while (stage.sandbox.state().requests.length < 1) await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([expect(answer).rejects.toThrow(), stage.sandbox.close()]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(stage.sandbox.state().messages).toEqual([]);
  });

  it('may be closed twice', async () => {
    await stage.sandbox.close();
    await expect(stage.sandbox.close()).resolves.toBeUndefined();
  });
});

describe('the state', () => {
  it('tells what arrived, on which connection, and when', async () => {
    stage.clock.now += 5;
    const body = JSON.stringify({ msgtype: 'text' });
    const { pathname, search, host } = new URL(`${stage.webhook}&debug=1`);
    const type = 'X-Test: a\r\nContent-Type: application/json';
    const line = `POST ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\n${type}\r\nContent-Length: ${body.length}\r\n`;
    await rawExchange(stage.sandbox.baseUrl, `${line}\r\n${body}${line}Connection: close\r\n\r\n${body}`);
    await sendMessage(stage.webhook, textMessage('x'));
    const { requests } = stage.sandbox.state();
    expect(requests[0]).toEqual({
      method: 'POST',
      path: '/cgi-bin/webhook/send',
      query: { key: 'Robot 1', debug: '1' },
      headers: { host, 'x-test': 'a', 'content-type': 'application/json', 'content-length': String(body.length) },
      bodyBytes: body.length,
      at: stage.clock.now,
      connection: 1,
    });
    expect(requests.map(({ connection }) => connection)).toEqual([1, 1, 2]);
  });

  it('holds no key: not in a query, a path, a header, and not one that no robot has', async () => {
    const { baseUrl, robots } = stage.sandbox;
    const key = robots[0]?.key ?? '';
    await request(`${baseUrl}/cgi-bin/${key}?${key}=x&other=${key}&key=${key}`, { headers: { referer: stage.webhook } });
    await request(`${baseUrl}/cgi-bin/webhook/send?key=foreign-secret`);
    await upload(uploadUrl(stage.webhook));
    await sendMessage(stage.webhook, textMessage('x'));
    const state = JSON.stringify(stage.sandbox.state());
    expect(state).not.toContain(key);
    expect(state).not.toContain('foreign-secret');
    expect(state).toContain('Robot 1');
  });

  it('counts only what was processed, and tells the bytes of its request', async () => {
    await sendMessage(stage.webhook, textMessage(''));
    await sendMessage(stage.webhook, textMessage('构建'));
    expect(stage.sandbox.state().requests).toHaveLength(2);
    expect(stage.sandbox.state().messages).toEqual([
      { robot: 'Robot 1', msgtype: 'text', message: textMessage('构建'), at: stage.clock.now, bytes: 46 },
    ]);
  });

  it('is a copy', async () => {
    await sendMessage(stage.webhook, textMessage('x'));
    const state = stage.sandbox.state();
    for (const message of state.messages) message.message.text = 'changed';
    state.requests.length = 0;
    expect(stage.sandbox.state().messages[0]?.message).toEqual(textMessage('x'));
    expect(stage.sandbox.state().requests).toHaveLength(1);
  });

  it('is forgotten by a reset, with rate windows and uploads; robots stay and are enabled', async () => {
    const { media_id } = await upload(uploadUrl(stage.webhook));
    for (let n = 0; n < 20; n += 1) await sendMessage(stage.webhook, textMessage('x'));
    expect((await sendMessage(stage.webhook, textMessage('x'))).errcode).toBe(45009);
    stage.sandbox.setDisabled('Robot 1', true);
    stage.sandbox.reset();
    expect(stage.sandbox.state()).toEqual({ requests: [], messages: [], media: [], tokens: { calls: 0, refused: 0 }, chats: [], images: [], urlJobs: [], callbacks: [] });
    expect((await sendMessage(stage.webhook, textMessage('x'))).errcode).toBe(0);
    expect((await sendMessage(stage.webhook, { msgtype: 'file', file: { media_id } })).errcode).toBe(40007);
  });
});

describe('npm run sandbox', () => {
  const MAIN = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url));

  /** Runs it to its end, or until it has printed its last line and is stopped with `signal`. */
  function run(args: string[], signal: NodeJS.Signals = 'SIGTERM'): Promise<{ code: number; stdout: string; stderr: string }> {
    return new Promise((resolve) => {
      const child = execFile(process.execPath, [MAIN, ...args], (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
      });
      child.stdout?.on('data', (text: string) => {
        if (text.includes('Stop with')) child.kill(signal);
      });
    });
  }

  // On Windows a signal ends a process without asking it.
  const unlessWindows = it.skipIf(process.platform === 'win32');
  unlessWindows.each(['SIGINT', 'SIGTERM'] as const)("prints where it is, one webhook, an application's credentials and the inbox, and ends well on %s", async (signal) => {
    const { code, stdout, stderr } = await run(['--port', '0'], signal);
    expect(stdout).toMatch(/http:\/\/127\.0\.0\.1:\d+\n/);
    expect(stdout).toMatch(/http:\/\/127\.0\.0\.1:\d+\/cgi-bin\/webhook\/send\?key=[\da-f-]{36}\n/);
    expect(stdout).toMatch(/App corpid +ww[\da-f]{16}\nApp corpsecret +[\w-]{43}\nApp agentid +1000002\nApp members +ZhangSan, /);
    expect(stdout).toMatch(/Inbox +http:\/\/127\.0\.0\.1:\d+\/\n/);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  unlessWindows('prints where the first application is called, with what has to be entered there', async () => {
    const { stdout } = await run(['--port', '0', '--callback', 'http://localhost:5678/webhook/wecom']);
    expect(stdout).toMatch(/App callback +http:\/\/localhost:5678\/webhook\/wecom\nCallback token +\w{24}\nEncodingAESKey +\w{43}\n/);
    const key = 'a'.repeat(43);
    const named = await run(['--port', '0', '--callback', 'http://127.0.0.1:1/', '--callback-token', 'mine', '--callback-key', key]);
    expect(named.stdout).toMatch(new RegExp(`Callback token +mine\nEncodingAESKey +${key}\n`));
  });

  it('says in one line that the port is taken, and exits with 1', async () => {
    const { code, stdout, stderr } = await run(['--port', String(portOf(stage.sandbox.baseUrl))]);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^The sandbox did not start: The port is taken\. .*\n$/);
    expect(code).toBe(1);
  });

  it.each([[['--port', 'x']], [['--port', '65536']], [['--port', '-1']], [['--port']], [['--prot', '1']], [['8787']], [['--callback', 'http://example.com/']], [['--callback-token', 'mine']], [['--callback', 'http://127.0.0.1:1/', '--callback-key', 'short']]])(
    'refuses %j in one line and exits with 1',
    async (args) => {
      const { code, stdout, stderr } = await run(args);
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^The sandbox did not start: .+\n$/);
      expect(code).toBe(1);
    },
  );
});
