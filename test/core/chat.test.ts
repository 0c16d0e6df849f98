import { describe, expect, it } from 'vitest';

import { createChat, getChat, updateChat } from '../../core/chat.ts';
import { ok, smallBench } from '../support/small-wecom.ts';

const CREATE = '/cgi-bin/appchat/create';
const UPDATE = '/cgi-bin/appchat/update';
const GET = '/cgi-bin/appchat/get';

const chat = { name: 'Release 1.0', owner: 'ZhangSan', userlist: ['ZhangSan', 'LiSi'] };

const info = (userlist: unknown) => ok({ chat_info: { chatid: 'release1', name: 'Release 1.0', owner: 'ZhangSan', userlist, chat_type: 0 } });

describe('creating a group chat', () => {
  it('gives the chatid that WeCom made', async () => {
    const bench = await smallBench({ [CREATE]: ok({ chatid: 'wrMadeByWeCom' }) });
    expect(await createChat(bench.connection, chat)).toEqual({ delivery: 'sent', value: { chatid: 'wrMadeByWeCom' }, errmsg: 'ok', attempts: 1 });
    expect(bench.received).toMatchObject([{ method: 'POST', path: CREATE, json: chat }]);
  });

  it.each(['fail', 'resend'] as const)('without an id of one’s own is tried once when its answer is lost, whatever is to become of lost messages: %s', async (onUnknown) => {
    const bench = await smallBench({ [CREATE]: 'lost' }, { onUnknown });
    const outcome = await createChat(bench.connection, chat);
    expect(outcome).toMatchObject({ delivery: 'unknown', attempts: 1 });
    expect(outcome).toHaveProperty('error.message', expect.stringMatching(/the group chat may have been created, and it was not tried again\. .*chatid of your choice/));
    expect(bench.received).toHaveLength(1);
  });

  it('with an id of one’s own is tried again when its answer is lost', async () => {
    const bench = await smallBench({ [CREATE]: ['lost', ok({ chatid: 'release1' })] });
    expect(await createChat(bench.connection, { ...chat, chatid: 'release1' })).toMatchObject({ delivery: 'sent', value: { chatid: 'release1' }, attempts: 2 });
    expect(bench.received.map(({ json }) => json)).toEqual([{ ...chat, chatid: 'release1' }, { ...chat, chatid: 'release1' }]);
  });

  const taken = { errcode: 86215, errmsg: 'chatid exist' };

  it('whose lost request did arrive is settled by the members of the chat that is there', async () => {
    const bench = await smallBench({ [CREATE]: ['lost', taken], [GET]: info(['zhangsan', 'lisi']) });
    expect(await createChat(bench.connection, { ...chat, chatid: 'release1' })).toMatchObject({ delivery: 'sent', value: { chatid: 'release1' } });
    expect(bench.received.map(({ path }) => path)).toEqual([CREATE, CREATE, GET]);
    expect(bench.received[2]?.query).toEqual({ chatid: 'release1' });
  });

  it.each([
    ['has other members', info(['zhangsan', 'wangwu'])],
    ['has more members', info(['zhangsan', 'lisi', 'wangwu'])],
    ['cannot be looked up', { errcode: 86008, errmsg: 'not yours' }],
    ['is not described', ok()],
  ])('stays in doubt when the chat of that id %s', async (_, found) => {
    const bench = await smallBench({ [CREATE]: ['lost', taken], [GET]: found });
    expect(await createChat(bench.connection, { ...chat, chatid: 'release1' })).toMatchObject({ delivery: 'unknown', error: { code: 'unknown-outcome' } });
  });

  it('with an id that was taken before is refused, and nobody is asked about it', async () => {
    const bench = await smallBench({ [CREATE]: taken, [GET]: info(['zhangsan', 'lisi']) });
    expect(await createChat(bench.connection, { ...chat, chatid: 'release1' })).toMatchObject({ delivery: 'rejected', error: { errcode: 86215 } });
    expect(bench.received).toHaveLength(1);
  });

  it.each([ok(), ok({ chatid: '' }), ok({ chatid: 7 })])('whose answer %j names no chat is known by the id of one’s own, or cannot be found', async (answer) => {
    const bench = await smallBench({ [CREATE]: answer });
    expect(await createChat(bench.connection, { ...chat, chatid: 'release1' })).toMatchObject({ delivery: 'sent', value: { chatid: 'release1' } });
    expect(await createChat(bench.connection, { ...chat, chatid: '' })).toMatchObject({ delivery: 'unknown', error: { code: 'no-chat-id' } });
    expect(await createChat(bench.connection, chat)).toMatchObject({ delivery: 'unknown', error: { code: 'no-chat-id' } });
  });
});

describe('looking a group chat up', () => {
  it('gives its name, owner and members', async () => {
    const bench = await smallBench({ [GET]: ['lost', info(['ZhangSan', 'LiSi'])] });
    const value = { chatid: 'release1', name: 'Release 1.0', owner: 'ZhangSan', userlist: ['ZhangSan', 'LiSi'] };
    expect(await getChat(bench.connection, 'release1')).toEqual({ delivery: 'sent', value, errmsg: 'ok', attempts: 2 });
    expect(bench.received[0]).toMatchObject({ method: 'GET', query: { chatid: 'release1' } });
  });

  it('makes nothing up where the answer says nothing', async () => {
    const bench = await smallBench({ [GET]: [ok({ chat_info: { name: 7 } }), ok({ chat_info: [] })] });
    expect(await getChat(bench.connection, 'release1')).toMatchObject({ delivery: 'sent', value: { chatid: 'release1', name: '', owner: '', userlist: [] } });
    expect(await getChat(bench.connection, 'release1')).toMatchObject({ delivery: 'rejected', error: { code: 'no-chat' } });
  });

  it.each([40050, 86003, 86008])('that is not there or not one’s own is refused: %i', async (errcode) => {
    const bench = await smallBench({ [GET]: { errcode, errmsg: 'no' } });
    expect(await getChat(bench.connection, 'elsewhere')).toMatchObject({ delivery: 'rejected', attempts: 1, error: { errcode } });
  });
});

describe('changing a group chat', () => {
  const changes = { chatid: 'release1', name: 'Release 1.1', add_user_list: ['WangWu'], del_user_list: ['LiSi'] };

  it('sends what changes', async () => {
    const bench = await smallBench({ [UPDATE]: ok() });
    expect(await updateChat(bench.connection, changes)).toEqual({ delivery: 'sent', value: undefined, errmsg: 'ok', attempts: 1 });
    expect(bench.received).toMatchObject([{ method: 'POST', path: UPDATE, json: changes }]);
  });

  it.each(['fail', 'resend'] as const)('is tried once when its answer is lost: %s', async (onUnknown) => {
    const bench = await smallBench({ [UPDATE]: 'lost' }, { onUnknown });
    const outcome = await updateChat(bench.connection, changes);
    expect(outcome).toMatchObject({ delivery: 'unknown', attempts: 1 });
    expect(outcome).toHaveProperty('error.message', expect.stringContaining('the group chat may have been changed, and it was not tried again. Ask WeCom for the group chat'));
    expect(bench.received).toHaveLength(1);
  });
});
