import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startApp } from './app-wire.ts';
import type { AppStage } from './app-wire.ts';

let stage: AppStage;
beforeEach(async () => {
  stage = await startApp({ callback: true });
});
afterEach(() => stage.sandbox.close());

const HOUR_MS = 3_600_000;

const sendText = (more: Record<string, unknown> = {}) => stage.send({ msgtype: 'text', text: { content: 'x' }, ...more });
const lastMessage = () => stage.sandbox.state().messages.at(-1);

describe('message/recall', () => {
  const recall = async (msgid: unknown, token?: string): Promise<number> => (await stage.post('message/recall', { msgid }, token)).errcode;

  it('recalls a message, and the state says when', async () => {
    const { msgid } = await sendText();
    stage.clock.now += 1000;
    expect(await stage.post('message/recall', { msgid })).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(lastMessage()).toMatchObject({ msgid, recalledAt: stage.clock.now });
  });

  it('may be repeated, which changes nothing', async () => {
    const { msgid } = await sendText();
    await recall(msgid);
    const { recalledAt } = lastMessage() ?? {};
    stage.clock.now += 1000;
    expect(await recall(msgid)).toBe(0);
    expect(lastMessage()?.recalledAt).toBe(recalledAt);
  });

  it('works for 24 hours', async () => {
    const [first, second] = [await sendText(), await sendText()];
    stage.clock.now += 24 * HOUR_MS - 1;
    expect(await recall(first.msgid)).toBe(0);
    stage.clock.now += 1;
    expect(await recall(second.msgid)).toBe(40058);
    expect(lastMessage()).not.toHaveProperty('recalledAt');
  });

  it("is refused with 40058 for another application's message, an unknown one, and none", async () => {
    const { msgid } = await sendText();
    expect(await recall(msgid, await stage.token(stage.sandbox.addApp()))).toBe(40058);
    for (const bad of ['unknown', '', undefined, 7]) expect(await recall(bad)).toBe(40058);
    expect(lastMessage()).not.toHaveProperty('recalledAt');
  });

  it('is a POST', async () => {
    expect((await stage.get('message/recall')).errcode).toBe(40058);
  });
});

