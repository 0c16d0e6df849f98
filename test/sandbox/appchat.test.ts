import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { AMR, MP4, PNG, startApp } from './app-wire.ts';
import type { AppStage } from './app-wire.ts';

let stage: AppStage;
beforeEach(async () => {
  stage = await startApp();
});
afterEach(() => stage.sandbox.close());

interface ChatInfo {
  chatid: string;
  name: string;
  owner: string;
  userlist: string[];
  chat_type: number;
}

const TWO = ['ZhangSan', 'LiSi'];

const create = (chat: Record<string, unknown> = {}, token?: string) =>
  stage.post<{ chatid: string }>('appchat/create', { name: 'Release 1.4', owner: 'ZhangSan', userlist: TWO, ...chat }, token);
const errcodeOfCreate = async (chat: Record<string, unknown>): Promise<number> => (await create(chat)).errcode;
const get = async (chatid: string): Promise<Partial<ChatInfo> | undefined> =>
  (await stage.get<{ chat_info: ChatInfo }>('appchat/get', { chatid })).chat_info;
const update = async (body: Record<string, unknown>, token?: string): Promise<number> =>
  (await stage.post('appchat/update', { chatid: 'release', ...body }, token)).errcode;
const send = (message: Record<string, unknown>, token?: string) => stage.post('appchat/send', { chatid: 'release', ...message }, token);
const errcodeOfSend = async (msgtype: string, content: unknown, more: Record<string, unknown> = {}): Promise<number> =>
  (await send({ msgtype, [msgtype]: content, ...more })).errcode;
const chats = () => stage.sandbox.state().chats;

describe('appchat/create', () => {
  it('makes a chat with the chatid that is asked for, or one of its own', async () => {
    expect(await create({ chatid: 'release' })).toEqual({ errcode: 0, errmsg: 'ok', chatid: 'release' });
    expect((await create()).chatid).toMatch(/^[0-9A-Za-z]{1,32}$/);
    expect(chats()).toHaveLength(2);
    expect(chats()[0]).toEqual({ chatid: 'release', app: 'Application 1', name: 'Release 1.4', owner: 'ZhangSan', userlist: TWO });
  });

  it('cuts the name at 50 characters', async () => {
    await create({ name: '构'.repeat(51) });
    await create({ name: '🚀'.repeat(50) });
    await create({ name: undefined });
    expect(chats().map(({ name }) => name)).toEqual(['构'.repeat(50), '🚀'.repeat(50), '']);
    expect(await errcodeOfCreate({ name: 7 })).toBe(40058);
  });

  it('has 2 to 2000 members that there are, each once, spelt as the directory spells them', async () => {
    expect(await errcodeOfCreate({ userlist: ['zhangsan', 'ZHANGSAN', 'lisi'] })).toBe(0);
    expect(chats()[0]?.userlist).toEqual(TWO);
    for (const few of [undefined, [], ['ZhangSan'], ['ZhangSan', 'zhangsan']]) expect(await errcodeOfCreate({ userlist: few })).toBe(86006);
    const many = (length: number) => Array.from({ length }, (_, index) => TWO[index % 2]);
    expect(await errcodeOfCreate({ userlist: many(2000) })).toBe(0);
    expect(await errcodeOfCreate({ userlist: many(2001) })).toBe(86006);
    expect(await errcodeOfCreate({ userlist: 'ZhangSan|LiSi' })).toBe(40058);
    expect(await errcodeOfCreate({ userlist: ['ZhangSan', 7] })).toBe(86007);
    expect(await errcodeOfCreate({ userlist: ['ZhangSan', 'Nobody'] })).toBe(86216);
  });

  it('has an owner who is a member: the one that is asked for, or any', async () => {
    expect(await errcodeOfCreate({ owner: 'lisi' })).toBe(0);
    expect(await errcodeOfCreate({ owner: undefined })).toBe(0);
    expect(chats()[0]?.owner).toBe('LiSi');
    expect(TWO).toContain(chats()[1]?.owner);
    expect(await errcodeOfCreate({ owner: 'WangWu' })).toBe(86007);
    expect(await errcodeOfCreate({ owner: 'Nobody' })).toBe(86216);
  });

  it('takes a chatid once in a corp, of up to 32 letters and digits', async () => {
    expect(await errcodeOfCreate({ chatid: 'a'.repeat(32) })).toBe(0);
    expect(await errcodeOfCreate({ chatid: 'a'.repeat(32) })).toBe(86215);
    const other = await stage.token(stage.sandbox.addApp());
    expect((await create({ chatid: 'a'.repeat(32) }, other)).errcode).toBe(86215);
    const foreign = await stage.token(stage.sandbox.addApp({ corpid: 'wwother' }));
    expect((await create({ chatid: 'a'.repeat(32) }, foreign)).errcode).toBe(0);
    for (const bad of ['a'.repeat(33), 'a-b', 'a_b', '构', 7]) expect(await errcodeOfCreate({ chatid: bad })).toBe(86001);
  });
});

