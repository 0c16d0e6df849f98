import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';

import { it, messagesOf, passed, shown, soleError, webhookOf } from '../support/step.ts';
import type { Folder } from '../support/step.ts';

describe.concurrent('the webhook', () => {
  it('is taken as an address', async ({ step, sandbox }) => {
    passed(await step({ text: 'hello' }));

    expect(shown(sandbox)).toEqual([['text', 'hello']]);
  });

  it('is taken as a bare key, and base-url then names the host', async ({ step, sandbox }) => {
    passed(await step({ webhook: sandbox.robots[0]?.key ?? '', 'base-url': `${sandbox.baseUrl}/`, text: 'hello' }));

    expect(shown(sandbox)).toEqual([['text', 'hello']]);
  });

  it('may have blanks around it, and blank lines', async ({ step, sandbox }) => {
    passed(await step({ webhook: `\n  ${webhookOf(sandbox)} \r\n\n`, text: 'hello' }));

    expect(shown(sandbox)).toEqual([['text', 'hello']]);
  });

  it('may be the address for uploads, as the robot’s page shows that too', async ({ step, sandbox }) => {
    passed(await step({ webhook: webhookOf(sandbox).replace('/send', '/upload_media'), text: 'hello' }));

    expect(shown(sandbox)).toEqual([['text', 'hello']]);
  });

  it('given several times sends everything to each group, and numbers the outputs in the order of the lines', async ({ step, sandbox, workspace }) => {
    const [first, second] = [sandbox.robots[0], sandbox.addRobot('second')];
    await workspace.write({ 'app.apk': 'the app' });

    const run = passed(await step({ webhook: `${first?.webhook ?? ''}\n${second.webhook}`, text: 'hello', files: 'app.apk' }));

    for (const name of [first?.name, 'second']) expect(shown(sandbox, name)).toEqual([['text', 'hello'], ['file', 'app.apk']]);
    expect(messagesOf(run).map(({ destination, msgtype }) => [destination, msgtype]).sort()).toEqual([[1, 'file'], [1, 'text'], [2, 'file'], [2, 'text']]);
    const media = new Map(sandbox.state().media.map(({ robot, media_id }) => [robot, media_id]));
    expect(JSON.parse(run.outputs['media-ids'] ?? '')).toEqual([media.get(first?.name ?? ''), media.get('second')]);
    expect(run.outputs['media-id']).toBe(media.get(first?.name ?? ''));
  });

  it('given twice, once as an address and once as a key, sends once', async ({ step, sandbox }) => {
    const { key = '', webhook = '' } = sandbox.robots[0] ?? {};

    passed(await step({ webhook: `${webhook}\n${key}\n${webhook}`, 'base-url': sandbox.baseUrl, text: 'hello' }));

    expect(shown(sandbox)).toEqual([['text', 'hello']]);
  });

  it.for([
    ['no address and no key', 'what is this', /12 characters that are no key/],
    ['an address without a key', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send', /one with no key/],
    ['an address with two keys', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=aaaaaaaa&key=bbbbbbbb', /one with 2 keys/],
    ['an address with another path', 'https://qyapi.weixin.qq.com/cgi-bin/message/send?key=aaaaaaaa', /one with another path/],
    ['an address on a foreign host', 'https://evil.example/cgi-bin/webhook/send?key=aaaaaaaa', /one at evil\.example.*set the base URL/],
    ['plain http to a foreign host', 'http://evil.example/cgi-bin/webhook/send?key=aaaaaaaa', /http:\/\/ to evil\.example.*Use https/],
    ['an address with a password', 'https://me:secret@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=aaaaaaaa', /with a user or password/],
    ['a host that cannot be', 'https://[/cgi-bin/webhook/send?key=aaaaaaaa', /is not an address/],
  ] as const)('that is %s is refused, without a word of its value', async ([, webhook, complaint], { step }) => {
    const error = soleError(await step({ webhook, text: 'hello' }));

    expect(error).toMatch(/^Nothing was sent, because 1 problem was found/);
    expect(error).toMatch(/- webhook: /);
    expect(error).toMatch(complaint);
    expect(error).not.toMatch(/aaaaaaaa|bbbbbbbb|what is this|secret/);
  });

  it('that is malformed is named by its line, blank ones counted', async ({ step, sandbox }) => {
    expect(soleError(await step({ webhook: `${webhookOf(sandbox)}\n\nnonsense!\n`, text: 'hello' }))).toContain('- webhook (line 3): ');
    expect(sandbox.state().requests).toEqual([]);
  });
});

describe.concurrent('base-url', () => {
  it.for([
    ['http://evil.example', /http:\/\/ to evil\.example/],
    ['ftp://evil.example', /an address of another kind/],
    ['evil.example', /is not an address/],
    ['https://me:secret@evil.example', /a user, a query or a fragment/],
  ] as const)('that is %s is refused', async ([baseUrl, complaint], { step }) => {
    const error = soleError(await step({ 'base-url': baseUrl, webhook: 'aaaaaaaa-bbbb', text: 'hello' }));

    expect(error).toContain('- base-url: ');
    expect(error).toMatch(complaint);
  });
});

describe.concurrent('without a webhook', () => {
  const event = async (workspace: Folder, head: string | null): Promise<string> => {
    const path = join(workspace.outside, 'event.json');
    const repo = head === null ? null : { full_name: head };
    await writeFile(path, JSON.stringify({ pull_request: { head: { repo }, base: { repo: { full_name: 'us/app' } } } }));
    return path;
  };

  it('the step fails and says where the webhook belongs', async ({ step }) => {
    const error = soleError(await step({ webhook: '', text: 'hello' }));

    expect(error).toContain('- webhook: empty');
    expect(error).toContain('webhook: ${{ secrets.WECOM_WEBHOOK }}');
  });

  it.for([
    ['a pull request from a fork', 'pull_request', 'stranger/app'],
    ['a pull request from a fork that was deleted', 'pull_request', null],
    ['a review of a pull request from a fork', 'pull_request_review', 'stranger/app'],
  ] as const)('the step is skipped with a notice on %s', async ([, name, head], { step, workspace }) => {
    const env = { GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: await event(workspace, head) };

    const run = await step({ webhook: '', text: 'hello' }, { env });

    expect(run.annotations).toEqual([{ level: 'notice', message: 'Nothing was sent: this pull request comes from a fork, and GitHub gives it no secrets.' }]);
    expect(run.exitCode).toBe(0);
    expect(run.outputs.delivery).toBe('skipped');
    expect(run.summary).toContain('Nothing was sent to WeCom');
    expect(run.summary).toContain('comes from a fork');
  });

  it('the step is skipped with a notice when Dependabot started the run', async ({ step }) => {
    const run = await step({ webhook: '', text: 'hello' }, { env: { GITHUB_ACTOR: 'dependabot[bot]', GITHUB_EVENT_NAME: 'push' } });

    expect(run.annotations).toEqual([{ level: 'notice', message: expect.stringContaining('Dependabot') as string }]);
    expect(run.exitCode).toBe(0);
  });

  it('the step fails on a pull request of the repository itself', async ({ step, workspace }) => {
    const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: await event(workspace, 'us/app') };

    expect(soleError(await step({ webhook: '', text: 'hello' }, { env }))).toContain('- webhook: empty');
  });

  it('the step fails when the event cannot be read', async ({ step }) => {
    const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: '/nowhere/event.json' };

    expect(soleError(await step({ webhook: '', text: 'hello' }, { env }))).toContain('- webhook: empty');
  });

  it('if-no-credentials: fail fails on a fork too', async ({ step, workspace }) => {
    const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: await event(workspace, 'stranger/app') };

    expect(soleError(await step({ webhook: '', text: 'hello', 'if-no-credentials': 'fail' }, { env }))).toContain('- webhook: empty');
  });

  it('if-no-credentials: skip skips everywhere', async ({ step }) => {
    const run = await step({ webhook: ' \n', text: 'hello', 'if-no-credentials': 'skip' });

    expect(run.annotations.map(({ level }) => level)).toEqual(['notice']);
    expect(run.exitCode).toBe(0);
    expect(run.outputs.delivery).toBe('skipped');
  });
});
