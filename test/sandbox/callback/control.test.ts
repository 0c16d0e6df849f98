import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { BotFace, CallbackFace, CallbackRecord } from '../../../sandbox/server.ts';
import { field } from './receiver.ts';
import { startCallbacks } from './stage.ts';
import type { CallbackStage } from './stage.ts';

let stage: CallbackStage;
beforeEach(async () => {
  stage = await startCallbacks();
});
afterEach(() => stage.close());

async function post<Result>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Result & { status: number; error?: string }> {
  const response = await fetch(`${stage.sandbox.baseUrl}/sandbox/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { ...((await response.json()) as Result), status: response.status };
}

const message = { MsgType: 'text', Content: 'over HTTP' };

describe('the callbacks over HTTP', () => {
  it('are set, verified, sent, sent again and taken away', async () => {
    const address = await post<CallbackFace>('callback', { url: stage.receiver.url, token: 'abc', encodingAesKey: stage.address.encodingAesKey });
    expect(address).toMatchObject({ status: 200, token: 'abc', receiveId: stage.app.corpid });
    expect(await post('callback/verify', {})).toMatchObject({ ok: false, problem: expect.stringContaining('empty') as string });
    const record = await post<CallbackRecord>('callback/send', { app: stage.app.name, message, attempts: 2 });
    expect(record).toMatchObject({ status: 200, outcome: 'accepted', most: 2 });
    expect(await post('callback/again', { id: record.id })).toMatchObject({ outcome: 'accepted' });
    expect(stage.receiver.received.at(-1)?.body).toBe(stage.receiver.received.at(-2)?.body);
    await post('callback', { url: null });
    expect((await post('callback/send', { message })).error).toContain('no callback address');
  });

  it('take a picture in base64, spoil a packet and send a large body', async () => {
    await post('callback/send', { message: { MsgType: 'image' }, base64: Buffer.from('a photo').toString('base64'), filename: 'p.jpg' });
    expect(stage.sandbox.state().media[0]).toMatchObject({ filename: 'p.jpg', size: 7, origin: 'member' });
    await post('callback/send', { message, spoil: 'signature', body: 3_000_000 });
    expect(stage.receiver.received.at(-1)).toMatchObject({ signed: false });
    expect(stage.receiver.received.at(-1)?.body).toHaveLength(3_000_000);
  });

  it('bring what the page composes to an application, and to a bot', async () => {
    await post('callback/compose', { app: stage.app.name, from: 'LiSi', type: 'event', event: 'click', text: 'menu' });
    expect(field(stage.receiver.received.at(-1)?.plain ?? '', 'EventKey')).toBe('menu');
    await post('callback/compose', { app: stage.app.name, from: 'LiSi', type: 'event', event: 'batch_job_result', text: '' });
    expect(field(stage.receiver.received.at(-1)?.plain ?? '', 'FromUserName')).toBe('sys');
    const bot = await post<BotFace>('bots', { url: stage.receiver.url, encodingAesKey: stage.address.encodingAesKey, token: stage.address.token });
    await post('callback/compose', { app: bot.name, from: 'LiSi', type: 'text', text: 'hello' });
    expect(JSON.parse(stage.receiver.received.at(-1)?.plain ?? '')).toMatchObject({ msgtype: 'text', text: { content: 'hello' }, from: { userid: 'LiSi' } });
    expect(await post('bots/send', { bot: bot.name, message: { msgtype: 'voice' } })).toMatchObject({ outcome: 'accepted' });
    const page = await (await fetch(`${stage.sandbox.baseUrl}/?group=${bot.name.replace(' ', '+')}`)).text();
    expect(page).toContain('Intelligent bot');
    expect(page).toContain('What the recording says, in words');
  });

  it.each([
    ['callback', {}, 'needs a "url"'],
    ['callback', { url: 'http://10.0.0.1/' }, 'only this machine'],
    ['callback', { url: 7 }, '"url" is a string'],
    ['callback/send', {}, '"message" is an object'],
    ['callback/send', { message: { MsgType: 'text', 'a><b': 'x' } }, 'no name of an XML element'],
    ['callback/send', { message: { MsgType: 'text', Content: null } }, 'texts, numbers, lists'],
    ['callback/send', { message, spoil: 'everything' }, '"spoil" is one of'],
    ['callback/send', { message, body: 1e12 }, '"body" is a text'],
    ['callback/send', { message, attempts: -1 }, '"attempts" is a whole number'],
    ['callback/again', { id: 99 }, 'Nothing was sent under the number 99'],
    ['callback/press', { msgid: 'x', from: 'LiSi', key: 'k' }, 'no card with this msgid'],
    ['callback/press', { selected: { q: 'a' } }, '"selected" names a list'],
    ['bots/send', { bot: 'x', message: {} }, 'no bot named "x"'],
  ])('say what is wrong: %s %j', async (path, body, problem) => {
    const { status, error } = await post(path, body);
    expect(status).toBe(400);
    expect(error).toContain(problem);
  });

  it('answer no foreign page, so that none can have the sandbox post anything', async () => {
    for (const path of ['callback', 'callback/send', 'callback/compose', 'callback/press', 'bots']) {
      expect((await post(path, { message, url: stage.receiver.url }, { origin: 'https://evil.example' })).status).toBe(403);
    }
    expect(stage.receiver.received).toEqual([]);
  });

  it('show neither token nor key in the state or on the page', async () => {
    await post('callback/send', { message });
    const page = await (await fetch(`${stage.sandbox.baseUrl}/?group=${stage.app.name.replace(' ', '+')}`)).text();
    for (const text of [page, JSON.stringify(stage.sandbox.state())]) {
      expect(text).toContain('over HTTP');
      for (const secret of [stage.address.token, stage.address.encodingAesKey]) expect(text).not.toContain(secret);
    }
  });
});