describe('appchat/get', () => {
  it('tells what there is to know of a chat', async () => {
    await create({ chatid: 'release' });
    expect(await get('release')).toEqual({ chatid: 'release', name: 'Release 1.4', owner: 'ZhangSan', userlist: TWO, chat_type: 0 });
  });

  it('is a GET that names the chat', async () => {
    expect((await stage.get('appchat/get')).errcode).toBe(86001);
    expect((await stage.post('appchat/get', {})).errcode).toBe(40058);
  });
});

describe('appchat/update', () => {
  beforeEach(() => create({ chatid: 'release' }));

  it('changes what is named and leaves the rest', async () => {
    expect(await update({ name: '构'.repeat(51) })).toBe(0);
    expect(await get('release')).toMatchObject({ name: '构'.repeat(50), owner: 'ZhangSan', userlist: TWO });
    expect(await update({ add_user_list: ['WangWu', 'lisi'], del_user_list: ['LiSi'] })).toBe(0);
    expect(await get('release')).toMatchObject({ name: '构'.repeat(50), userlist: ['ZhangSan', 'WangWu'] });
    expect(await update({ owner: 'wangwu' })).toBe(0);
    expect(await get('release')).toMatchObject({ owner: 'WangWu' });
  });

  it('needs another owner when it removes the owner', async () => {
    expect(await update({ del_user_list: ['ZhangSan'] })).toBe(40058);
    expect(await update({ del_user_list: ['ZhangSan'], owner: 'ZhangSan' })).toBe(40058);
    expect(await update({ del_user_list: ['ZhangSan'], owner: 'WangWu' })).toBe(86007);
    expect(await get('release')).toMatchObject({ owner: 'ZhangSan', userlist: TWO });
    expect(await update({ del_user_list: ['ZhangSan'], owner: 'LiSi' })).toBe(0);
    expect(await get('release')).toMatchObject({ owner: 'LiSi', userlist: ['LiSi'] });
  });

  it.each([
    [{ add_user_list: ['Nobody'] }, 86216],
    [{ add_user_list: 'WangWu' }, 40058],
    [{ add_user_list: Array<string>(2001).fill('WangWu') }, 86006],
    [{ del_user_list: [''] }, 86007],
    [{ owner: 'Nobody' }, 86216],
  ])('refuses %j with %i', async (body, errcode) => {
    expect(await update(body)).toBe(errcode);
    expect(chats()[0]).toMatchObject({ name: 'Release 1.4', owner: 'ZhangSan', userlist: TWO });
  });
});

