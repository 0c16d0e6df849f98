import { describe, expect } from 'vitest';

import type { Fault, Sandbox } from '../../sandbox/server.ts';
import { createCredential } from '../../scripts/n8n/credentials.ts';
import { itemsOf } from '../../scripts/n8n/executions.ts';
import { appCredential } from '../../scripts/n8n/sandbox-credentials.ts';
import { it, NODE, run, sending } from './support/wecom.ts';
import { split } from './support/workflow.ts';
import type { Step } from './support/workflow.ts';

const contents = (sandbox: Sandbox): string[] => sandbox.state().messages.map(({ message }) => (message.text as { content: string }).content);

const ITEMS = { json: { items: ['one', '', 'three', 'four'].map((text, index) => ({ text, id: index + 1 })) } };

const CONTENT = { content: '={{ $json.text }}' };

/** Says for each item which one of the first node's it came from. */
const ORIGIN: Step = {
  name: 'Origin',
  type: 'n8n-nodes-base.set',
  typeVersion: 3.4,
  parameters: { assignments: { assignments: [{ id: '1', name: 'id', type: 'number', value: "={{ $('Items').item.json.id }}" }] }, includeOtherFields: true, options: {} },
};

const NAMED: Step = { ...split('items'), name: 'Items' };

describe('when item 2 of 4 fails', () => {
  it('and the node continues, the others are sent, and each output knows its item', async ({ rest, sandbox, robot }) => {
    const { json, execution } = await run(rest, [NAMED, sending(robot.credential, CONTENT, { onError: 'continueRegularOutput' }), ORIGIN], ITEMS);
    expect(contents(sandbox)).toEqual(['one', 'three', 'four']);
    expect(itemsOf(execution, NODE).map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
    expect(json).toMatchObject([
      { id: 1, delivery: 'sent' },
      { id: 2, error: 'Nothing was sent, because 1 problem was found in what was given.', details: { description: expect.stringMatching(/^- Content \(text\.content\): /) as string, delivery: 'rejected' } },
      { id: 3, delivery: 'sent' },
      { id: 4, delivery: 'sent' },
    ]);
  });

  it('and the node has an error output, that item goes there and the others go on', async ({ rest, sandbox, robot }) => {
    const { execution } = await run(rest, [NAMED, sending(robot.credential, CONTENT, { onError: 'continueErrorOutput' }), ORIGIN], ITEMS);
    expect(contents(sandbox)).toEqual(['one', 'three', 'four']);
    expect(itemsOf(execution, 'Origin').map(({ json }) => json.id)).toEqual([1, 3, 4]);
    const failed = itemsOf(execution, NODE, 1);
    expect(failed.map(({ json, pairedItem }) => [json, pairedItem])).toEqual([
      [{ id: 2, text: '', error: 'Nothing was sent, because 1 problem was found in what was given.', details: { description: expect.stringMatching(/^- Content \(text/) as string, delivery: 'rejected' } }, { item: 1 }],
    ]);
  });

  it('and nothing else is chosen, the execution stops there with our message, and says which item it was', async ({ rest, sandbox, robot }) => {
    const { status, execution } = await run(rest, [NAMED, sending(robot.credential, CONTENT)], ITEMS);
    expect(status).toBe(500);
    expect(contents(sandbox)).toEqual(['one']);
    expect(execution.status).toBe('error');
    expect(execution.error).toMatchObject({
      message: 'Nothing was sent, because 1 problem was found in what was given.',
      description: expect.stringMatching(/^- Content \(text\.content\): /) as string,
      context: { itemIndex: 1 },
      node: { name: NODE },
    });
  });

  it('since WeCom refuses it, the error is WeCom’s code, what it means, what to do, and the page about it', async ({ rest, sandbox, robot }) => {
    sandbox.script({ kind: 'errcode', errcode: 93000 });
    const { execution } = await run(rest, [sending(robot.credential, { content: 'Hello' })]);
    expect(execution.error).toMatchObject({
      message: expect.stringMatching(/^WeCom refused to send to a group robot: errcode 93000, the webhook URL is wrong[^]*\.$/) as string,
      description: expect.stringMatching(/^Copy the webhook URL again[^]* See https:\/\/open\.work\.weixin\.qq\.com\/devtool\/query\?e=93000$/) as string,
    });
  });
});

describe('a send whose answer is lost', () => {
  it.for([{ kind: 'reset-after' }, { kind: 'close-after' }, { kind: 'cut-body' }, { kind: 'status', status: 502, processed: true }] as const)(
    'by $kind says that it may have been delivered, and warns of trying again',
    async (fault, { rest, sandbox, robot }) => {
      sandbox.script(fault);
      const { execution } = await run(rest, [sending(robot.credential, { content: 'Perhaps' })]);
      expect(execution.error?.message).toMatch(/the message may have been delivered, and it was not sent again\.$/);
      expect(execution.error?.description).toMatch(/^Look into the chat before you send it again\. [^]*“Retry On Fail”[^]*may see it twice/);
      expect(contents(sandbox)).toEqual(['Perhaps']);
      expect(sandbox.state().requests).toHaveLength(1);
    },
  );

  it('is told apart from one that never got there', async ({ rest, robot }) => {
    const nowhere = await createCredential(rest, 'weComRobotApi', 'Nowhere', { webhook: robot.key, baseUrl: 'http://127.0.0.1:1' });
    const { execution } = await run(rest, [sending(nowhere, { content: 'Never' })]);
    expect(execution.error?.message).toMatch(/^127\.0\.0\.1:1 was asked to send to a group robot, and the connection was refused \(ECONNREFUSED\); the request did not get there\.$/);
    expect(execution.error?.description).toBe('Check the network, the proxy settings and the base URL, and run it again.');
  });

  it('says how many messages of the item went before it', async ({ rest, sandbox, robot }) => {
    sandbox.script({ kind: 'reset-after', skip: 1 });
    const { execution } = await run(rest, [sending(robot.credential, { content: 'All. '.repeat(700) })]);
    expect(execution.error?.message).toMatch(/^1 of 2 messages were sent\. /);
    expect(sandbox.state().messages).toHaveLength(2);
  });

  it('is another delivery than a refusal, and than one in the middle of several messages, for the nodes that follow', async ({ rest, sandbox, robot }) => {
    const long = 'All. '.repeat(700);
    sandbox.script({ kind: 'reset-after' });
    sandbox.script({ kind: 'errcode', errcode: 40058 });
    sandbox.script({ kind: 'errcode', errcode: 40058, skip: 1 });
    const items = { json: { items: [{ text: 'Perhaps' }, { text: 'No' }, { text: long }] } };
    const { json } = await run(rest, [NAMED, sending(robot.credential, CONTENT, { onError: 'continueRegularOutput' })], items);
    expect((json as { details: { delivery: string } }[]).map(({ details }) => details.delivery)).toEqual(['unknown', 'rejected', 'partial']);
  });
});

describe('the data of an execution', () => {
  /** Answers that hold what they should not, and failures that n8n's HTTP client tells with the address. */
  const faults = (secret: string, address: string): Fault[] => [
    { kind: 'errcode', errcode: 93000, errmsg: `invalid ${secret} at ${address}` },
    { kind: 'body', body: `<html>${address} ${secret}</html>` },
    { kind: 'status', status: 502, body: `<p>upstream ${address} failed` },
    { kind: 'status', status: 403, body: `forbidden: ${address}` },
    { kind: 'redirect', location: address.replace('127.0.0.1', 'example.com') },
    { kind: 'reset-before' },
    { kind: 'reset-after' },
    { kind: 'cut-body' },
  ];

  it('holds neither key nor address of a robot, whatever fails', async ({ rest, sandbox, robot }) => {
    const all = faults(robot.key, robot.webhook);
    // Each of these is tried three times where that does no harm; a message is not.
    for (const fault of all) sandbox.script({ ...fault, path: '/cgi-bin/webhook/send' });
    const items = { json: { items: all.map((_, index) => ({ text: `Message ${index}` })) } };
    const { execution, bytes } = await run(rest, [NAMED, sending(robot.credential, CONTENT, { onError: 'continueRegularOutput' })], items);
    expect(itemsOf(execution, NODE).filter(({ json }) => json.error !== undefined).length).toBeGreaterThanOrEqual(all.length - 1);
    for (const text of [execution.stored, bytes.toString('utf8')]) expect(text).not.toContain(robot.key);
  });

  it('holds neither token nor secret of an application, whatever fails', async ({ rest, sandbox, app }) => {
    const { corpId, corpSecret } = appCredential(sandbox);
    const answer = await fetch(`${sandbox.baseUrl}/cgi-bin/gettoken?corpid=${String(corpId)}&corpsecret=${String(corpSecret)}`);
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const all = faults(token, `${sandbox.baseUrl}/cgi-bin/message/send?access_token=${token}`);
    for (const fault of all) sandbox.script({ ...fault, path: '/cgi-bin/message/send' });
    const items = { json: { items: all.map((_, index) => ({ text: `Message ${index}` })) } };
    const { execution, bytes } = await run(rest, [NAMED, sending(app, { ...CONTENT, toUser: 'ZhangSan' }, { onError: 'continueRegularOutput' })], items);
    expect(itemsOf(execution, NODE).filter(({ json }) => json.error !== undefined).length).toBeGreaterThanOrEqual(all.length - 1);
    for (const text of [execution.stored, bytes.toString('utf8')]) {
      expect(text).not.toContain(token);
      expect(text).not.toContain(corpSecret);
    }
  });

  it('holds no secret where a token cannot be had', async ({ rest, sandbox }) => {
    const data = { ...appCredential(sandbox), corpSecret: 'a-secret-that-is-wrong-0123456789' };
    const wrong = await createCredential(rest, 'weComAppApi', 'Wrong', data);
    for (const fault of faults(data.corpSecret, `${sandbox.baseUrl}/cgi-bin/gettoken?corpsecret=${data.corpSecret}`)) {
      sandbox.script({ ...fault, times: 3, path: '/cgi-bin/gettoken' });
      const { execution, bytes } = await run(rest, [sending(wrong, { content: 'Never', toUser: 'ZhangSan' })]);
      expect(execution.status).toBe('error');
      for (const text of [execution.stored, bytes.toString('utf8')]) expect(text).not.toContain(data.corpSecret);
      sandbox.reset();
    }
  });

  it('holds a media_id where it is put out, and none of a send that failed', async ({ rest, sandbox, robot }) => {
    const file = { files: { data: { name: 'a.txt', bytes: Buffer.from('some text') } } };
    sandbox.script({ kind: 'errcode', errcode: 40058, path: '/cgi-bin/webhook/send' });
    const { execution } = await run(rest, [sending(robot.credential, { messageType: 'file' })], file);
    const [media] = sandbox.state().media;
    expect(execution.error?.message).toContain('errcode 40058');
    expect(media?.media_id).toMatch(/\S{10}/);
    expect(execution.stored).not.toContain(media?.media_id);
  });
});
