import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { CallbackFace } from '../../../sandbox/server.ts';
import { startApp } from '../app-wire.ts';
import type { AppStage } from '../app-wire.ts';
import { field, startReceiver, xmlReply } from './receiver.ts';

const TITLE = { main_title: { title: 'Deploy build 42?' } };
const OPTIONS = [{ id: 'a', text: 'Staging' }, { id: 'b', text: 'Production' }];
const BUTTONS = { card_type: 'button_interaction', ...TITLE, task_id: 't1', button_list: [{ text: 'Yes', key: 'yes' }, { text: 'No', key: 'no' }] };
const VOTE = { card_type: 'vote_interaction', ...TITLE, task_id: 't2', checkbox: { question_key: 'q', mode: 1, option_list: OPTIONS }, submit_button: { text: 'Send', key: 'send' } };
const MULTIPLE = { card_type: 'multiple_interaction', ...TITLE, task_id: 't3', select_list: [{ question_key: 'q1', option_list: OPTIONS, selected_id: 'a' }, { question_key: 'q2', option_list: OPTIONS }], submit_button: { text: 'Send', key: 'send' } };
const MENU = { card_type: 'text_notice', ...TITLE, task_id: 't4', card_action: { type: 1, url: 'https://example.com/' }, action_menu: { action_list: [{ text: 'Mute', key: 'mute' }] } };

let stage: AppStage;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let address: CallbackFace;
beforeEach(async () => {
  stage = await startApp({ retryAfterMs: 20 });
  address = { url: '', token: '', encodingAesKey: '', receiveId: '' };
  receiver = await startReceiver(() => address);
  address = stage.sandbox.setCallback(stage.app.name, { url: receiver.url }) ?? address;
});
afterEach(async () => {
  await stage.sandbox.close();
  await receiver.close();
});

const sendCard = async (card: Record<string, unknown>, touser = 'ZhangSan|LiSi'): Promise<string> => {
  const { errcode, msgid = '' } = await stage.send({ msgtype: 'template_card', template_card: card, touser });
  expect(errcode).toBe(0);
  return msgid;
};

const reply = (type: string, fields: string): string =>
  xmlReply(`<xml><ToUserName>ZhangSan</ToUserName><FromUserName>${stage.app.corpid}</FromUserName><CreateTime>1</CreateTime><MsgType>${type}</MsgType>${fields}</xml>`, address);

const press = (msgid: string, key: string, selected = {}) => stage.sandbox.pressCard({ msgid, from: 'ZhangSan', key, selected });

const pushed = (): string => receiver.received.at(-1)?.plain ?? '';

