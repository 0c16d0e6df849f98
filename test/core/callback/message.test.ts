import { describe, expect, it } from 'vitest';

import { eventKeyOf, readPush, senderOf } from '../../../core/callback/message.ts';
import { redeliveryKey } from '../../../core/callback/redelivery.ts';
import { BOT_EVENTS, BOT_MESSAGES, PUSH_EVENTS, PUSH_MESSAGES } from '../../../core/spec/callbacks.ts';
import type { PushSpec, Shape } from '../../../core/spec/callbacks.ts';
import { receive, receiveBot } from './packets.ts';

const COMMON = '<ToUserName><![CDATA[ww1]]></ToUserName><FromUserName><![CDATA[zhangsan]]></FromUserName><CreateTime>1700000000</CreateTime>';
const message = (type: string, rest: string) => receive(`<xml>${COMMON}<MsgType><![CDATA[${type}]]></MsgType>${rest}<MsgId>4561255354251345929</MsgId><AgentID>1000002</AgentID></xml>`).push;
const event = (name: string, rest = '') => receive(`<xml>${COMMON}<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${name}]]></Event>${rest}<AgentID>1000002</AgentID></xml>`).push;

/** As WeCom would write a shape, every text an "x" and every list of two. */
function written(shape: Shape): string {
  if (shape === 'text') return '<![CDATA[x]]>';
  return Object.entries(shape)
    .map(([name, inner]: [string, Shape]) => (Array.isArray(inner) ? `<${name}>${written((inner as readonly [Shape])[0])}</${name}>`.repeat(2) : `<${name}>${written(inner)}</${name}>`))
    .join('');
}

describe('a message to an application', () => {
  it.each(Object.entries<PushSpec>(PUSH_MESSAGES))('of type %s has its fields, with the id to the last digit', (type, { fields }) => {
    const push = message(type, written(fields));
    expect(push).toMatchObject({ from: 'app', kind: 'message', type, fields: { MsgId: '4561255354251345929', AgentID: '1000002', ToUserName: 'ww1' } });
    for (const name of Object.keys(fields)) expect(push.fields).toHaveProperty(name, 'x');
    expect(senderOf(push)).toBe('zhangsan');
  });

  it('of text narrows to its own fields', () => {
    const push = message('text', '<Content><![CDATA[a ]] b]]></Content>');
    // The compiler knows Content here.
    expect(push.from === 'app' && push.kind === 'message' && push.type === 'text' ? push.fields.Content : undefined).toBe('a ]] b');
  });

  it('keeps fields that nobody knows', () => {
    expect(message('text', '<Content>x</Content><New><A>1</A></New>').fields).toMatchObject({ New: { A: '1' } });
  });

  it('of an unknown type is passed through as it is', () => {
    const push = message('hologram', '<Depth>7</Depth>');
    expect(push).toMatchObject({ from: 'app', kind: 'unknown', type: 'hologram', fields: { Depth: '7', MsgType: 'hologram' } });
    expect(message('toString', '')).toMatchObject({ kind: 'unknown', type: 'toString' });
  });

  it('whose fields have another form than documented is passed through as it is', () => {
    expect(message('text', '<Content><Rich>x</Rich></Content>')).toMatchObject({ kind: 'unknown', type: 'text', fields: { Content: { Rich: 'x' } } });
  });

  it('in JSON has the texts of its numbers', () => {
    const { push } = receive('{"ToUserName":"ww1","FromUserName":"zhangsan","CreateTime":1700000000,"MsgType":"text","Content":"hi","MsgId":4561255354251345929,"AgentID":218}');
    expect(push).toMatchObject({ kind: 'message', type: 'text', fields: { CreateTime: '1700000000', MsgId: '4561255354251345929', AgentID: '218' } });
  });
});

