import { describe, expect } from 'vitest';

import type { Sandbox } from '../../sandbox/server.ts';
import { createCredential, credentialData, testCredential, updateCredential } from '../../scripts/n8n/credentials.ts';
import type { Credential, CredentialData, CredentialTest } from '../../scripts/n8n/credentials.ts';
import type { Rest } from '../../scripts/n8n/rest.ts';
import { accountCredential } from '../../scripts/n8n/sandbox-credentials.ts';
import { it, weChat } from './support/official-account.ts';
import { callWebhook, liveWorkflow } from './support/webhook.ts';
import { run } from './support/wecom.ts';
import { workflowOf } from './support/workflow.ts';

const PASSED: CredentialTest = { status: 'OK', message: 'Connection successful!' };

const refused = (...parts: string[]): CredentialTest => ({ status: 'Error', message: expect.stringMatching(parts.join('[^]*')) as string });

/** An account of the test's own, and a credential that holds no token yet. */
async function fresh(rest: Rest, sandbox: Sandbox, data: CredentialData = {}): Promise<Credential> {
  sandbox.addAccount();
  return createCredential(rest, 'weChatOfficialAccountApi', 'Fresh', { ...accountCredential(sandbox, sandbox.accounts.length - 1), ...data });
}

async function verdict(rest: Rest, data: CredentialData): Promise<CredentialTest> {
  return testCredential(rest, await createCredential(rest, 'weChatOfficialAccountApi', 'To be tested', data), data);
}

const asked = (sandbox: Sandbox): number => sandbox.state().accountTokens.stable.calls;

describe('n8n’s own test of an Official Account’s credential', () => {
  it('passes with the right secret, and makes nothing', async ({ rest, sandbox }) => {
    expect(await verdict(rest, accountCredential(sandbox))).toEqual(PASSED);
    expect(new Set(sandbox.state().requests.map(({ path }) => path))).toEqual(new Set(['/cgi-bin/stable_token']));
  });

  interface Wrong {
    name: string;
    data: CredentialData;
    expected: CredentialTest;
  }

  it.for<Wrong>([
    { name: 'a wrong secret', data: { appSecret: '0'.repeat(32) }, expected: refused('errcode 40125', 'Copy the app secret again') },
    { name: 'an account that does not exist', data: { appId: 'wx0000000000000000' }, expected: refused('errcode 40013', 'Copy the app id again') },
    { name: 'no secret', data: { appSecret: '' }, expected: refused('- App Secret: empty') },
    { name: 'a base URL that is no address', data: { baseUrl: 'relay.example.com' }, expected: refused('- Base URL: something that is not an address') },
    { name: 'a base URL of plain http to another host', data: { baseUrl: 'http://example.com' }, expected: refused('http:// to example.com', 'Use https') },
    { name: 'a base URL where nobody listens', data: { baseUrl: 'http://127.0.0.1:1' }, expected: refused('refused') },
  ])('fails on $name, with the reason and the way out', async ({ data, expected }, { rest, sandbox }) => {
    const given = { ...accountCredential(sandbox), ...data };
    const { status, message } = await verdict(rest, given);
    expect({ status, message }).toEqual(expected);
    if (given.appSecret !== '') expect(message).not.toContain(String(given.appSecret));
  });

  it('names the address to allow where WeChat does not know it', async ({ rest, sandbox }) => {
    // A new one, for which no token has just been issued.
    sandbox.addAccount();
    sandbox.trustIps(['203.0.113.7']);
    expect(await verdict(rest, accountCredential(sandbox, sandbox.accounts.length - 1))).toEqual(refused('errcode 40164', 'Add 127\\.0\\.0\\.1 to the IP allow-list'));
  });

  it('fails on what was changed while a good token is stored', async ({ rest, sandbox }) => {
    const credential = await fresh(rest, sandbox);
    await run(rest, [weChat(credential, 'material.getCount')]);
    const stored = await credentialData(rest, credential.id);
    expect(await testCredential(rest, credential)).toEqual(PASSED);
    expect(await testCredential(rest, credential, { ...stored, appSecret: '0'.repeat(32) })).toEqual(refused('errcode 40125'));
    sandbox.trustIps(['203.0.113.7']);
    expect(await testCredential(rest, credential)).toEqual(refused('errcode 40164', 'A run of the node names the address'));
  });
});

describe('an Official Account’s token', () => {
  it('is asked for once and serves the next node and the next execution', async ({ rest, sandbox }) => {
    const credential = await fresh(rest, sandbox);
    const steps = [weChat(credential, 'material.getCount', {}, { name: 'One' }), weChat(credential, 'material.getCount', {}, { name: 'Two' })];
    const before = asked(sandbox);
    for (let time = 0; time < 2; time += 1) expect((await run(rest, steps)).execution.status).toBe('success');
    expect(asked(sandbox) - before).toBe(1);
  });

  it.for(['expireTokens', 'revokeTokens'] as const)('is renewed once for many executions at the same time that it is refused to (%s)', async (become, { rest, sandbox }) => {
    const credential = await fresh(rest, sandbox);
    const workflow = await liveWorkflow(rest, workflowOf(`many ${become}`, [weChat(credential, 'material.getCount')]));
    await callWebhook(workflow, {});
    const before = asked(sandbox);
    sandbox[become]();
    const replies = await Promise.all(Array.from({ length: 12 }, () => callWebhook(workflow, {})));
    expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200));
    expect(asked(sandbox) - before).toBe(1);
  });

  it('is replaced by force when the stable call gives the refused one again', async ({ rest, sandbox }) => {
    const credential = await fresh(rest, sandbox);
    await run(rest, [weChat(credential, 'material.getCount')]);
    sandbox.script({ kind: 'errcode', errcode: 40001, path: '/cgi-bin/material/get_materialcount' });
    const before = asked(sandbox);
    expect((await run(rest, [weChat(credential, 'material.getCount')])).execution.status).toBe('success');
    expect(asked(sandbox) - before).toBe(2);
  });

  it('comes from the older call where that is chosen, and of a changed choice is not used any more', async ({ rest, sandbox }) => {
    const credential = await fresh(rest, sandbox, { issuedBy: 'older' });
    expect((await run(rest, [weChat(credential, 'material.getCount')])).execution.status).toBe('success');
    expect(sandbox.state().accountTokens.token.calls).toBe(1);
    await updateCredential(rest, credential, { ...(await credentialData(rest, credential.id)), issuedBy: 'stable' });
    expect((await run(rest, [weChat(credential, 'material.getCount')])).execution.status).toBe('success');
    expect(sandbox.state().accountTokens.stable.calls).toBeGreaterThan(0);
  });

  it('and the secret are in nothing that n8n keeps of an execution', async ({ rest, sandbox }) => {
    const credential = await fresh(rest, sandbox);
    const { appsecret } = sandbox.accounts.at(-1) ?? {};
    await run(rest, [weChat(credential, 'material.getCount')]);
    sandbox.script({ kind: 'errcode', errcode: 40035, errmsg: `bad secret ${appsecret}` });
    const { execution } = await run(rest, [weChat(credential, 'material.getCount')]);
    expect(execution.status).toBe('error');
    expect(JSON.stringify(execution)).not.toContain(appsecret);
  });
});
