import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttp } from '../../action/transport.ts';
import type { HttpRequest, HttpResult } from '../../core/ports.ts';
import { startProxy } from '../support/proxy.ts';
import type { ProxyOptions, TestProxy } from '../support/proxy.ts';
import { AUTHORITY, httpInProcess, startOrigin } from '../support/tls.ts';
import type { Origin } from '../support/tls.ts';

const CANARY = 'canary-p@ss:w/rd';
const LOGIN = `robot:${encodeURIComponent(CANARY)}`;
const KEY = '01234567-89ab-4cde-8f01-23456789cafe';
const SEND = `/cgi-bin/webhook/send?key=${KEY}`;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function origin(certificate: 'valid' | 'expired' | 'none' = 'none'): Promise<Origin> {
  const server = await startOrigin(certificate);
  closing.push(server.close);
  return server;
}

async function proxyTo({ port }: Origin, options: ProxyOptions = {}): Promise<TestProxy> {
  const proxy = await startProxy(port, options);
  closing.push(proxy.close);
  return proxy;
}

const request = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST', url, body: { kind: 'json', text: '{}' }, timeoutMs: 10_000, maxAnswerBytes: 1000, freshConnection: true, ...more,
});

async function send(env: Record<string, string>, url: string, more: Partial<HttpRequest> = {}): Promise<HttpResult> {
  const http = createHttp(env);
  closing.push(http.close);
  return http(request(url, more));
}

const WECOM = `http://wecom.test${SEND}`;

describe('a proxy in the environment', () => {
  it('is asked for a tunnel, with the user name and password of its URL', async () => {
    const server = await origin();
    const proxy = await proxyTo(server, { credentials: `robot:${CANARY}` });

    const result = await send({ HTTP_PROXY: `http://${LOGIN}@${proxy.address}` }, WECOM);

    expect(result).toMatchObject({ kind: 'answer', status: 200 });
    expect(proxy.asked).toEqual(['wecom.test:80']);
    expect(proxy.forwarded).toEqual([]);
    expect(server.requests).toEqual([`POST ${SEND} wecom.test {}`]);
  });

  it('carries an upload', async () => {
    const server = await origin();
    const proxy = await proxyTo(server);

    const result = await send({ HTTP_PROXY: `http://${proxy.address}` }, WECOM, {
      freshConnection: false,
      body: { kind: 'media', part: { filename: '构建.txt', contentType: 'text/plain', bytes: new Uint8Array(3_000_000) } },
    });

    expect(result).toMatchObject({ kind: 'answer', status: 200 });
    expect(server.requests[0]).toContain('filename="构建.txt"; filelength=3000000');
  });

  it('opens a tunnel for each request that needs a connection of its own', async () => {
    const proxy = await proxyTo(await origin());
    const http = createHttp({ HTTP_PROXY: `http://${proxy.address}` });
    closing.push(http.close);

    await http(request(WECOM, { freshConnection: false }));
    await http(request(WECOM));
    await http(request(WECOM));

    expect(proxy.asked).toHaveLength(3);
  });

  it('may be written without a scheme', async () => {
    const proxy = await proxyTo(await origin(), { credentials: `robot:${CANARY}` });

    expect(await send({ HTTP_PROXY: ` ${LOGIN}@${proxy.address} ` }, WECOM)).toMatchObject({ kind: 'answer' });
  });

  it('is taken from the lower-case name where both are set', async () => {
    const [chosen, other] = await Promise.all([proxyTo(await origin()), proxyTo(await origin())]);

    await send({ http_proxy: `http://${chosen.address}`, HTTP_PROXY: `http://${other.address}` }, WECOM);

    expect([chosen.asked.length, other.asked.length]).toEqual([1, 0]);
  });

  it('is read from the environment that was given, not from that of this process', async () => {
    const proxy = await proxyTo(await origin());
    process.env.HTTP_PROXY = `http://${proxy.address}`;
    try {
      await send({}, 'http://wecom.invalid/');
      await send({ HTTPS_PROXY: 'http://127.0.0.1:1' }, 'http://wecom.invalid/');
    } finally {
      delete process.env.HTTP_PROXY;
    }

    expect(proxy.asked).toEqual([]);
  });

  it.each(['127.0.0.1', '127.9.9.9', 'localhost', 'LOCALHOST', '[::1]', '0x7f.1', 'box.localhost'])('is not used for this machine itself: %s', async (host) => {
    const server = await origin();
    const proxy = await proxyTo(server);

    await send({ HTTP_PROXY: `http://${proxy.address}` }, `http://${host}:${server.port}${SEND}`);

    expect(proxy.asked).toEqual([]);
  });

  it('is used for a name that only looks like this machine', async () => {
    const proxy = await proxyTo(await origin());

    for (const host of ['127.0.0.1.wecom.test', 'localhost.wecom.test', 'notlocalhost', '128.0.0.1']) await send({ HTTP_PROXY: `http://${proxy.address}` }, `http://${host}/`);

    expect(proxy.asked).toEqual(['127.0.0.1.wecom.test:80', 'localhost.wecom.test:80', 'notlocalhost:80', '128.0.0.1:80']);
  });

  it.each(['wecom.invalid', '.invalid', '*.invalid', 'other.test, wecom.invalid', 'wecom.invalid:80', '*'])('is not used where NO_PROXY says %s', async (noProxy) => {
    const proxy = await proxyTo(await origin());

    const result = await send({ HTTP_PROXY: `http://${proxy.address}`, NO_PROXY: noProxy }, 'http://wecom.invalid/');

    expect(result).toMatchObject({ kind: 'failure', reached: 'no' });
    expect(proxy.asked).toEqual([]);
  });

  it.each(['wecom.example', 'invalid.wecom', 'wecom.invalid:443', ''])('is used where NO_PROXY says %s', async (noProxy) => {
    const proxy = await proxyTo(await origin());

    expect(await send({ HTTP_PROXY: `http://${proxy.address}`, NO_PROXY: noProxy }, 'http://wecom.invalid/')).toMatchObject({ kind: 'answer' });
  });
});

