import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startApp } from './app-wire.ts';
import type { AppStage } from './app-wire.ts';
import { postJson, request } from './wire.ts';

let stage: AppStage;
beforeEach(async () => {
  stage = await startApp();
});
afterEach(() => stage.sandbox.close());

const text = (content: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({ msgtype: 'text', text: { content }, ...more });
const shown = (): unknown[] => stage.sandbox.state().messages.map(({ message }) => (message.text as { content: string }).content);

describe("an application's message", () => {
  it('is answered with a msgid, and is found in the state', async () => {
    const outcome = await stage.send(text('构建 42 passed'));
    expect(outcome).toEqual({ errcode: 0, errmsg: 'ok', msgid: outcome.msgid });
    expect(outcome.msgid).toMatch(/^[\w-]{64}$/);
    expect(stage.sandbox.state().messages).toEqual([
      {
        app: 'Application 1',
        agentid: stage.app.agentid,
        to: { all: false, users: ['ZhangSan'], parties: [], tags: [], shown: ['ZhangSan'], dropped: [] },
        msgid: outcome.msgid,
        msgtype: 'text',
        message: { touser: 'ZhangSan', agentid: stage.app.agentid, ...text('构建 42 passed') },
        at: stage.clock.now,
        bytes: 94,
      },
    ]);
  });

  it('is a POST of plain JSON', async () => {
    const url = stage.url('message/send', { access_token: await stage.token() });
    expect(JSON.parse((await request(url)).text)).toMatchObject({ errcode: 40058 });
    expect((await postJson(url, '{')).errcode).toBe(40058);
    expect((await postJson(url, '[]')).errcode).toBe(40058);
    expect((await postJson(url, String.raw`{"text":"\u6784"}`)).errcode).toBe(40033);
    expect(JSON.parse((await request(url, { method: 'POST', body: '{}' })).text)).toMatchObject({ errcode: 40058 });
  });

  it.each([
    [undefined, 41011],
    [null, 41011],
    ['1000002', 40056],
    [1.5, 40056],
    [1_000_099, 301002],
  ])('with the agentid %j is refused with %i', async (agentid, errcode) => {
    expect(await stage.errcodeOf({ ...text('x'), agentid })).toBe(errcode);
  });

  it("with another application's agentid is refused, and sent with that one's token", async () => {
    const other = stage.sandbox.addApp();
    expect(await stage.errcodeOf({ ...text('x'), agentid: other.agentid })).toBe(301002);
    expect((await stage.send({ ...text('x'), agentid: other.agentid }, await stage.token(other))).errcode).toBe(0);
    expect(stage.sandbox.state().messages).toMatchObject([{ app: 'Application 2', agentid: other.agentid }]);
  });

  it('is judged by its agentid, then its recipients, then its content', async () => {
    expect(await stage.errcodeOf({ agentid: 'x', touser: '', msgtype: 'x' })).toBe(40056);
    expect(await stage.errcodeOf({ touser: '', msgtype: 'x' })).toBe(82001);
    expect(await stage.errcodeOf({ msgtype: 'x' })).toBe(40008);
  });
});

describe('the duplicate check', () => {
  const CHECKED = { enable_duplicate_check: 1 };

  it('answers the same message again within the interval, and does not process it', async () => {
    const first = await stage.send(text('once', CHECKED));
    stage.clock.now += 1_799_999;
    expect(await stage.send(text('once', CHECKED))).toEqual(first);
    expect(shown()).toEqual(['once']);
    stage.clock.now += 1;
    expect(await stage.errcodeOf(text('once', CHECKED))).toBe(0);
    expect(shown()).toEqual(['once', 'once']);
  });

  it('takes the interval that the message names, up to 4 hours', async () => {
    const checked = (duplicate_check_interval: number) => text('once', { ...CHECKED, duplicate_check_interval });
    await stage.send(checked(14_400));
    stage.clock.now += 7_000_000;
    await stage.token();
    stage.clock.now += 7_399_999;
    expect(await stage.errcodeOf(checked(14_400))).toBe(0);
    expect(shown()).toHaveLength(1);
    stage.clock.now += 1;
    await stage.send(checked(14_400));
    expect(shown()).toHaveLength(2);
    expect(await stage.errcodeOf(checked(14_401))).toBe(40058);
    expect(await stage.errcodeOf(checked(-1))).toBe(40058);
  });

  it('lets through another message, the same one of another application, and the same one without the check', async () => {
    const other = stage.sandbox.addApp();
    await stage.send(text('once', CHECKED));
    await stage.send(text('twice', CHECKED));
    await stage.send(text('once', { ...CHECKED, touser: 'LiSi' }));
    await stage.send(text('once'));
    await stage.send(text('once'));
    await stage.send(text('once', { ...CHECKED, agentid: other.agentid }), await stage.token(other));
    expect(shown()).toEqual(['once', 'twice', 'once', 'once', 'once', 'once']);
  });

  it('holds back the repetition of a message whose answer was lost', async () => {
    const token = await stage.token();
    stage.sandbox.script({ kind: 'reset-after' });
    await expect(stage.send(text('once', CHECKED), token)).rejects.toThrow();
    expect((await stage.send(text('once', CHECKED), token)).errcode).toBe(0);
    expect(shown()).toEqual(['once']);
  });

  it('forgets with a reset, and does not remember what was refused', async () => {
    expect(await stage.errcodeOf(text('once', { ...CHECKED, touser: 'nobody' }))).toBe(81013);
    expect(await stage.errcodeOf(text('once', { ...CHECKED, touser: 'nobody' }))).toBe(81013);
    await stage.send(text('once', CHECKED));
    stage.sandbox.reset();
    await stage.send(text('once', CHECKED));
    expect(shown()).toEqual(['once']);
  });
});

describe('the rate', () => {
  it('drops what a member would be shown beyond 30 in a minute, without a word', async () => {
    for (let n = 0; n < 30; n += 1) await stage.send(text(`${n}`));
    expect(await stage.send(text('31'))).toMatchObject({ errcode: 0, msgid: expect.any(String) as string });
    expect(await stage.errcodeOf(text('32', { touser: 'ZhangSan|LiSi' }))).toBe(0);
    expect(stage.sandbox.state().messages.slice(-3).map(({ to }) => [to?.shown, to?.dropped])).toEqual([
      [['ZhangSan'], []],
      [[], ['ZhangSan']],
      [['LiSi'], ['ZhangSan']],
    ]);
    stage.clock.now += 60_000;
    await stage.send(text('33'));
    expect(stage.sandbox.state().messages.at(-1)?.to).toMatchObject({ shown: ['ZhangSan'], dropped: [] });
  });

  it("is each application's own, and 1000 in an hour", async () => {
    const other = stage.sandbox.addApp();
    const othersToken = await stage.token(other);
    for (let minute = 0; minute < 34; minute += 1) {
      const token = await stage.token();
      for (let n = 0; n < 30; n += 1) await stage.send(text('x'), token);
      stage.clock.now += 60_000;
    }
    await stage.send({ ...text('x'), agentid: other.agentid }, othersToken);
    const { messages } = stage.sandbox.state();
    expect(messages.filter(({ to }) => to?.dropped.length === 0)).toHaveLength(1001);
    expect(messages).toHaveLength(1021);
  });
});