describe('a button that is pressed', () => {
  it('tells the application which, of which card, by whom, with a code that changes the card once', async () => {
    const record = await press(await sendCard(BUTTONS), 'yes');
    expect(record).toMatchObject({ kind: 'template_card_event', from: 'ZhangSan', message: { ResponseCode: '(secret)' } });
    const { EventKey, TaskId, CardType, ResponseCode = '' } = Object.fromEntries(['EventKey', 'TaskId', 'CardType', 'ResponseCode'].map((name) => [name, field(pushed(), name)]));
    expect([EventKey, TaskId, CardType]).toEqual(['yes', 't1', 'button_interaction']);
    expect(JSON.stringify(stage.sandbox.state())).not.toContain(ResponseCode);
    const update = { agentid: stage.app.agentid, userids: ['ZhangSan'], response_code: ResponseCode, button: { replace_name: 'Approved' } };
    expect((await stage.post('message/update_template_card', update)).errcode).toBe(0);
    expect((await stage.post('message/update_template_card', update)).errcode).toBe(60140);
    await expect(press(stage.sandbox.state().messages[0]?.msgid ?? '', 'no')).rejects.toThrow('"Approved" stands in their place');
  });

  it('may be answered by a text on the button, for whoever pressed it', async () => {
    receiver.respond((_, response) => response.end(reply('update_button', '<Button><ReplaceName>Approved by me</ReplaceName></Button>')));
    const msgid = await sendCard(BUTTONS);
    expect((await press(msgid, 'yes')).reply).toEqual({ msgtype: 'update_button', message: { button: { replace_name: 'Approved by me' } } });
    expect(stage.sandbox.state().messages[0]?.updates).toMatchObject([{ users: ['ZhangSan'], replace_name: 'Approved by me' }]);
    const code = field(pushed(), 'ResponseCode');
    const update = { agentid: stage.app.agentid, atall: 1, response_code: code, button: { replace_name: 'x' } };
    expect((await stage.post('message/update_template_card', update)).errcode).toBe(60140);
    await stage.sandbox.pressCard({ msgid, from: 'LiSi', key: 'yes' });
  });

  it('may be answered by another card, held to the same rules as one that is sent', async () => {
    const card = `<TemplateCard><CardType>button_interaction</CardType><MainTitle><Title>Deploying</Title></MainTitle><TaskId>t9</TaskId>
      <HorizontalContentList><KeyName>By</KeyName><Value>ZhangSan</Value></HorizontalContentList>
      <ButtonList><Text>Stop</Text><Style>2</Style><Key>stop</Key></ButtonList><ReplaceText><![CDATA[Started]]></ReplaceText></TemplateCard>`;
    receiver.respond((_, response) => response.end(reply('update_template_card', card)));
    const msgid = await sendCard(BUTTONS);
    expect((await press(msgid, 'yes')).reply?.problem).toBeUndefined();
    expect(stage.sandbox.state().messages[0]?.updates?.[0]?.template_card).toEqual({
      card_type: 'button_interaction',
      main_title: { title: 'Deploying' },
      task_id: 't9',
      horizontal_content_list: [{ keyname: 'By', value: 'ZhangSan' }],
      button_list: [{ text: 'Stop', style: 2, key: 'stop' }],
      replace_text: 'Started',
    });
    receiver.respond((_, response) => response.end(reply('update_template_card', '<TemplateCard><CardType>poster</CardType></TemplateCard>')));
    expect((await stage.sandbox.pressCard({ msgid, from: 'LiSi', key: 'yes' })).reply?.problem).toContain('ToUserName');
  });

  it('may be answered by a card without a task_id, which keeps the one it had', async () => {
    const card = '<TemplateCard><CardType>vote_interaction</CardType><MainTitle><Title>Again</Title></MainTitle><CheckBox><QuestionKey>q</QuestionKey><OptionList><Id>a</Id><Text>A</Text><IsChecked>true</IsChecked></OptionList><Mode>1</Mode></CheckBox><SubmitButton><Text>Send</Text><Key>send</Key></SubmitButton></TemplateCard>';
    receiver.respond((_, response) => response.end(reply('update_template_card', card)));
    await press(await sendCard(VOTE), 'send');
    expect(stage.sandbox.state().messages[0]?.updates?.[0]?.template_card).toMatchObject({ task_id: 't2', checkbox: { option_list: [{ id: 'a', is_checked: true }] } });
  });
});

describe('what is chosen on a card', () => {
  it('of votes goes along, question by question', async () => {
    await press(await sendCard(VOTE), 'send', { q: ['a', 'b'] });
    expect(pushed()).toContain('<SelectedItem><QuestionKey><![CDATA[q]]></QuestionKey><OptionIds><OptionId><![CDATA[a]]></OptionId><OptionId><![CDATA[b]]></OptionId></OptionIds></SelectedItem>');
  });

  it('of several lists is what the card came with, where nothing else is said', async () => {
    await press(await sendCard(MULTIPLE), 'send', { q2: ['b'] });
    expect([...pushed().matchAll(/<OptionId><!\[CDATA\[(\w)/g)].map(([, id]) => id)).toEqual(['a', 'b']);
  });

  it('from the menu is an event of its own', async () => {
    expect(await press(await sendCard(MENU), 'mute')).toMatchObject({ kind: 'template_card_menu_event' });
    expect(field(pushed(), 'EventKey')).toBe('mute');
  });

  it.each([
    ['nowhere', 'ZhangSan', 'yes', {}, 'no card with this msgid'],
    ['', 'WangWu', 'yes', {}, 'was not shown this card'],
    ['', 'ZhangSan', 'maybe', {}, 'no button with the key "maybe"'],
  ])('has to be there (%s%s %s)', async (other, from, key, selected, problem) => {
    const msgid = await sendCard(BUTTONS);
    await expect(stage.sandbox.pressCard({ msgid: other || msgid, from, key, selected })).rejects.toThrow(problem);
  });

  it('has to be one of the options', async () => {
    await expect(press(await sendCard(VOTE), 'send', { q: ['c'] })).rejects.toThrow('no option "c"');
  });
});
