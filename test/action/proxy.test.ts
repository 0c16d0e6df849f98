import { afterEach, describe, expect } from 'vitest';

import { EVENTS, REPOSITORY } from '../support/github-events.ts';
import { asRunOf } from '../support/github-step.ts';
import { startProxy } from '../support/proxy.ts';
import type { ProxyOptions, TestProxy } from '../support/proxy.ts';
import { TOKEN } from '../support/small-github.ts';
import { it, passed, shown, soleError } from '../support/step.ts';
import { AUTHORITY, startOrigin } from '../support/tls.ts';
import type { Origin } from '../support/tls.ts';

const KEY = '01234567-89ab-4cde-8f01-23456789cafe';
const SEND = `/cgi-bin/webhook/send?key=${KEY}`;
const PASSWORD = 'canary-p@ss';
const LOGIN = `robot:${encodeURIComponent(PASSWORD)}`;
const INPUTS = { webhook: `https://wecom.test${SEND}`, 'base-url': 'https://wecom.test', text: 'hello' };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function serverBehindProxy(options: ProxyOptions = {}, answers: Record<string, string> = {}): Promise<{ server: Origin; proxy: TestProxy }> {
  const server = await startOrigin('valid', answers);
  const proxy = await startProxy(server.port, options);
  closing.push(proxy.close, server.close);
  return { server, proxy };
}

describe('the built Action behind a proxy', () => {
  it('sends over TLS through the tunnel that it asks for with user and password', async ({ step }) => {
    const { server, proxy } = await serverBehindProxy({ credentials: `robot:${PASSWORD}` });

    const run = passed(await step(INPUTS, { env: { HTTPS_PROXY: `http://${LOGIN}@${proxy.address}`, NODE_EXTRA_CA_CERTS: AUTHORITY } }));

    expect(run.outputs.delivery).toBe('sent');
    expect([proxy.asked, proxy.forwarded]).toEqual([['wecom.test:443'], []]);
    expect(server.requests).toEqual([`POST ${SEND} wecom.test {"msgtype":"text","text":{"content":"hello"}}`]);
  });

  it('fetches the assets of a release through it, from the API of an Enterprise host', async ({ step, sandbox, workspace }) => {
    const releases = `/api/v3/repos/${REPOSITORY}/releases`;
    const list = JSON.stringify([{ id: 1, name: 'app.apk', size: 9, state: 'uploaded', browser_download_url: 'https://wecom.test/app.apk' }]);
    const { server, proxy } = await serverBehindProxy({ credentials: `robot:${PASSWORD}` }, { [`${releases}/7001/assets?per_page=100&page=1`]: list, [`${releases}/assets/1`]: 'a package' });
    const env = { GITHUB_API_URL: 'https://wecom.test/api/v3', HTTPS_PROXY: `http://${LOGIN}@${proxy.address}`, NODE_EXTRA_CA_CERTS: AUTHORITY };

    const run = passed(await step({ 'release-assets': '*', 'github-token': TOKEN }, await asRunOf(EVENTS.release, workspace, env)));

    expect(shown(sandbox)).toEqual([['file', 'app.apk']]);
    expect(new Set(proxy.asked)).toEqual(new Set(['wecom.test:443']));
    expect(server.requests).toHaveLength(2);
    for (const secret of [PASSWORD, LOGIN, TOKEN]) expect(run.log + run.summary).not.toContain(secret);
  });

  it('says that the proxy refused its password, and shows none', async ({ step }) => {
    const { server, proxy } = await serverBehindProxy({ credentials: 'other:secret' });

    const run = await step(INPUTS, { env: { HTTPS_PROXY: `http://${LOGIN}@${proxy.address}` } });

    expect(soleError(run)).toMatch(/the proxy asks for a user name and password, or refused the ones it was given \(407\)/);
    expect(run.outputs.delivery).toBe('rejected');
    expect(server.requests).toEqual([]);
    for (const shown of [run.log, run.summary, JSON.stringify(run.outputs)]) {
      for (const secret of [PASSWORD, LOGIN, KEY]) expect(shown).not.toContain(secret);
    }
  });

  it('leaves it alone for a host in NO_PROXY', async ({ step }) => {
    const { proxy } = await serverBehindProxy();
    const inputs = { ...INPUTS, webhook: KEY, 'base-url': 'https://wecom.invalid', 'timeout-seconds': '1' };

    soleError(await step(inputs, { env: { HTTPS_PROXY: `http://${proxy.address}`, NO_PROXY: 'wecom.invalid' } }));

    expect(proxy.asked).toEqual([]);
  });
});
