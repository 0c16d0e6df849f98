import { describe, expect } from 'vitest';

import { createCredential, credentialData, updateCredential } from '../../scripts/n8n/credentials.ts';
import type { Credential } from '../../scripts/n8n/credentials.ts';
import { itemsOf } from '../../scripts/n8n/executions.ts';
import { appCredential } from '../../scripts/n8n/sandbox-credentials.ts';
import type { AppFace, Sandbox } from '../../sandbox/server.ts';
import type { Rest } from '../../scripts/n8n/rest.ts';
import { callWebhook, liveWorkflow } from './support/webhook.ts';
import { it, NODE, run, sending } from './support/wecom.ts';
import { split, workflowOf } from './support/workflow.ts';
import type { Step } from './support/workflow.ts';

/** An application of the test's own, and a credential that holds no token yet. */
async function fresh(rest: Rest, sandbox: Sandbox): Promise<{ face: AppFace; credential: Credential }> {
  const face = sandbox.addApp();
  const data = { ...appCredential(sandbox), corpSecret: face.corpsecret, agentId: String(face.agentid) };
  return { face, credential: await createCredential(rest, 'weComAppApi', face.name, data) };
}

const text = (credential: Credential, rest: Partial<Step> = {}): Step => sending(credential, { content: '={{ $json.text ?? "Hello" }}', toUser: 'ZhangSan' }, rest);

const contents = (sandbox: Sandbox): string[] => sandbox.state().messages.map(({ message }) => (message.text as { content: string }).content);

const asked = (sandbox: Sandbox): number => sandbox.state().tokens.calls;

/** Between two nodes, something happens to the tokens that WeCom gave. */
const become = (sandbox: Sandbox, state: 'expired' | 'revoked'): Step => ({
  name: 'Meanwhile',
  type: 'n8n-nodes-base.httpRequest',
  typeVersion: 4.2,
  parameters: { method: 'POST', url: `${sandbox.baseUrl}/sandbox/tokens`, sendBody: true, specifyBody: 'json', jsonBody: JSON.stringify({ become: state }), options: {} },
});

describe('an application’s token', () => {
  it('is asked for once and serves all items, the next node, and the next execution', async ({ rest, sandbox }) => {
    const { credential } = await fresh(rest, sandbox);
    const steps = [split('items'), text(credential, { name: 'One' }), text(credential, { name: 'Two' })];
    const before = asked(sandbox);
    await run(rest, steps, { json: { items: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] } });
    await run(rest, steps, { json: { items: [{ text: 'd' }] } });
    expect(asked(sandbox) - before).toBe(1);
    expect(sandbox.state().messages).toHaveLength(8);
  });

  it.for(['expired', 'revoked'] as const)('that is %s in the middle of an execution is renewed once, and every message is delivered once', async (state, { rest, sandbox }) => {
    const { credential } = await fresh(rest, sandbox);
    const before = asked(sandbox);
    const again = sending(credential, { content: '=Again {{ $itemIndex }}', toUser: 'ZhangSan' }, { name: 'Two' });
    const { execution } = await run(rest, [split('items'), text(credential, { name: 'One' }), become(sandbox, state), again], { json: { items: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] } });
    expect(execution.status).toBe('success');
    expect(asked(sandbox) - before).toBe(2);
    expect(contents(sandbox)).toEqual(['a', 'b', 'c', 'Again 0', 'Again 1', 'Again 2']);
    // Of the six, one was sent twice: with the old token, and with the new one.
    expect(sandbox.state().requests.filter(({ path }) => path === '/cgi-bin/message/send')).toHaveLength(7);
  });

  it('is asked for once by many executions at the same time, none of which loses or doubles its message', async ({ rest, sandbox }) => {
    const { credential } = await fresh(rest, sandbox);
    const workflow = await liveWorkflow(rest, workflowOf('many at once', [sending(credential, { content: '={{ $json.body.text }}', toUser: 'ZhangSan' })]));
    const round = async (name: string): Promise<number> => {
      const before = asked(sandbox);
      await Promise.all(Array.from({ length: 12 }, (_, index) => callWebhook(workflow, { json: { text: `${name} ${index}` } })));
      return asked(sandbox) - before;
    };
    expect([await round('new'), await round('known')]).toEqual([1, 0]);
    sandbox.expireTokens();
    expect(await round('expired')).toBe(1);
    expect(new Set(contents(sandbox)).size).toBe(36);
    expect(contents(sandbox)).toHaveLength(36);
  });

  it('of an edited secret is not used any more', async ({ rest, sandbox }) => {
    const { face, credential } = await fresh(rest, sandbox);
    const other = sandbox.addApp();
    await run(rest, [text(credential)]);
    // As the editor saves a form in which secret and agent id were changed: the token stays blanked, and so stays in store.
    const form = { ...(await credentialData(rest, credential.id)), corpSecret: other.corpsecret, agentId: String(other.agentid) };
    await updateCredential(rest, credential, form);
    await run(rest, [text(credential)]);
    expect(sandbox.state().messages.map(({ app }) => app)).toEqual([face.name, other.name]);
  });

  it('of a secret that was reset in the admin console ends in the reason, after one question for all items', async ({ rest, sandbox }) => {
    const { face, credential } = await fresh(rest, sandbox);
    await run(rest, [text(credential)]);
    sandbox.rotateSecret(face.corpsecret);
    const before = sandbox.state().tokens;
    const { execution } = await run(rest, [split('items'), text(credential, { onError: 'continueRegularOutput' })], { json: { items: Array.from({ length: 10 }, (_, index) => ({ text: `Message ${index}` })) } });
    expect(sandbox.state().tokens).toEqual({ calls: before.calls + 1, refused: before.refused + 1 });
    expect(itemsOf(execution, NODE).map(({ json }) => json.error)).toEqual(Array.from({ length: 10 }, () => expect.stringContaining('errcode 40001') as string));
  });
});

describe('what an application may not', () => {
  it('is to be called from an address that is not trusted: the error names the address and the ways out', async ({ rest, sandbox, app }) => {
    sandbox.trustIps(['10.1.2.3']);
    const { execution } = await run(rest, [text(app)]);
    expect(execution.error?.message).toMatch(/errcode 60020[^]*from ip: 127\.0\.0\.1/);
    expect(execution.error?.description).toMatch(/trusted IPs[^]*relay[^]*group robot/);
    expect(sandbox.state().messages).toEqual([]);
  });

  it('is to send under another’s agent id', async ({ rest, sandbox }) => {
    const data = { ...appCredential(sandbox), agentId: '1999999' };
    const wrong = await createCredential(rest, 'weComAppApi', 'Another agent id', data);
    const { execution } = await run(rest, [text(wrong)]);
    expect(execution.error?.message).toContain('errcode 301002');
    expect(execution.error?.description).toContain('one and the same application');
    expect(sandbox.state().messages).toEqual([]);
  });
});