describe('message/update_template_card', () => {
  const BUTTONS = { card_type: 'button_interaction', main_title: { title: 'Deploy?' }, button_list: [{ text: 'Yes', key: 'yes' }] };
  const LINK = { type: 1, url: 'https://example.com/' };
  const MENU = { action_list: [{ text: 'Mute', key: 'mute' }] };
  const NOTICE = { card_type: 'text_notice', main_title: { title: 'Deployed' }, card_action: LINK };
  const REPLACED = { button: { replace_name: 'Deployed by LiSi' } };

  let count = 0;
  async function sendCard(card: Record<string, unknown> = BUTTONS, touser = 'ZhangSan|LiSi'): Promise<string> {
    const outcome = await stage.send({ msgtype: 'template_card', template_card: { task_id: `task-${(count += 1)}`, ...card }, touser });
    return outcome.response_code ?? '';
  }
  const update = (body: Record<string, unknown>, token?: string) =>
    stage.post<{ invaliduser: string[] }>('message/update_template_card', { agentid: stage.app.agentid, atall: 1, ...body }, token);
  const errcodeOf = async (body: Record<string, unknown>, token?: string): Promise<number> => (await update(body, token)).errcode;

  it('puts a text in the place of the buttons, for everybody', async () => {
    const response_code = await sendCard();
    stage.clock.now += 1000;
    expect(await update({ response_code, ...REPLACED })).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(lastMessage()?.updates).toEqual([{ at: stage.clock.now, users: ['ZhangSan', 'LiSi'], replace_name: 'Deployed by LiSi' }]);
  });

  it('makes it another card, of any kind', async () => {
    const template_card = { ...NOTICE, replace_text: 'Done' };
    expect(await errcodeOf({ response_code: await sendCard(), template_card })).toBe(0);
    expect(lastMessage()?.updates).toMatchObject([{ template_card }]);
    expect(await errcodeOf({ response_code: await sendCard({ ...NOTICE, action_menu: MENU }), template_card: { ...BUTTONS, task_id: 't' } })).toBe(0);
  });

  it('takes only a card that could be sent', async () => {
    const response_code = await sendCard();
    for (const template_card of [{}, [], { ...NOTICE, card_action: undefined }, { ...BUTTONS, task_id: undefined }, { card_type: 'x' }]) {
      expect(await errcodeOf({ response_code, template_card })).toBe(40058);
    }
    expect(lastMessage()).not.toHaveProperty('updates');
  });

  it('takes either a text or a card', async () => {
    const response_code = await sendCard();
    for (const body of [{}, { ...REPLACED, template_card: NOTICE }, { button: {} }, { button: { replace_name: ' ' } }, { button: 'Done' }]) {
      expect(await errcodeOf({ response_code, ...body })).toBe(40058);
    }
  });

  it('replaces no buttons of a card that has none', async () => {
    const response_code = await sendCard({ ...NOTICE, action_menu: MENU });
    expect(await errcodeOf({ response_code, ...REPLACED })).toBe(40058);
    expect(await errcodeOf({ response_code, template_card: NOTICE })).toBe(0);
  });

  it('uses a response_code up, but not by a request that is refused', async () => {
    const response_code = await sendCard();
    expect(await errcodeOf({ response_code })).toBe(40058);
    expect(await errcodeOf({ response_code, ...REPLACED })).toBe(0);
    expect(await errcodeOf({ response_code, ...REPLACED })).toBe(60140);
    expect(lastMessage()?.updates).toHaveLength(1);
  });

  it('takes a response_code for 72 hours', async () => {
    const [first, second] = [await sendCard(), await sendCard()];
    stage.clock.now += 72 * HOUR_MS - 1;
    expect(await errcodeOf({ response_code: first, ...REPLACED })).toBe(0);
    stage.clock.now += 1;
    expect(await errcodeOf({ response_code: second, ...REPLACED })).toBe(60140);
  });

  it("refuses an unknown response_code and another application's with 60140, and none with 40058", async () => {
    const response_code = await sendCard();
    const other = stage.sandbox.addApp({ callback: true });
    expect(await errcodeOf({ response_code: 'unknown', ...REPLACED })).toBe(60140);
    expect(await errcodeOf({ response_code, ...REPLACED, agentid: other.agentid }, await stage.token(other))).toBe(60140);
    expect(await errcodeOf(REPLACED)).toBe(40058);
  });

  it('names the application of its token', async () => {
    const response_code = await sendCard();
    expect(await errcodeOf({ response_code, ...REPLACED, agentid: undefined })).toBe(41011);
    expect(await errcodeOf({ response_code, ...REPLACED, agentid: '1' })).toBe(40056);
    expect(await errcodeOf({ response_code, ...REPLACED, agentid: 1 })).toBe(301002);
  });

  it('changes the card of those who are named, and reports those who do not have it, lower-cased, as an array', async () => {
    const named = (body: Record<string, unknown>) => ({ atall: 0, ...REPLACED, ...body });
    const outcome = await update(named({ response_code: await sendCard(), userids: ['lisi', 'WangWu', 'Nobody'] }));
    expect(outcome).toEqual({ errcode: 0, errmsg: 'ok', invaliduser: ['wangwu', 'nobody'] });
    expect(lastMessage()?.updates?.[0]?.users).toEqual(['LiSi']);
    expect(await update(named({ response_code: await sendCard(BUTTONS, '@all'), partyids: [2], tagids: [2] }))).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(lastMessage()?.updates?.[0]?.users).toEqual(['ZhangSan', 'LiSi', 'WangWu']);
  });

  it.each([
    [{ atall: 0 }, 82001],
    [{ atall: 0, userids: ['Nobody'] }, 81013],
    [{ atall: 2 }, 40058],
    [{ atall: 0, userids: 'LiSi' }, 40058],
    [{ atall: 0, userids: [7] }, 40058],
    [{ atall: 0, partyids: ['2'] }, 40058],
    [{ atall: 0, userids: Array<string>(1001).fill('LiSi') }, 40032],
    [{ atall: 0, partyids: Array<number>(101).fill(2) }, 82002],
    [{ atall: 0, tagids: Array<number>(101).fill(1) }, 82003],
  ])('refuses the recipients %j with %i', async (recipients, errcode) => {
    expect(await errcodeOf({ response_code: await sendCard(), ...REPLACED, ...recipients })).toBe(errcode);
  });

  it('takes as many recipients as there may be', async () => {
    const most = { userids: Array<string>(1000).fill('LiSi'), partyids: Array<number>(100).fill(2), tagids: Array<number>(100).fill(1) };
    expect(await errcodeOf({ response_code: await sendCard(), ...REPLACED, atall: 0, ...most })).toBe(0);
  });

  it('knows no response_code from before a reset', async () => {
    const response_code = await sendCard();
    stage.sandbox.reset();
    expect(await errcodeOf({ response_code, ...REPLACED })).toBe(60140);
  });
});

describe('message/get_statistics', () => {
  const statisticsOf = async (body: Record<string, unknown>) =>
    (await stage.post<{ statistics: unknown[] }>('message/get_statistics', body)).statistics;

  it("counts the members who were shown something today or yesterday, for each of the corp's applications", async () => {
    // Ten minutes before midnight in China.
    stage.clock.now = Date.UTC(2026, 2, 14, 15, 50);
    const other = stage.sandbox.addApp({ name: 'Nightly' });
    const foreign = stage.sandbox.addApp({ corpid: 'wwother' });
    await sendText({ touser: 'ZhangSan|LiSi' });
    await stage.send({ msgtype: 'text', text: { content: 'x' }, agentid: foreign.agentid }, await stage.token(foreign));
    stage.clock.now += 10 * 60_000;
    await sendText();
    await stage.send({ msgtype: 'text', text: { content: 'x' }, agentid: other.agentid }, await stage.token(other));
    const first = { agentid: stage.app.agentid, app_name: 'Application 1' };
    expect(await statisticsOf({})).toEqual([{ ...first, count: 1 }, { agentid: other.agentid, app_name: 'Nightly', count: 1 }]);
    expect(await statisticsOf({ time_type: 0 })).toEqual(await statisticsOf({}));
    expect(await statisticsOf({ time_type: 1 })).toEqual([{ ...first, count: 2 }]);
  });

  it.each([2, '0', null])('knows no time_type %j', async (time_type) => {
    expect((await stage.post('message/get_statistics', { time_type })).errcode).toBe(40058);
  });
});