describe('appchat/send', () => {
  beforeEach(() => create({ chatid: 'release' }));

  it('shows a message to the chat, and answers without a msgid', async () => {
    const message = { msgtype: 'text', text: { content: '构建完成', mentioned_list: ['LiSi', '@all'] } };
    expect(await send(message)).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(stage.sandbox.state().messages).toEqual([
      {
        app: 'Application 1',
        agentid: stage.app.agentid,
        chatid: 'release',
        msgtype: 'text',
        message: { chatid: 'release', ...message },
        at: stage.clock.now,
        bytes: Buffer.byteLength(JSON.stringify({ chatid: 'release', ...message })),
      },
    ]);
  });

  it('takes nine types of message', async () => {
    const link = 'https://example.com/';
    const image = await stage.mediaId('image', PNG);
    const messages: [string, unknown][] = [
      ['text', { content: 'x' }],
      ['image', { media_id: image }],
      ['voice', { media_id: await stage.mediaId('voice', AMR) }],
      ['video', { media_id: await stage.mediaId('video', MP4), title: 'x' }],
      ['file', { media_id: await stage.mediaId('file', PNG) }],
      ['textcard', { title: 'x', description: 'x', url: link }],
      ['news', { articles: [{ title: 'x', url: link }] }],
      ['mpnews', { articles: [{ title: 'x', thumb_media_id: image, content: 'x' }] }],
      ['markdown', { content: 'x' }],
    ];
    for (const [msgtype, content] of messages) expect(await errcodeOfSend(msgtype, content), msgtype).toBe(0);
    expect(stage.sandbox.state().messages.map(({ msgtype }) => msgtype)).toEqual(messages.map(([msgtype]) => msgtype));
  });

  it.each(['template_card', 'miniprogram_notice', 'markdown_v2', 'x', undefined])('does not take %s', async (msgtype) => {
    const card = { card_type: 'text_notice', main_title: { title: 'x' }, card_action: { type: 1, url: 'https://example.com/' } };
    expect((await send({ msgtype, [String(msgtype)]: card })).errcode).toBe(40008);
  });

  it('has the limits of a message to members', async () => {
    expect(await errcodeOfSend('text', { content: 'a'.repeat(2049) })).toBe(0);
    expect(stage.sandbox.state().messages[0]?.message.text).toEqual({ content: 'a'.repeat(2048) });
    expect(await errcodeOfSend('markdown', { content: 'a'.repeat(2049) })).toBe(40058);
    expect(await errcodeOfSend('text', { content: '' })).toBe(44004);
    expect(await errcodeOfSend('text', { content: 'x', mentioned_list: '@all' })).toBe(40058);
    expect(await errcodeOfSend('file', { media_id: 'x' })).toBe(40007);
  });

  it('can be safe or not, and nothing between', async () => {
    for (const [safe, errcode] of [[0, 0], [1, 0], [2, 40058], ['1', 40058]] as const) {
      expect(await errcodeOfSend('text', { content: 'x' }, { safe })).toBe(errcode);
    }
    const articles = [{ title: 'x', thumb_media_id: await stage.mediaId('image', PNG), content: 'x' }];
    expect(await errcodeOfSend('mpnews', { articles }, { safe: 2 })).toBe(40058);
    expect(await errcodeOfSend('news', { articles: [{ title: 'x', url: 'https://example.com/' }] }, { safe: 1 })).toBe(40074);
  });

  it('has neither the ids translated nor duplicates held back, and the state says so', async () => {
    const options = { enable_id_trans: 1, enable_duplicate_check: 1 };
    expect(await errcodeOfSend('text', { content: 'x' }, options)).toBe(0);
    expect(await errcodeOfSend('text', { content: 'x' }, options)).toBe(0);
    const ignored = ['enable_id_trans', 'enable_duplicate_check'];
    expect(stage.sandbox.state().messages.map((message) => message.ignored)).toEqual([ignored, ignored]);
  });

  it('is not counted as a message to members', async () => {
    await errcodeOfSend('text', { content: 'x' });
    expect((await stage.post('message/get_statistics', {}))).toMatchObject({ statistics: [] });
  });
});

describe('a group chat', () => {
  const calls = (chatid: unknown, token?: string) => [
    () => update({ chatid }, token),
    async () => (await send({ chatid, msgtype: 'text', text: { content: 'x' } }, token)).errcode,
  ];

  it('that there is not is answered with 86003, and no name at all with 86001', async () => {
    for (const call of calls('nowhere')) expect(await call()).toBe(86003);
    for (const call of [...calls(''), ...calls(undefined), ...calls(7)]) expect(await call()).toBe(86001);
    expect((await stage.get('appchat/get', { chatid: 'nowhere' })).errcode).toBe(86003);
  });

  it("of another application is answered with 86008, and of another corp as if it were not there", async () => {
    await create({ chatid: 'release' });
    const other = stage.sandbox.addApp();
    for (const call of calls('release', await stage.token(other))) expect(await call()).toBe(86008);
    const foreign = stage.sandbox.addApp({ corpid: 'wwother' });
    for (const call of calls('release', await stage.token(foreign))) expect(await call()).toBe(86003);
    expect(stage.sandbox.state().messages).toEqual([]);
  });

  it('is refused to an application that does not see the whole corp', async () => {
    await create({ chatid: 'release' });
    stage.sandbox.configureApp(stage.app.name, { visibleRange: 'department' });
    expect(await errcodeOfCreate({})).toBe(60011);
    expect(await update({ name: 'x' })).toBe(60011);
    expect(await errcodeOfSend('text', { content: 'x' })).toBe(48002);
    expect((await stage.get('appchat/get', { chatid: 'release' })).errcode).toBe(48002);
    stage.sandbox.reset();
    expect(await errcodeOfCreate({})).toBe(0);
  });

  it('is forgotten with a reset', async () => {
    await create({ chatid: 'release' });
    stage.sandbox.reset();
    expect(chats()).toEqual([]);
    expect(await errcodeOfCreate({ chatid: 'release' })).toBe(0);
  });
});
