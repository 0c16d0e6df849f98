import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { WECOM_TIMING } from '../../../sandbox/callback/deliver.ts';
import { startCallbacks } from './stage.ts';
import type { CallbackStage } from './stage.ts';
import { field } from './receiver.ts';

let stage: CallbackStage;
beforeEach(async () => {
  stage = await startCallbacks();
});
afterEach(() => stage.close());

const TEXT = { MsgType: 'text', Content: 'Ship it 🚀 ]]> & <b>' };

describe('a message to an application', () => {
  it('is posted encrypted and signed, with the corpid behind it', async () => {
    const record = await stage.sandbox.callBack(stage.app.name, TEXT);
    const [got] = stage.receiver.received;
    expect(got).toMatchObject({ method: 'POST', contentType: 'text/xml', signed: true, receiveId: stage.app.corpid });
    expect(field(got?.body ?? '', 'ToUserName')).toBe(stage.app.corpid);
    expect(field(got?.body ?? '', 'AgentID')).toBe(String(stage.app.agentid));
    expect(got?.plain).toContain('<Content><![CDATA[Ship it 🚀 ]]]]><![CDATA[> & <b>]]></Content>');
    expect(got?.plain).toMatch(/<MsgId>[4-8]\d{17,18}<\/MsgId>/);
    expect(record).toMatchObject({ outcome: 'accepted', kind: 'text', from: 'ZhangSan', attempts: [{ result: 'answered', status: 200, bytes: 0 }] });
    expect(record.reply).toBeUndefined();
  });

  it('keeps the query that the address has, and adds its own behind it', async () => {
    stage.sandbox.setCallback(stage.app.name, { ...stage.address, url: `${stage.receiver.url}?app=1&x=a%2Bb#top` });
    await stage.sandbox.callBack(stage.app.name, TEXT);
    const { query, signed } = stage.receiver.received[0] ?? {};
    expect([query?.get('app'), query?.get('x'), signed]).toEqual(['1', 'a+b', true]);
  });

  it.each([201, 204, 302, 401, 413, 500])('is sent four times while the answer is %i, the same packet each time', async (status) => {
    stage.receiver.respond((_, response) => response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end());
    const record = await stage.sandbox.callBack(stage.app.name, TEXT);
    expect(record.outcome).toBe('failed');
    expect(record.attempts.map((attempt) => attempt.status)).toEqual([status, status, status, status]);
    expect(new Set(stage.receiver.received.map(({ body, query }) => `${query.toString()} ${body}`)).size).toBe(1);
  });

  it('is sent again until it is accepted, and no further', async () => {
    stage.receiver.respond((_, response, count) => response.writeHead(count < 3 ? 503 : 200).end());
    const record = await stage.sandbox.callBack(stage.app.name, TEXT);
    expect(record.attempts.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(record.outcome).toBe('accepted');
  });

  it('is sent again when no whole answer came in time, and the late one counts for nothing', async () => {
    stage.receiver.respond((_, response, count) => {
      if (count === 1) response.writeHead(200).write('half an answer');
      else response.end();
    });
    const record = await stage.sandbox.callBack(stage.app.name, TEXT, { answerWithinMs: 300 });
    expect(record.attempts[0]?.result).toBe('late');
    expect(record.attempts.at(-1)?.result).toBe('answered');
    expect(record.attempts[0]?.ms).toBeGreaterThanOrEqual(299);
  });

  it('is sent again five seconds after the attempt that failed, where nothing else is said', async () => {
    stage.receiver.respond((_, response, count) => response.writeHead(count < 2 ? 500 : 200).end());
    const [first, second] = (await stage.sandbox.callBack(stage.app.name, TEXT, { retryAfterMs: WECOM_TIMING.retryAfterMs })).attempts;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(4900);
    expect(WECOM_TIMING).toEqual({ answerWithinMs: 5000, retryAfterMs: 5000 });
  });

  it('that nobody takes is told as unreachable', async () => {
    stage.receiver.respond((_, response) => response.destroy());
    const { attempts, outcome } = await stage.sandbox.callBack(stage.app.name, TEXT, { attempts: 2 });
    expect(attempts.map(({ result }) => result)).toEqual(['unreachable', 'unreachable']);
    expect(outcome).toBe('failed');
  });

  it('is encrypted anew for each attempt where that is asked for, with the same MsgId', async () => {
    stage.receiver.respond((_, response, count) => response.writeHead(count < 2 ? 500 : 200).end());
    await stage.sandbox.callBack(stage.app.name, TEXT, { retryWith: 'fresh' });
    const { received } = stage.receiver;
    expect(new Set(received.map(({ query }) => query.get('nonce'))).size).toBe(2);
    expect(new Set(received.map(({ plain }) => field(plain, 'MsgId'))).size).toBe(1);
    expect(received.every(({ signed }) => signed)).toBe(true);
  });

  it('is given up when the sandbox is reset', async () => {
    stage.receiver.respond(() => undefined);
    const waiting = stage.sandbox.callBack(stage.app.name, TEXT, { answerWithinMs: 60_000 });
    await expect.poll(() => stage.receiver.received.length).toBe(1);
    stage.sandbox.reset();
    expect((await waiting).outcome).toBe('stopped');
    expect(stage.sandbox.state().callbacks).toEqual([]);
  });
});

describe('what a receiver has to refuse', () => {
  it.each([
    ['signature', false],
    ['cipher', true],
    ['key', true],
    ['receiveid', true],
  ] as const)('can be sent: a wrong %s', async (spoil, signed) => {
    await stage.sandbox.callBack(stage.app.name, TEXT, { spoil, attempts: 1 });
    const [got] = stage.receiver.received;
    expect(got?.signed).toBe(signed);
    expect(got?.receiveId === stage.app.corpid).toBe(spoil === 'signature');
  });

  it('can be sent: an old packet, the same packet again, and a body of any size', async () => {
    const { id } = await stage.sandbox.callBack(stage.app.name, TEXT, { timestamp: 1_500_000_000 });
    await stage.sandbox.callAgain(id);
    await stage.sandbox.callBack(stage.app.name, TEXT, { body: 5_000_000 });
    await stage.sandbox.callBack(stage.app.name, TEXT, { body: '<xml>' });
    const [old, again, large, broken] = stage.receiver.received;
    expect(old?.query.get('timestamp')).toBe('1500000000');
    expect(field(old?.plain ?? '', 'CreateTime')).toBe('1500000000');
    expect(again).toEqual(old);
    expect(large?.body).toHaveLength(5_000_000);
    expect(broken?.body).toBe('<xml>');
  });
});

describe('a callback address', () => {
  it.each([
    ['http://example.com/wecom', 'only this machine'],
    ['http://127.0.0.1.example.com/', 'only this machine'],
    ['http://169.254.169.254/latest/meta-data', 'only this machine'],
    ['ftp://127.0.0.1/', 'begins with http'],
    ['here', 'begins with http'],
  ])('%s is refused', (url, message) => {
    expect(() => stage.sandbox.setCallback(stage.app.name, { url })).toThrow(message);
  });

  it('needs a token and a key of the right form, and makes its own where none are given', () => {
    const { url } = stage.receiver;
    const set = (settings: object): unknown => stage.sandbox.setCallback(stage.app.name, { url, ...settings });
    expect(() => set({ token: 'a b' })).toThrow('1 to 32 letters and digits');
    expect(() => set({ encodingAesKey: 'short' })).toThrow('exactly 43 letters and digits');
    expect(stage.address).toMatchObject({ token: expect.stringMatching(/^\w{24}$/) as string, encodingAesKey: expect.stringMatching(/^[A-Za-z0-9]{43}$/) as string });
  });

  it('lets interactive cards be sent, until it is taken away or the sandbox is reset to what it was', async () => {
    const { sandbox, app, receiver } = stage;
    sandbox.setCallback(app.name, undefined);
    await expect(sandbox.callBack(app.name, TEXT)).rejects.toThrow('no callback address');
    sandbox.setCallback(app.name, { url: receiver.url });
    sandbox.reset();
    await expect(sandbox.callBack(app.name, TEXT)).rejects.toThrow('no callback address');
  });
});