describe('a proxy that does not let the request through', () => {
  it.each([
    ['asks for a password and gets none', '', {}],
    ['refuses the password', LOGIN, {}],
  ])('%s: the request did not get there, for good', async (_what, login) => {
    const server = await origin();
    const proxy = await proxyTo(server, { credentials: 'other:secret' });

    const result = await send({ HTTP_PROXY: `http://${login === '' ? '' : `${login}@`}${proxy.address}` }, WECOM);

    expect(result).toMatchObject({ kind: 'failure', reached: 'no', code: 'PROXY_AUTHENTICATION_REQUIRED', lasting: true });
    expect(server.requests).toEqual([]);
  });

  it.each([[403, true], [502, false]])('answers %i: the request did not get there', async (status, lasting) => {
    const proxy = await proxyTo(await origin(), { refuse: status });

    const result = await send({ HTTP_PROXY: `http://${proxy.address}` }, WECOM);

    expect(result).toMatchObject({ kind: 'failure', reached: 'no', code: 'PROXY_REFUSED', lasting, reason: expect.stringContaining(String(status)) as string });
  });

  it('closes the connection instead of opening a tunnel: the request did not get there', async () => {
    const server = await origin();
    const proxy = await proxyTo(server, { refuse: 'hang up' });

    const result = await send({ HTTP_PROXY: `http://${proxy.address}` }, WECOM);

    expect(result).toMatchObject({ kind: 'failure', reached: 'no', code: 'PROXY_CLOSED', lasting: false });
    expect(server.requests).toEqual([]);
  });

  it('does not listen: the request did not get there, and the reason mentions the proxy', async () => {
    const proxy = await proxyTo(await origin());
    await proxy.close();

    const result = await send({ HTTP_PROXY: `http://${proxy.address}` }, WECOM);

    expect(result).toMatchObject({ kind: 'failure', reached: 'no', code: 'ECONNREFUSED', reason: expect.stringContaining('proxy') as string });
  });

  it('opens the tunnel too late: the request is not sent any more', async () => {
    const server = await origin();
    const proxy = await proxyTo(server, { delay: 300 });
    const http = createHttp({ HTTP_PROXY: `http://${proxy.address}` });
    closing.push(http.close);

    const late = await http(request(WECOM, { timeoutMs: 100 }));
    const next = await http(request(`http://wecom.test/next`));

    expect(late).toMatchObject({ kind: 'failure', reached: 'no', code: 'TIMEOUT' });
    expect(next).toMatchObject({ kind: 'answer' });
    expect(server.requests).toEqual(['POST /next wecom.test {}']);
  });

  it.each([
    ['HTTPS_PROXY', `http://${LOGIN}@[broken`],
    ['http_proxy', `socks5://${LOGIN}@127.0.0.1:1`],
    ['https_proxy', `http://robot:%${CANARY}@127.0.0.1:1`],
    ['HTTP_PROXY', `http://${LOGIN}@127.0.0.1:99999`],
  ])('%s cannot be used: said for good, with the name of the variable and without its value', async (variable, value) => {
    const result = await send({ [variable]: value }, WECOM);

    expect(result).toMatchObject({ kind: 'failure', reached: 'no', code: 'INVALID_PROXY', lasting: true, reason: expect.stringContaining(variable) as string });
    expect(inspect(result)).not.toContain('canary');
  });

  it('never gets its password, or the key of the address, into a failure', async () => {
    const server = await origin();
    const proxies = await Promise.all(([{ refuse: 407 }, { refuse: 403 }, { refuse: 502 }, { refuse: 'hang up' }, { delay: 5000 }] as const).map((options) => proxyTo(server, options)));
    const addresses = [...proxies.map(({ address }) => address), '127.0.0.1:1', 'proxy.invalid:3128'];

    const results = await Promise.all(addresses.map((address) => send({ HTTP_PROXY: `http://${LOGIN}@${address}` }, WECOM, { timeoutMs: 1000 })));

    for (const result of results) {
      expect(result.kind).toBe('failure');
      const all = inspect(result, { depth: 9, showHidden: true }) + JSON.stringify(result);
      expect(all).not.toContain('canary');
      expect(all).not.toContain(KEY);
    }
  });
});