describe('an event of an application', () => {
  it.each(Object.entries<PushSpec>(PUSH_EVENTS))('%s has its fields, and its lists as lists', (name, { fields }) => {
    const push = event(name, written(fields));
    expect(push).toMatchObject({ from: 'app', kind: 'event', type: name, fields: { Event: name } });
    for (const field of Object.keys(fields)) expect(push.fields).toHaveProperty(field);
  });

  it('has a list also of one picture, and of none', () => {
    const pictures = (list: string) => event('pic_sysphoto', `<EventKey>k</EventKey><SendPicsInfo><Count>1</Count><PicList>${list}</PicList></SendPicsInfo>`).fields.SendPicsInfo;
    expect(pictures('<item><PicMd5Sum><![CDATA[5a75]]></PicMd5Sum></item>')).toEqual({ Count: '1', PicList: { item: [{ PicMd5Sum: '5a75' }] } });
    expect(pictures('')).toEqual({ Count: '1', PicList: {} });
    expect(pictures('<item></item>')).toEqual({ Count: '1', PicList: { item: [] } });
  });

  it('of a card has what was chosen, in both spellings that are about', () => {
    const chosen = (ids: string, id: string) =>
      `<EventKey>k</EventKey><TaskId>t</TaskId><CardType>multiple_interaction</CardType><ResponseCode>code</ResponseCode><SelectedItems><SelectedItem><QuestionKey>q1</QuestionKey><${ids}><${id}>a</${id}><${id}>b</${id}></${ids}></SelectedItem><SelectedItem><QuestionKey>q2</QuestionKey><${ids}><${id}>c</${id}></${ids}></SelectedItem></SelectedItems>`;
    const expected = { SelectedItem: [{ QuestionKey: 'q1', OptionIds: { OptionId: ['a', 'b'] } }, { QuestionKey: 'q2', OptionIds: { OptionId: ['c'] } }] };
    for (const [ids, id] of [['OptionIds', 'OptionId'], ['OpitonIds', 'OpitonId']] as const) {
      const push = event('template_card_event', chosen(ids, id));
      expect(push).toMatchObject({ kind: 'event', type: 'template_card_event', fields: { SelectedItems: expected, ResponseCode: 'code' } });
      expect(eventKeyOf(push)).toBe('k');
    }
  });

  it('takes a tag that ends with a space, as a sample of WeCom has it', () => {
    expect(event('switch_workbench_mode', '<Mode>1</Mode >').fields).toMatchObject({ Mode: '1' });
  });

  it('tells click and CLICK apart, as WeCom and Official Accounts write them', () => {
    expect([event('click').type, event('CLICK').type]).toEqual(['click', 'CLICK']);
  });

  it('that is unknown, and a push of a third-party application, are passed through', () => {
    expect(event('new_thing', '<X>1</X>')).toMatchObject({ kind: 'unknown', type: 'new_thing', fields: { X: '1' } });
    expect(receive('<xml><SuiteId>s</SuiteId><InfoType>suite_ticket</InfoType><SuiteTicket>t</SuiteTicket></xml>').push).toMatchObject({ kind: 'unknown', type: 'suite_ticket', fields: { SuiteTicket: 't' } });
  });

  it('without a sender has none', () => {
    expect(senderOf(receive('<xml><MsgType>event</MsgType><Event>kf_msg_or_event</Event><Token>t</Token><OpenKfId>k</OpenKfId></xml>').push)).toBeUndefined();
  });
});

