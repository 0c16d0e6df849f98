import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect } from 'vitest';

import { startSandbox } from '../../sandbox/server.ts';
import { createCredential, credentialData, testCredential, updateCredential } from '../../scripts/n8n/credentials.ts';
import type { Credential, CredentialData, CredentialTest } from '../../scripts/n8n/credentials.ts';
import type { Rest } from '../../scripts/n8n/rest.ts';
import { appCredential, robotCredential } from '../../scripts/n8n/sandbox-credentials.ts';
import { it, run, sending } from './support/wecom.ts';
import type { Step } from './support/workflow.ts';

const PASSED: CredentialTest = { status: 'OK', message: 'Connection successful!' };
const NOT_WECOM = expect.stringContaining('This is not how WeCom answers. Check the base URL') as string;

/** What n8n says of a credential that was just filled in. */
async function verdict(rest: Rest, type: string, data: CredentialData): Promise<CredentialTest> {
  return testCredential(rest, await createCredential(rest, type, 'To be tested', data), data);
}

const refused = (...parts: string[]): CredentialTest => ({ status: 'Error', message: expect.stringMatching(parts.join('[^]*')) as string });

describe('n8n’s own test of a robot’s credential', () => {
  it('passes with the address of a webhook, and with its key and a base URL, and posts nothing into the group', async ({ rest, sandbox, robot }) => {
    expect(await verdict(rest, 'weComRobotApi', { webhook: robot.webhook, baseUrl: '' })).toEqual(PASSED);
    expect(await verdict(rest, 'weComRobotApi', { webhook: robot.key, baseUrl: `${sandbox.baseUrl}/ ` })).toEqual(PASSED);
    const { messages, requests, media } = sandbox.state();
    expect(messages).toEqual([]);
    expect(requests.map(({ path }) => path)).toEqual(['/cgi-bin/webhook/upload_media', '/cgi-bin/webhook/upload_media']);
    expect(media.map(({ size, remarks }) => ({ size, remarks }))).toEqual([{ size: 6, remarks: [] }, { size: 6, remarks: [] }]);
  });

  interface Wrong {
    name: string;
    /** Instead of the robot's own key and the sandbox as its host. */
    data: CredentialData;
    expected: CredentialTest;
  }

  it.for<Wrong>([
    { name: 'a key that no robot has', data: { webhook: '0f0f0f0f-0000-4000-8000-000000000000' }, expected: refused('errcode 93000', 'Copy the webhook URL again') },
    { name: 'a text that is no key', data: { webhook: 'hello there' }, expected: refused('- Webhook: 11 characters that are no key', 'Copy the webhook address again') },
    { name: 'an address without a key', data: { webhook: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send' }, expected: refused('- Webhook: one with no key') },
    { name: 'plain http to another host', data: { webhook: 'http://example.com/cgi-bin/webhook/send?key=0f0f0f0f', baseUrl: '' }, expected: refused('http:// to example.com', 'Use https') },
    { name: 'a base URL of plain http to another host', data: { baseUrl: 'http://example.com' }, expected: refused('- Base URL: http:// to example.com', 'Use https') },
  ])('fails on $name, with a sentence of ours that does not hold it', async ({ data, expected }, { rest, sandbox, robot }) => {
    const given = { webhook: robot.key, baseUrl: sandbox.baseUrl, ...data };
    const { status, message } = await verdict(rest, 'weComRobotApi', given);
    expect({ status, message }).toEqual(expected);
    expect(message).not.toContain(given.webhook);
    expect(sandbox.state().messages).toEqual([]);
  });

  it('fails where something else than WeCom answers, be it friendly or not', async ({ rest, sandbox, robot }) => {
    const page = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>'));
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    try {
      const elsewhere = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
      for (const baseUrl of [elsewhere, `${sandbox.baseUrl}/not/here`]) {
        expect(await verdict(rest, 'weComRobotApi', { webhook: robot.key, baseUrl })).toEqual({ status: 'Error', message: NOT_WECOM });
      }
    } finally {
      page.close();
    }
  });

  it('fails on a refusal that WeCom does not document', async ({ rest, sandbox }) => {
    sandbox.script({ kind: 'errcode', errcode: 999999 });
    expect(await verdict(rest, 'weComRobotApi', robotCredential(sandbox))).toEqual(refused('does not document'));
  });
});

describe('n8n’s own test of an application’s credential', () => {
  it('passes with the right secret, and posts nothing', async ({ rest, sandbox }) => {
    expect(await verdict(rest, 'weComAppApi', appCredential(sandbox))).toEqual(PASSED);
    const { messages, requests } = sandbox.state();
    expect(messages).toEqual([]);
    expect(new Set(requests.map(({ path }) => path))).toEqual(new Set(['/cgi-bin/gettoken']));
  });

  interface Wrong {
    name: string;
    data: CredentialData;
    expected: CredentialTest;
  }

  it.for<Wrong>([
    { name: 'a wrong secret', data: { corpSecret: 'not-the-secret' }, expected: refused('errcode 40001', 'Copy the secret again') },
    { name: 'a corp that does not exist', data: { corpId: 'ww0000000000000000' }, expected: refused('errcode 40013', 'Copy the corp id again') },
    { name: 'an agent id that is no number', data: { agentId: 'sales' }, expected: refused('- Agent ID: something that is no number') },
    { name: 'a base URL where nobody listens', data: { baseUrl: 'http://127.0.0.1:1' }, expected: refused('refused the connection') },
    { name: 'a base URL that is no address', data: { baseUrl: 'relay.example.com' }, expected: refused('- Base URL: something that is not an address', 'Write it as https://host') },
    { name: 'a base URL of plain http to another host', data: { baseUrl: 'http://example.com' }, expected: refused('http:// to example.com', 'Use https') },
  ])('fails on $name, with the reason and the way out', async ({ data, expected }, { rest, sandbox }) => {
    const given = { ...appCredential(sandbox), ...data };
    const { status, message } = await verdict(rest, 'weComAppApi', given);
    expect({ status, message }).toEqual(expected);
    expect(message).not.toContain(String(given.corpSecret));
  });

  it('asks once with a wrong secret, since many of them get the caller banned', async ({ rest, sandbox }) => {
    await verdict(rest, 'weComAppApi', { ...appCredential(sandbox), corpSecret: 'never-asked-with-before' });
    expect(sandbox.state().tokens).toEqual({ calls: 1, refused: 1 });
  });

  it('fails on what was changed while a good token is stored', async ({ rest, fileSandbox, sandbox }) => {
    fileSandbox.addApp();
    const good = appCredential(sandbox, sandbox.apps.length - 1);
    const credential = await createCredential(rest, 'weComAppApi', 'Changed', good);
    await run(rest, [sending(credential, { messageType: 'text', content: 'Stores a token', toUser: 'ZhangSan' })]);
    const stored = await credentialData(rest, credential.id);
    expect(stored).toMatchObject({ issuedFor: expect.stringMatching(/^[0-9a-f]{64}$/) as string, validUntil: expect.stringMatching(/^\d{13}$/) as string });
    expect(await testCredential(rest, credential)).toEqual(PASSED);

    // As the editor sends a form in which one field was changed: what it does not know stays blanked.
    const changed = (data: CredentialData): Promise<CredentialTest> => testCredential(rest, credential, { ...stored, ...data });
    expect(await changed({ corpSecret: 'not-the-secret' })).toEqual(refused('errcode 40001'));
    expect(await changed({ baseUrl: `${sandbox.baseUrl}/not/here` })).toEqual({ status: 'Error', message: NOT_WECOM });
    // Nothing may leave this machine: token and secret would be in the address.
    expect(await changed({ baseUrl: 'http://example.com' })).toEqual(refused('http:// to example.com', 'Use https'));

    await updateCredential(rest, credential, { ...stored, corpSecret: 'not-the-secret' });
    expect(await testCredential(rest, credential)).toEqual(refused('errcode 40001'));
  });
});

describe('what a credential holds', () => {
  /** n8n's own node, which takes any credential that can sign a request. */
  const httpRequest = ({ type, id, name }: Credential, url: string): Step => ({
    name: 'HTTP Request',
    type: 'n8n-nodes-base.httpRequest',
    typeVersion: 4.2,
    parameters: { method: 'POST', url, authentication: 'predefinedCredentialType', nodeCredentialType: type, sendBody: true, specifyBody: 'json', jsonBody: '{"msgtype":"text","text":{"content":"By hand"}}', options: {} },
    credentials: { [type]: { id, name } },
  });

  it('serves n8n’s HTTP Request node for calls that our node does not have', async ({ rest, sandbox, robot }) => {
    const { json } = await run(rest, [httpRequest(robot.credential, `${sandbox.baseUrl}/cgi-bin/webhook/send`)]);
    expect(json).toEqual([{ errcode: 0, errmsg: 'ok' }]);
  });

  it('is sent to no other host by it', async ({ rest, sandbox, robot, app }) => {
    const elsewhere = await startSandbox();
    try {
      for (const credential of [robot.credential, app]) {
        const { execution } = await run(rest, [httpRequest(credential, `${elsewhere.baseUrl}/cgi-bin/webhook/send`)]);
        expect(execution.status).toBe('error');
        expect(JSON.stringify(execution.error)).toContain(`allowed is an address at ${new URL(sandbox.baseUrl).host}`);
      }
      expect(elsewhere.state().requests).toEqual([]);
    } finally {
      await elsewhere.close();
    }
  });

  it('is blanked wherever it is a secret when the editor reads it back', async ({ rest, sandbox, robot }) => {
    const app = appCredential(sandbox);
    const [robotId, appId] = [robot.credential.id, (await createCredential(rest, 'weComAppApi', 'Read back', app)).id];
    const read = [await credentialData(rest, robotId), await credentialData(rest, appId)];
    expect(read).toMatchObject([{ baseUrl: sandbox.baseUrl }, { corpId: app.corpId, agentId: app.agentId }]);
    expect(JSON.stringify(read)).not.toContain(robot.key);
    expect(JSON.stringify(read)).not.toContain(String(app.corpSecret));
  });
});
