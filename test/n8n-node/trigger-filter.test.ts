import { describe, expect, it } from 'vitest';

import { readPush } from '../../core/callback/message.ts';
import type { Fields } from '../../core/callback/fields.ts';
import { choicesOf } from '../../n8n-node/nodes/WeCom/trigger/choices.ts';
import type { Source } from '../../n8n-node/nodes/WeCom/trigger/choices.ts';
import { isWanted } from '../../n8n-node/nodes/WeCom/trigger/filter.ts';
import type { Filter } from '../../n8n-node/nodes/WeCom/trigger/filter.ts';

const TEXT = { MsgType: 'text', FromUserName: 'ZhangSan', Content: 'Hello' };
const CLICK = { MsgType: 'event', Event: 'click', FromUserName: 'ZhangSan', EventKey: 'report' };
const CONTACT = { MsgType: 'event', Event: 'change_contact', FromUserName: 'sys', ChangeType: 'create_user' };
const STRANGE = { MsgType: 'hologram', FromUserName: 'ZhangSan' };
const BOT_TEXT = { msgtype: 'text', from: { userid: 'ZhangSan' }, text: { content: 'Hello' } };
const BOT_STREAM = { msgtype: 'stream', from: { userid: 'ZhangSan' }, stream: { id: '1' } };
const BOT_PRESS = { msgtype: 'event', from: { userid: 'ZhangSan' }, event: { eventtype: 'template_card_event', template_card_event: { event_key: 'approve' } } };

const wanted = (fields: Fields, filter: Partial<Filter>): boolean => isWanted(readPush(fields), { kinds: ['*'], senders: [], eventKeys: [], ...filter });

describe('what starts the workflow', () => {
  it.for<[string, Fields, Partial<Filter>, boolean]>([
    ['everything, a kind that is new included', STRANGE, {}, true],
    ['any message: a text', TEXT, { kinds: ['message'] }, true],
    ['any message: no event', CLICK, { kinds: ['message'] }, false],
    ['any message: no kind that is new', STRANGE, { kinds: ['message', 'event'] }, false],
    ['any message: not the question how an AI bot’s reply goes on', BOT_STREAM, { kinds: ['message'] }, false],
    ['that question, when it was chosen', BOT_STREAM, { kinds: ['message.stream'] }, true],
    ['that question, with everything', BOT_STREAM, {}, true],
    ['any message: a text to an AI bot', BOT_TEXT, { kinds: ['message'] }, true],
    ['any event: a click', CLICK, { kinds: ['event'] }, true],
    ['one event: that', CLICK, { kinds: ['event.view', 'event.click'] }, true],
    ['one event: no other', CLICK, { kinds: ['event.view'] }, false],
    ['one message: not an event of the same name', CLICK, { kinds: ['message.click'] }, false],
    ['nothing chosen: nothing', TEXT, { kinds: [] }, false],
    ['senders: one of them, in whatever case', TEXT, { senders: ['lisi', 'zhangsan'] }, true],
    ['senders: nobody else', TEXT, { senders: ['lisi'] }, false],
    ['senders: nobody whose name only begins so', TEXT, { senders: ['zhang'] }, false],
    ['senders: nothing of the corp itself', CONTACT, { senders: ['zhangsan'] }, false],
    ['senders: of an AI bot', BOT_TEXT, { senders: ['ZHANGSAN'] }, true],
    ['event keys: one of them', CLICK, { eventKeys: ['report', 'other'] }, true],
    ['event keys: no other, and its case counts', CLICK, { eventKeys: ['Report'] }, false],
    ['event keys: of an AI bot’s card', BOT_PRESS, { eventKeys: ['approve'] }, true],
    ['event keys: no other of an AI bot’s card', BOT_PRESS, { eventKeys: ['reject'] }, false],
    ['event keys: events without one', CONTACT, { eventKeys: ['report'] }, true],
    ['event keys: messages', TEXT, { eventKeys: ['report'] }, true],
  ])('%s', ([, fields, filter, expected]) => {
    expect(wanted(fields, filter)).toBe(expected);
  });
});

describe('what “Trigger On” offers', () => {
  it.for<Source>(['app', 'bot'])('has a label of its own for each kind of the source %s, in the order of the alphabet', (source) => {
    const choices = choicesOf(source);
    const names = choices.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
    expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other, 'en')));
    expect(choices.map(({ value }) => value)).toEqual(expect.arrayContaining(['*', 'message', 'event']));
  });

  it('names what WeCom names, behind labels in Title Case', () => {
    const label = (source: Source, value: string): string | undefined => choicesOf(source).find((choice) => choice.value === value)?.name;
    expect(label('app', 'message.image')).toBe('Message: Image');
    expect(label('app', 'event.template_card_event')).toBe('Event: Card Button Pressed or Choice Submitted');
    expect(label('bot', 'message.mixed')).toBe('Message: Text and Images');
  });

  it('leaves out what only Official Accounts send, and each source the other’s', () => {
    const values = (source: Source): unknown[] => choicesOf(source).map(({ value }) => value);
    for (const value of ['message.shortvideo', 'message.file', 'event.CLICK', 'event.VIEW', 'message.mixed']) expect(values('app')).not.toContain(value);
    for (const value of ['message.location', 'event.click']) expect(values('bot')).not.toContain(value);
  });
});