describe('what an AI bot receives', () => {
  const common = { msgid: 'CAIQ16HMjQYY', aibotid: 'AIBOT', chattype: 'group', chatid: 'CHAT', from: { userid: 'lisi' }, response_url: 'https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=CODE' };

  it.each([
    ['text', { text: { content: '@Bot 你好😀' } }],
    ['image', { image: { url: 'https://x.example/1' } }],
    ['mixed', { mixed: { msg_item: [{ msgtype: 'text', text: { content: 'a' } }, { msgtype: 'image', image: { url: 'https://x.example/1' } }] } }],
    ['voice', { voice: { content: 'said' } }],
    ['file', { file: { url: 'https://x.example/1' } }],
    ['video', { video: { url: 'https://x.example/1' } }],
    ['stream', { stream: { id: 's1' } }],
  ])('as %s has its fields', (msgtype, own) => {
    expect(Object.keys(BOT_MESSAGES)).toContain(msgtype);
    const { format, receiveId, push } = receiveBot({ ...common, msgtype, ...own, quote: { msgtype: 'text', text: { content: 'before' } } });
    expect([format, receiveId]).toEqual(['json', '']);
    expect(push).toMatchObject({ from: 'bot', kind: 'message', type: msgtype, fields: { ...own, quote: { msgtype: 'text' } } });
    expect(senderOf(push)).toBe('lisi');
    expect(redeliveryKey(push)).toBe('bot-message-CAIQ16HMjQYY');
  });

  it.each(Object.keys(BOT_EVENTS))('as the event %s has its type', (eventtype) => {
    const { push } = receiveBot({ ...common, msgtype: 'event', create_time: 1_700_000_000, event: { eventtype } });
    expect(push).toMatchObject({ from: 'bot', kind: 'event', type: eventtype, fields: { create_time: '1700000000' } });
  });

  it('as a press on a card has what was chosen', () => {
    const selected_items = { selected_item: [{ question_key: 'q', option_ids: { option_id: ['a'] } }] };
    const { push } = receiveBot({ ...common, msgtype: 'event', event: { eventtype: 'template_card_event', template_card_event: { card_type: 'vote_interaction', event_key: 'k', task_id: 't', selected_items } } });
    expect(push).toMatchObject({ kind: 'event', type: 'template_card_event', fields: { event: { template_card_event: { selected_items } } } });
    expect(eventKeyOf(push)).toBe('k');
  });

  it('of an unknown type or event is passed through', () => {
    expect(receiveBot({ ...common, msgtype: 'dance', dance: 1 }).push).toMatchObject({ from: 'bot', kind: 'unknown', type: 'dance', fields: { dance: 1 } });
    expect(receiveBot({ ...common, msgtype: 'event', event: { eventtype: 'dance' } }).push).toMatchObject({ kind: 'unknown', type: 'dance' });
    expect(receiveBot({ msgtype: 'event', event: 'text' }).push).toMatchObject({ kind: 'unknown', type: 'event' });
  });
});

describe('the key by which a repetition is told', () => {
  it('is that of the message, to the last digit', () => {
    expect(redeliveryKey(message('text', '<Content>a</Content>'))).toBe('app-message-4561255354251345929');
    const other = receive(`<xml>${COMMON}<MsgType>text</MsgType><MsgId>4561255354251345930</MsgId></xml>`).push;
    expect(redeliveryKey(other)).toBe('app-message-4561255354251345930');
  });

  it('of an event is the same for each delivery of it', () => {
    expect(redeliveryKey(event('click', '<EventKey>a</EventKey>'))).toBe(redeliveryKey(event('click', '<EventKey>a</EventKey>')));
  });

  it.each([
    ['the event', 'enter_agent', '<EventKey>a</EventKey>'],
    ['the key', 'click', '<EventKey>b</EventKey>'],
    ['the task', 'click', '<EventKey>a</EventKey><TaskId>1</TaskId>'],
    ['the job', 'click', '<EventKey>a</EventKey><JobId>1</JobId>'],
    ['the change', 'click', '<EventKey>a</EventKey><ChangeType>create_user</ChangeType>'],
    ['the member of a change', 'click', '<EventKey>a</EventKey><UserID>lisi</UserID>'],
  ])('of an event in the same second is another when %s is', (_, name, rest) => {
    expect(redeliveryKey(event(name, rest))).not.toBe(redeliveryKey(event('click', '<EventKey>a</EventKey>')));
  });

  it('of an event does not hang on a code that may be made anew, and does not hold it', () => {
    const press = (code: string) => redeliveryKey(event('template_card_event', `<EventKey>k</EventKey><TaskId>t</TaskId><ResponseCode>${code}</ResponseCode>`));
    expect(press('one')).toBe(press('another'));
    expect(press('SECRET')).toMatch(/^app-event-[0-9a-f]{64}$/);
  });

  it('is there whatever was pushed', () => {
    expect(redeliveryKey(readPush({}))).toMatch(/^app-event-/);
    expect(redeliveryKey(message('text', '').kind === 'message' ? readPush({ MsgId: '' }) : readPush({}))).toMatch(/^app-event-/);
  });
});
