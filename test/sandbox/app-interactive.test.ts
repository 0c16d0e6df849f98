import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startApp } from './app-wire.ts';
import type { AppStage } from './app-wire.ts';

let stage: AppStage;
beforeEach(async () => {
  stage = await startApp({ callback: true });
});
afterEach(() => stage.sandbox.close());

let count = 0;
const send = (card: Record<string, unknown>) => {
  stage.clock.now += 2000;
  return stage.send({ msgtype: 'template_card', template_card: { task_id: `task-${(count += 1)}`, ...card } });
};
const errcodeOf = async (card: Record<string, unknown>): Promise<number> => (await send(card)).errcode;

const LINK = 'https://example.com/';
const OPTIONS = [{ id: 'a', text: 'Staging' }, { id: 'b', text: 'Production' }];
const TITLE = { main_title: { title: 'Deploy build 42?' } };
const BUTTONS = { card_type: 'button_interaction', ...TITLE, button_list: [{ text: 'Deploy', key: 'yes' }, { text: 'Stop', key: 'no' }] };
const SUBMIT = { text: 'Send', key: 'send' };
const VOTE = { card_type: 'vote_interaction', ...TITLE, checkbox: { question_key: 'q', option_list: OPTIONS }, submit_button: SUBMIT };
const SELECT = { question_key: 'q', option_list: OPTIONS };
const MULTIPLE = { card_type: 'multiple_interaction', ...TITLE, select_list: [SELECT], submit_button: SUBMIT };
const NOTICE = {
  card_type: 'text_notice',
  ...TITLE,
  card_action: { type: 1, url: LINK },
  action_menu: { action_list: [{ text: 'Mute', key: 'mute' }] },
};
const CARDS = [BUTTONS, VOTE, MULTIPLE];

const choices = (length: number): unknown[] => Array.from({ length }, (_, index) => ({ id: `${index}`, text: 'x' }));
const long = (length: number): string => 'k'.repeat(length);

describe('an interactive card', () => {
  it.each(CARDS)('of type $card_type is accepted with what it needs, and answered with a response_code', async (card) => {
    expect(await send(card)).toMatchObject({ errcode: 0, response_code: expect.stringMatching(/^[\w-]{43}$/) as string });
    expect(stage.sandbox.state().messages.at(-1)?.message.template_card).toMatchObject(card);
  });

  it.each([...CARDS, NOTICE])('of type $card_type is refused with 43012 while the application has no callback address', async (card) => {
    stage.sandbox.configureApp(stage.app.name, { callback: false });
    expect(await errcodeOf(card)).toBe(43012);
    expect(await errcodeOf({ card_type: card.card_type, action_menu: {} })).toBe(43012);
    expect(await errcodeOf({ ...NOTICE, action_menu: undefined })).toBe(0);
  });

  it.each(CARDS)('of type $card_type needs a title and a task_id', async (card) => {
    expect(await errcodeOf({ ...card, main_title: undefined })).toBe(40058);
    expect(await errcodeOf({ ...card, main_title: { desc: 'x' }, sub_title_text: 'x' })).toBe(40058);
    expect(await errcodeOf({ ...card, task_id: undefined })).toBe(40058);
    expect(await errcodeOf({ ...card, task_id: 'a b' })).toBe(40058);
  });

  it.each([
    [BUTTONS, 'button_list'],
    [VOTE, 'checkbox'],
    [VOTE, 'submit_button'],
    [MULTIPLE, 'select_list'],
    [MULTIPLE, 'submit_button'],
  ])('of type $card_type needs its %s', async (card, name) => {
    expect(await errcodeOf({ ...card, [name]: undefined })).toBe(40058);
  });
});

describe('the buttons of a card', () => {
  const withButtons = (...button_list: unknown[]) => ({ ...BUTTONS, button_list });
  const button = (key: string, more: Record<string, unknown> = {}) => ({ text: 'x', key, ...more });

  it('are 1 to 6, each with a text and a key of its own, of up to 1024 bytes', async () => {
    expect(await errcodeOf(withButtons())).toBe(40058);
    expect(await errcodeOf(withButtons(...'a b c d e f'.split(' ').map((key) => button(key))))).toBe(0);
    expect(await errcodeOf(withButtons(...'a b c d e f g'.split(' ').map((key) => button(key))))).toBe(40058);
    expect(await errcodeOf(withButtons(button('a'), button('a')))).toBe(40058);
    expect(await errcodeOf(withButtons(button(long(1024))))).toBe(0);
    expect(await errcodeOf(withButtons(button(long(1025))))).toBe(40058);
    expect(await errcodeOf(withButtons({ key: 'a' }))).toBe(40058);
    expect(await errcodeOf(withButtons({ text: 'x' }))).toBe(40058);
  });

  it('lead to an address instead, where their type is 1', async () => {
    expect(await errcodeOf(withButtons({ type: 1, text: 'x', url: LINK }, { type: 1, text: 'y', url: LINK }))).toBe(0);
    expect(await errcodeOf(withButtons({ type: 1, text: 'x', key: 'a' }))).toBe(40058);
    expect(await errcodeOf(withButtons({ type: 0, text: 'x', url: LINK }))).toBe(40058);
    expect(await errcodeOf(withButtons(button('a', { type: 2 })))).toBe(40058);
  });

  it('have one of four styles', async () => {
    for (const style of [1, 4]) expect(await errcodeOf(withButtons(button('a', { style })))).toBe(0);
    for (const style of [0, 5, '1']) expect(await errcodeOf(withButtons(button('a', { style })))).toBe(40058);
  });

  it('may stand below a selection, a quotation, a list, a menu and a link over the card', async () => {
    const card = {
      ...BUTTONS,
      source: { desc: 'CI' },
      quote_area: { quote_text: 'fixed' },
      horizontal_content_list: [{ keyname: 'Branch', value: 'main' }],
      sub_title_text: 'All green',
      action_menu: NOTICE.action_menu,
      button_selection: { ...SELECT, title: 'Where', selected_id: 'a' },
      card_action: { type: 0 },
    };
    expect(await errcodeOf(card)).toBe(0);
    expect(await errcodeOf({ ...card, card_action: { type: 1 } })).toBe(40058);
    expect(await errcodeOf({ ...card, horizontal_content_list: Array(7).fill({ keyname: 'x' }) })).toBe(40058);
    expect(await errcodeOf({ ...card, button_selection: { option_list: OPTIONS } })).toBe(40058);
    expect(await errcodeOf({ ...card, button_selection: { ...SELECT, option_list: choices(11) } })).toBe(40058);
  });
});

