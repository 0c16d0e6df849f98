import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

import { describe, expect } from 'vitest';

import { listExecutions } from '../../scripts/n8n/executions.ts';
import type { Rest } from '../../scripts/n8n/rest.ts';
import { it } from './support/trigger.ts';
import type { Listening } from './support/trigger.ts';

const TEXT = { MsgType: 'text', Content: 'once' };

/** How many executions there are, after those that might have begun had the time to. */
async function runs(rest: Rest, { workflow }: Listening): Promise<number> {
  await wait(500);
  return (await listExecutions(rest, workflow.id)).length;
}

describe('what did not come from WeCom', () => {
  it.for(['signature', 'cipher', 'receiveid', 'key'] as const)('is answered with 401 and starts nothing, when its %s is wrong', async (spoil, { rest, listen }) => {
    const listening = await listen();
    const { attempts } = await listening.call(TEXT, { spoil, attempts: 1 });
    expect(attempts).toMatchObject([{ status: 401, bytes: 0 }]);
    expect(await runs(rest, listening)).toBe(0);
  });

  it('is answered with 413 when it is larger than anything that WeCom sends', async ({ rest, listen }) => {
    const listening = await listen();
    const { attempts } = await listening.call(TEXT, { body: `<xml><Encrypt>${'A'.repeat(5 * 1024 * 1024)}</Encrypt></xml>`, attempts: 1 });
    expect(attempts).toMatchObject([{ status: 413, bytes: 0 }]);
    expect(await runs(rest, listening)).toBe(0);
  });

  it.for([
    ['nothing', '', 400],
    ['XML without an Encrypt', '<xml><ToUserName>a</ToUserName></xml>', 400],
    ['two of them', '<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>', 400],
    ['a document type with an entity', '<!DOCTYPE xml [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>', 400],
    ['something that is no XML', '<xml><Encrypt>', 400],
  ] as const)('is answered as malformed when it holds %s', async ([, body, status], { rest, listen }) => {
    const listening = await listen();
    const { attempts } = await listening.call(TEXT, { body, attempts: 1 });
    expect(attempts).toMatchObject([{ status }]);
    expect(await runs(rest, listening)).toBe(0);
  });

  it('is answered with 413 also when n8n itself takes no such body, compressed or not', async ({ listen }) => {
    const { url } = await listen();
    const body = Buffer.alloc(17 * 1024 * 1024, 'A');
    const query = '?msg_signature=0000000000000000000000000000000000000000&timestamp=1700000000&nonce=1';
    for (const [sent, encoding] of [[body, 'identity'], [gzipSync(body), 'gzip']] as const) {
      const { status } = await fetch(url + query, { method: 'POST', body: sent, headers: { 'content-type': 'text/xml', 'content-encoding': encoding } });
      expect({ encoding, status }).toEqual({ encoding, status: 413 });
    }
  });

  it('is malformed when its compression is', async ({ listen }) => {
    const { url } = await listen();
    const { status } = await fetch(url, { method: 'POST', body: 'no gzip', headers: { 'content-type': 'text/xml', 'content-encoding': 'gzip' } });
    expect(status).toBe(400);
  });

  it('does not reach n8n’s own XML reader, which two bodies can stop for all requests after them', async ({ listen }) => {
    const { url, call, item } = await listen();
    for (const body of ['<!DOCTYPE xml [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>', '<xml><Encrypt>']) {
      const { attempts } = await call(TEXT, { body, attempts: 1 });
      expect(attempts).toMatchObject([{ status: 400 }]);
      // By whoever knows the address.
      await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/xml' } });
    }
    const { attempts } = await call(TEXT);
    expect(attempts).toMatchObject([{ status: 200, bytes: 0 }]);
    expect((await item()).json).toMatchObject(TEXT);
  });

  it.for([
    ['GET', 'without parameters', '', 401],
    ['GET', 'with a signature of its own', '?msg_signature=0000000000000000000000000000000000000000&timestamp=1700000000&nonce=1&echostr=AAAA', 401],
    ['POST', 'with parameters twice', '?msg_signature=a&msg_signature=b&timestamp=1&nonce=1', 401],
    ['POST', 'with a time that is none', '?msg_signature=a&timestamp=now&nonce=1', 400],
  ] as const)('is refused as a %s %s', async ([method, , query, status], { listen }) => {
    const { url } = await listen();
    const answer = await fetch(`${url}${query}`, { method, ...(method === 'POST' ? { body: '<xml><Encrypt>AAAA</Encrypt></xml>', headers: { 'content-type': 'text/xml' } } : {}) });
    expect([answer.status, await answer.text()]).toEqual([status, '']);
  });
});

describe('an old packet', () => {
  it('is refused, because somebody may have recorded it', async ({ rest, listen }) => {
    const listening = await listen();
    const { attempts } = await listening.call(TEXT, { timestamp: Math.floor(Date.now() / 1000) - 1000, attempts: 1 });
    expect(attempts).toMatchObject([{ status: 401 }]);
    expect(await runs(rest, listening)).toBe(0);
  });

  it('is taken within the window, which can be wider', async ({ rest, listen }) => {
    const listening = await listen({ additionalFields: { windowSeconds: 3600 } });
    const { attempts } = await listening.call(TEXT, { timestamp: Math.floor(Date.now() / 1000) - 1000, attempts: 1 });
    expect(attempts).toMatchObject([{ status: 200 }]);
    expect(await runs(rest, listening)).toBe(1);
  });
});

describe('a message that WeCom sends again', () => {
  it('starts the workflow once, however often it comes', async ({ rest, sandbox, listen }) => {
    const listening = await listen({ reply: 'text', replyContent: 'Got it' });
    const first = await listening.call(TEXT);
    for (let time = 0; time < 3; time += 1) {
      const { attempts } = await sandbox.callAgain(first.id);
      // The first answer may have been lost, and the reply with it.
      expect(attempts.at(-1)).toMatchObject({ status: 200, body: expect.stringContaining('<Encrypt>') as string });
    }
    expect(await runs(rest, listening)).toBe(1);
  });

  it('is another one when its id is another', async ({ rest, listen }) => {
    const listening = await listen();
    await listening.call({ ...TEXT, MsgId: '4561255354251345929' });
    await listening.call({ ...TEXT, MsgId: '4561255354251345930' });
    expect(await runs(rest, listening)).toBe(2);
  });

  it('is known by its own fields when it is an event, which has no id', async ({ rest, listen }) => {
    const listening = await listen({ triggerOn: ['event'] });
    const event = { MsgType: 'event', Event: 'click', EventKey: 'report', CreateTime: '1700000000', FromUserName: 'ZhangSan' };
    await listening.call(event);
    await listening.call(event);
    await listening.call({ ...event, EventKey: 'other' });
    expect(await runs(rest, listening)).toBe(2);
  });
});