describe('TLS', () => {
  const secure = `https://wecom.test${SEND}`;

  it('goes through the tunnel to a server whose authority NODE_EXTRA_CA_CERTS adds', async () => {
    const server = await origin('valid');
    const proxy = await proxyTo(server, { credentials: `robot:${CANARY}` });

    const { result, printed } = await httpInProcess(request(secure), { HTTPS_PROXY: `http://${LOGIN}@${proxy.address}`, NODE_EXTRA_CA_CERTS: AUTHORITY });

    expect(result).toMatchObject({ kind: 'answer', status: 200, body: '{"errcode":0}' });
    expect(proxy.asked).toEqual(['wecom.test:443']);
    expect(server.requests).toEqual([`POST ${SEND} wecom.test {}`]);
    expect(printed).not.toContain('canary');
  });

  it('uses HTTP_PROXY when HTTPS_PROXY is not set', async () => {
    const proxy = await proxyTo(await origin('valid'));

    const { result } = await httpInProcess(request(secure), { HTTP_PROXY: `http://${proxy.address}`, NODE_EXTRA_CA_CERTS: AUTHORITY });

    expect(result).toMatchObject({ kind: 'answer', status: 200 });
  });

  it.each([
    ['an authority that is not known', 'valid', 'wecom.test', {}, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['a certificate that has expired', 'expired', 'wecom.test', { NODE_EXTRA_CA_CERTS: AUTHORITY }, 'CERT_HAS_EXPIRED'],
    ['a certificate for another name', 'valid', 'other.test', { NODE_EXTRA_CA_CERTS: AUTHORITY }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const)('refuses %s, for good, before anything is sent', async (_what, certificate, host, env, code) => {
    const server = await origin(certificate);
    const proxy = await proxyTo(server);

    const { result, printed } = await httpInProcess(request(`https://${host}${SEND}`), { HTTPS_PROXY: `http://${LOGIN}@${proxy.address}`, ...env });

    expect(result).toMatchObject({ kind: 'failure', reached: 'no', code, lasting: true });
    expect(server.requests).toEqual([]);
    expect(printed).not.toContain('canary');
    expect(printed).not.toContain(KEY);
  });

  it('refuses an authority that is not known also without a proxy', async () => {
    const server = await origin('valid');

    const { result } = await httpInProcess(request(`https://127.0.0.1:${server.port}/`), {});

    expect(result).toMatchObject({ kind: 'failure', reached: 'no', lasting: true });
    expect(server.requests).toEqual([]);
  });
});