describe('the options of a vote', () => {
  const withOptions = (option_list: unknown, more: Record<string, unknown> = {}) => ({
    ...VOTE,
    checkbox: { question_key: 'q', option_list, ...more },
  });

  it('are 1 to 20, each with a text and an id of its own, of up to 128 bytes', async () => {
    expect(await errcodeOf(withOptions([]))).toBe(40058);
    expect(await errcodeOf(withOptions(choices(20)))).toBe(0);
    expect(await errcodeOf(withOptions(choices(21)))).toBe(40058);
    expect(await errcodeOf(withOptions([{ id: long(128), text: 'x' }]))).toBe(0);
    expect(await errcodeOf(withOptions([{ id: long(129), text: 'x' }]))).toBe(40058);
    expect(await errcodeOf(withOptions([{ id: 'a', text: 'x' }, { id: 'a', text: 'y' }]))).toBe(40058);
    expect(await errcodeOf(withOptions([{ id: 'a' }]))).toBe(40058);
    expect(await errcodeOf(withOptions([{ text: 'x' }]))).toBe(40058);
  });

  it('may be chosen already, and one or many of them', async () => {
    expect(await errcodeOf(withOptions([{ id: 'a', text: 'x', is_checked: true }], { mode: 1 }))).toBe(0);
    expect(await errcodeOf(withOptions([{ id: 'a', text: 'x', is_checked: 1 }]))).toBe(40058);
    expect(await errcodeOf(withOptions(OPTIONS, { mode: 2 }))).toBe(40058);
  });

  it('need a question_key of up to 1024 bytes, and a button with a text and a key', async () => {
    expect(await errcodeOf(withOptions(OPTIONS, { question_key: '' }))).toBe(40058);
    expect(await errcodeOf(withOptions(OPTIONS, { question_key: long(1024) }))).toBe(0);
    expect(await errcodeOf(withOptions(OPTIONS, { question_key: long(1025) }))).toBe(40058);
    expect(await errcodeOf({ ...VOTE, submit_button: { text: 'x' } })).toBe(40058);
    expect(await errcodeOf({ ...VOTE, submit_button: { key: 'x' } })).toBe(40058);
    expect(await errcodeOf({ ...VOTE, submit_button: { text: 'x', key: long(1025) } })).toBe(40058);
  });
});

describe('the selections of a card', () => {
  const selects = (...select_list: unknown[]) => ({ ...MULTIPLE, select_list });
  const select = (question_key: string, option_list: unknown = OPTIONS) => ({ question_key, option_list });

  it('are 1 to 3, each with a question_key of its own', async () => {
    expect(await errcodeOf(selects())).toBe(40058);
    expect(await errcodeOf(selects(select('a'), select('b'), select('c')))).toBe(0);
    expect(await errcodeOf(selects(select('a'), select('b'), select('c'), select('d')))).toBe(40058);
    expect(await errcodeOf(selects(select('a'), select('a')))).toBe(40058);
  });

  it('have 1 to 10 options', async () => {
    expect(await errcodeOf(selects(select('a', choices(10))))).toBe(0);
    expect(await errcodeOf(selects(select('a', choices(11))))).toBe(40058);
    expect(await errcodeOf(selects(select('a', [])))).toBe(40058);
  });
});

describe("an application's settings", () => {
  it('are those it was added with, and are so again after a reset', async () => {
    const other = stage.sandbox.addApp({ name: 'Quiet' });
    const asOther = async (): Promise<number> => {
      const template_card = { ...VOTE, task_id: `task-${(count += 1)}` };
      return (await stage.send({ msgtype: 'template_card', template_card, agentid: other.agentid }, await stage.token(other))).errcode;
    };
    expect(await asOther()).toBe(43012);
    stage.sandbox.configureApp('Quiet', { callback: true });
    expect(await asOther()).toBe(0);
    stage.sandbox.reset();
    expect(await asOther()).toBe(43012);
    expect(await errcodeOf(VOTE)).toBe(0);
  });

  it('are those of an application that there is', () => {
    expect(() => {
      stage.sandbox.configureApp('Loud', { callback: true });
    }).toThrow('no application named "Loud"');
  });
});
