import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { PNG, startApp } from './app-wire.ts';
import type { AppStage } from './app-wire.ts';

let stage: AppStage;
beforeEach(async () => {
  stage = await startApp({ callback: true });
});
afterEach(() => stage.sandbox.close());

const LINK = 'https://example.com/';
const ACTION = { type: 1, url: LINK };
const TEXT_NOTICE = { card_type: 'text_notice', main_title: { title: 'Build 42' }, card_action: ACTION };
const NEWS_NOTICE = { card_type: 'news_notice', main_title: { title: 'Build 42' }, card_image: { url: LINK }, card_action: ACTION };
const MENU = { desc: 'More', action_list: [{ text: 'Again', key: 'again' }, { text: 'Stop', key: 'stop' }] };

const send = (card: unknown) => stage.send({ msgtype: 'template_card', template_card: card });
const errcodeOf = async (card: unknown): Promise<number> => (await send(card)).errcode;

describe("an application's card", () => {
  it.each([TEXT_NOTICE, NEWS_NOTICE])('of type $card_type is accepted with what it needs, and without a response_code', async (card) => {
    expect(await send(card)).toEqual({ errcode: 0, errmsg: 'ok', msgid: expect.any(String) as string });
    expect(stage.sandbox.state().messages.at(-1)?.message.template_card).toEqual(card);
  });

  it('says which one it is', async () => {
    expect(await errcodeOf({ ...TEXT_NOTICE, card_type: undefined })).toBe(40058);
    expect(await errcodeOf({ ...TEXT_NOTICE, card_type: 'x' })).toBe(40058);
  });

  it.each([TEXT_NOTICE, NEWS_NOTICE])('of type $card_type leads to an address or a mini program', async (card) => {
    expect(await errcodeOf({ ...card, card_action: undefined })).toBe(40058);
    expect(await errcodeOf({ ...card, card_action: { type: 0 } })).toBe(40058);
    expect(await errcodeOf({ ...card, card_action: { type: 1 } })).toBe(40058);
    expect(await errcodeOf({ ...card, card_action: { type: 2, appid: 'wx1' } })).toBe(0);
    expect(await errcodeOf({ ...card, card_action: { type: 2 } })).toBe(40058);
  });

  it('of text needs a title or the text below it, and no main_title for the latter', async () => {
    expect(await errcodeOf({ ...TEXT_NOTICE, main_title: {} })).toBe(40058);
    expect(await errcodeOf({ ...TEXT_NOTICE, main_title: undefined })).toBe(40058);
    expect(await errcodeOf({ ...TEXT_NOTICE, main_title: undefined, sub_title_text: 'passed' })).toBe(0);
  });

  it('of news needs a title, and a picture or a text with a picture', async () => {
    const bare = { ...NEWS_NOTICE, card_image: undefined };
    expect(await errcodeOf({ ...NEWS_NOTICE, main_title: { desc: 'x' } })).toBe(40058);
    expect(await errcodeOf(bare)).toBe(40058);
    expect(await errcodeOf({ ...bare, image_text_area: { image_url: LINK } })).toBe(0);
    expect(await errcodeOf({ ...bare, image_text_area: { title: 'x' } })).toBe(40058);
    expect(await errcodeOf({ ...NEWS_NOTICE, card_image: {} })).toBe(40058);
  });

  it('has its proportions and its lists within their limits', async () => {
    const ratio = (aspect_ratio: number) => ({ ...NEWS_NOTICE, card_image: { url: LINK, aspect_ratio } });
    for (const good of [1.3, 2.25]) expect(await errcodeOf(ratio(good))).toBe(0);
    for (const bad of [1.29, 2.26]) expect(await errcodeOf(ratio(bad))).toBe(40058);
    const list = (name: string, length: number) => ({ ...NEWS_NOTICE, [name]: Array(length).fill({ title: 'x', keyname: 'x' }) });
    for (const [name, most] of [['vertical_content_list', 4], ['horizontal_content_list', 6], ['jump_list', 3]] as const) {
      expect(await errcodeOf(list(name, most)), name).toBe(0);
      expect(await errcodeOf(list(name, most + 1)), name).toBe(40058);
    }
  });

  it("attaches the corp's files, and no other uploads", async () => {
    const attach = (media_id: string) => ({ ...TEXT_NOTICE, horizontal_content_list: [{ type: 2, keyname: 'Log', media_id }] });
    expect(await errcodeOf(attach(await stage.mediaId('file', Buffer.from('a report'))))).toBe(0);
    expect(await errcodeOf(attach(await stage.mediaId('image', PNG)))).toBe(40007);
    expect(await errcodeOf(attach(''))).toBe(41006);
  });
});

describe("the menu of an application's card", () => {
  let count = 0;
  const withMenu = (menu: unknown) => ({ ...TEXT_NOTICE, task_id: `task-${(count += 1)}`, action_menu: menu });

  it('needs a task_id, and is answered with a response_code', async () => {
    expect(await errcodeOf({ ...withMenu(MENU), task_id: undefined })).toBe(40058);
    expect(await send(withMenu(MENU))).toMatchObject({ errcode: 0, response_code: expect.stringMatching(/^[\w-]{43}$/) as string });
  });

  it('has 1 to 3 actions, each with a text and a key of its own, of up to 1024 bytes', async () => {
    const actions = (...keys: string[]) => withMenu({ action_list: keys.map((key) => ({ text: 'x', key })) });
    expect(await errcodeOf(actions())).toBe(40058);
    expect(await errcodeOf(actions('a', 'b', 'c'))).toBe(0);
    expect(await errcodeOf(actions('a', 'b', 'c', 'd'))).toBe(40058);
    expect(await errcodeOf(actions('a', 'a'))).toBe(40058);
    expect(await errcodeOf(actions('a'.repeat(1024)))).toBe(0);
    expect(await errcodeOf(actions('a'.repeat(1025)))).toBe(40058);
    expect(await errcodeOf(withMenu({ action_list: [{ text: 'x' }] }))).toBe(40058);
    expect(await errcodeOf(withMenu({}))).toBe(40058);
  });
});

describe('the task_id of a card', () => {
  const named = (task_id: string) => ({ ...TEXT_NOTICE, task_id });

  it('has up to 128 letters, digits and _ - @', async () => {
    expect(await errcodeOf(named('build_42-a@b'.padEnd(128, 'x')))).toBe(0);
    expect(await errcodeOf(named('x'.repeat(129)))).toBe(40058);
    for (const bad of ['a b', 'a.b', '构', 'a/b']) expect(await errcodeOf(named(bad)), bad).toBe(40058);
  });

  it('is taken once by each application, and not at all by a card that was refused', async () => {
    expect(await errcodeOf({ ...named('build-42'), card_action: undefined })).toBe(40058);
    expect(await errcodeOf(named('build-42'))).toBe(0);
    expect(await errcodeOf(named('build-42'))).toBe(40058);
    const other = stage.sandbox.addApp();
    const message = { msgtype: 'template_card', template_card: named('build-42'), agentid: other.agentid };
    expect((await stage.send(message, await stage.token(other))).errcode).toBe(0);
    stage.sandbox.reset();
    expect(await errcodeOf(named('build-42'))).toBe(0);
  });
});
