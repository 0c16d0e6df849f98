import { describe, expect } from 'vitest';

import { everythingShown, keeps, masksIn } from '../support/everything-shown.ts';
import { startProxy } from '../support/proxy.ts';
import { commandsIn } from '../support/runner-commands.ts';
import { SEND, UPLOAD, filesOf, it, webhookOf } from '../support/step.ts';

describe.concurrent('the key of a webhook', () => {
  it('is masked first, in the address and alone, and then shown nowhere', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });

    const run = await step({ text: 'hello', files: 'a.txt' });

    expect(run.exitCode).toBe(0);
    expect(masksIn(run)).toEqual(expect.arrayContaining([webhookOf(sandbox), sandbox.robots[0]?.key, encodeURIComponent(webhookOf(sandbox))]));
    keeps(run, sandbox.robots[0]?.key ?? '');
  });

  it.for([
    ['a bare key', 'canary-canary-canary'],
    ['an address without the right path', 'https://qyapi.weixin.qq.com/send?key=canary-canary-canary'],
    ['an address on a foreign host', 'https://evil.example/cgi-bin/webhook/send?key=canary-canary-canary'],
    ['plain http', 'http://evil.example/cgi-bin/webhook/send?debug=1&key=canary-canary-canary&x=y'],
    ['a key that is none', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=canary-canary-canary%20!'],
    ['an address without ://', 'qyapi.weixin.qq.com/cgi-bin/webhook/send?key=canary-canary-canary'],
    ['a key among other words', 'key: canary-canary-canary'],
    ['a key that came with its name', 'key=canary-canary-canary'],
  ] as const)('is kept also when the webhook is malformed: %s', async ([, webhook], { step }) => {
    const run = await step({ webhook: `${webhook}\n${webhook} `, 'base-url': 'http://127.0.0.1:9', text: 'hello', 'timeout-seconds': '1' });

    expect(run.exitCode).toBe(1);
    keeps(run, webhook);
    expect(everythingShown(run)).not.toContain('canary');
  });

  it.for(['errcode', 'status', 'body', 'redirect'] as const)('is kept when the answer repeats it: %s', async (kind, { step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    const key = sandbox.robots[0]?.key ?? '';
    const words = `no: ${webhookOf(sandbox)} ${key} ${encodeURIComponent(webhookOf(sandbox))} "key":"${key}"`;
    const location = `https://${key}.example/?key=${key}`;
    sandbox.script({ path: SEND, kind, errcode: 40058, errmsg: words, status: kind === 'redirect' ? 302 : 502, body: words, location });
    sandbox.script({ path: UPLOAD, kind, errcode: 40058, errmsg: words, status: kind === 'redirect' ? 302 : 502, body: words, location, times: 3, skip: 1 });

    for (const inputs of [{ text: 'hello' }, { files: 'a.txt' }]) {
      const run = await step({ ...inputs, 'timeout-seconds': '30' });
      keeps(run, key);
    }
  });

  it('is kept on every fault of the transport', async ({ step, sandbox }) => {
    for (const kind of ['reset-before', 'reset-after', 'close-after', 'cut-body', 'endless'] as const) {
      sandbox.script({ path: SEND, kind });
      const run = await step({ text: 'hello' });
      expect(run.exitCode).toBe(1);
      keeps(run, sandbox.robots[0]?.key ?? '');
    }
  });

  it('is kept when the runner’s debug log is on', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });

    keeps(await step({ text: 'hello', files: 'a.txt' }, { env: { RUNNER_DEBUG: '1' } }), sandbox.robots[0]?.key ?? '');
  });
});

describe.concurrent('a proxy’s password', () => {
  it.for(['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'])('in %s is masked and shown nowhere, whatever the proxy does', async (name, { step, sandbox }) => {
    const proxy = await startProxy(Number(new URL(sandbox.baseUrl).port), { refuse: 407 });
    try {
      const run = await step({ webhook: 'aaaaaaaa-bbbb', text: 'hello', 'timeout-seconds': '5' }, { env: { [name]: `http://somebody:s3cret%20canary@${proxy.address}` } });

      expect(run.exitCode).toBe(1);
      expect(masksIn(run)).toEqual(expect.arrayContaining(['somebody:s3cret%20canary', 's3cret%20canary', 's3cret canary']));
      expect(everythingShown(run)).not.toMatch(/s3cret|canary/);
    } finally {
      await proxy.close();
    }
  });

  it.for(['http://somebody:s3cret-canary@', 'somebody:s3cret-canary@host:port:port', 'socks5://somebody:s3cret-canary@proxy.example:1080'])('is kept when the proxy’s address is unusable: %s', async (address, { step }) => {
    const run = await step({ webhook: 'aaaaaaaa-bbbb', text: 'hello', 'timeout-seconds': '5' }, { env: { HTTPS_PROXY: address } });

    expect(run.exitCode).toBe(1);
    expect(everythingShown(run)).not.toContain('s3cret');
  });

  it('does not matter on loopback, where no proxy is asked', async ({ step }) => {
    const run = await step({ text: 'hello' }, { env: { HTTPS_PROXY: 'http://somebody:s3cret-canary@127.0.0.1:9', HTTP_PROXY: 'http://somebody:s3cret-canary@127.0.0.1:9' } });

    expect(run.exitCode).toBe(0);
    keeps(run, 's3cret-canary');
  });
});

describe.concurrent('a media_id', () => {
  it('stands in the outputs and nowhere else', async ({ step, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });

    const run = await step({ files: 'a.txt' }, { env: { RUNNER_DEBUG: '1' } });

    const [{ media_id } = { media_id: null }] = filesOf(run);
    expect(media_id).toMatch(/./);
    expect(run.stdout + run.stderr + run.summary).not.toContain(media_id);
    expect(run.outputs.messages).not.toContain(media_id);
  });

  it('is not printed where there is no file for outputs and none for the summary', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });

    const run = await step({ files: 'a.txt' }, { env: { GITHUB_OUTPUT: '', GITHUB_STEP_SUMMARY: '' } });

    expect(run.exitCode).toBe(0);
    expect(sandbox.state().media).toHaveLength(1);
    expect(run.stdout + run.stderr).not.toContain(sandbox.state().media[0]?.media_id);
    expect(commandsIn(run.stdout).map(({ name }) => name)).not.toContain('set-output');
  });

  it('that the answer to a message repeats is not shown', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    sandbox.script({ path: UPLOAD, kind: 'body', body: '{"errcode":0,"errmsg":"ok","type":"file","media_id":"canary-media-id-1234567890","created_at":"1"}' });
    sandbox.script({ path: SEND, kind: 'errcode', errcode: 40007, errmsg: 'invalid media_id canary-media-id-1234567890' });

    const run = await step({ files: 'a.txt' });

    expect(run.stdout + run.stderr + run.summary + (run.outputs.messages ?? '')).not.toContain('canary-media-id');
  });
});
