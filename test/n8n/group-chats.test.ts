import { describe, expect } from 'vitest';

import type { Credential } from '../../scripts/n8n/credentials.ts';
import { itemsOf } from '../../scripts/n8n/executions.ts';
import { it, NODE, run, weCom } from './support/wecom.ts';
import { split } from './support/workflow.ts';
import type { Step } from './support/workflow.ts';

const CONTINUE = { onError: 'continueRegularOutput' } as const;

const chatting = (credential: Credential, operation: string, parameters: Record<string, unknown>, rest: Partial<Step> = {}): Step => weCom(credential, { resource: 'groupChat', operation, ...parameters }, rest);

const CREATED = { userList: 'ZhangSan, LiSi', chatName: 'Release 1.0', owner: 'LiSi', chatId: 'release1' };

const SENT = { delivery: 'sent', errcode: 0, errmsg: 'ok' };

describe('a group chat', () => {
  it('is created with its members, name, owner and id', async ({ rest, sandbox, app }) => {
    const { json, execution } = await run(rest, [chatting(app, 'create', CREATED)]);
    expect(json).toEqual([{ chatid: 'release1' }]);
    expect(sandbox.state().chats).toMatchObject([{ chatid: 'release1', name: 'Release 1.0', owner: 'LiSi', userlist: ['ZhangSan', 'LiSi'] }]);
    expect(itemsOf(execution, NODE)[0]?.pairedItem).toEqual({ item: 0 });
  });

  it('of nothing but members gets an id and an owner from WeCom', async ({ rest, sandbox, app }) => {
    const { json } = await run(rest, [chatting(app, 'create', { userList: '={{ ["ZhangSan", "WangWu"] }}' })]);
    const [chat] = sandbox.state().chats;
    expect(json).toEqual([{ chatid: chat?.chatid }]);
    expect(chat?.userlist).toContain(chat?.owner);
  });

  it('is changed, and then looked up as it is now', async ({ rest, app }) => {
    const steps = [
      chatting(app, 'create', CREATED, { name: 'Create' }),
      chatting(app, 'update', { chatId: '={{ $json.chatid }}', chatName: 'Release 1.1', owner: 'WangWu', addUserList: 'WangWu', delUserList: 'LiSi' }, { name: 'Update' }),
      chatting(app, 'get', { chatId: '={{ $json.chatid }}' }),
    ];
    const { json, execution } = await run(rest, steps);
    expect(itemsOf(execution, 'Update')[0]?.json).toEqual({ chatid: 'release1', updated: true });
    expect(json).toEqual([{ chatid: 'release1', name: 'Release 1.1', owner: 'WangWu', userlist: ['ZhangSan', 'WangWu'] }]);
  });

  it.for([
    { name: 'of one member, with an owner who is none of them', operation: 'create', parameters: { ...CREATED, userList: 'ZhangSan, zhangsan' }, problems: ['Members (userlist): 1 item, allowed is 2 to 2000 items', 'Owner (owner): "LiSi", allowed is one of the members'] },
    { name: 'of 2001 members', operation: 'create', parameters: { userList: '={{ Array.from({ length: 2001 }, (_, index) => "user" + index) }}' }, problems: ['Members (userlist): 2001 items'] },
    { name: 'with a name of 51 characters, and an id of other characters than letters and digits', operation: 'create', parameters: { ...CREATED, chatName: '群'.repeat(51), chatId: 'release-1' }, problems: ['Chat ID (chatid): a text with other characters in it', 'Name (name): 51 characters'] },
    { name: 'with nothing that changes', operation: 'update', parameters: { chatId: 'release1' }, problems: ['request: none, allowed is at least one change'] },
    { name: 'with somebody who comes and goes, and an owner who goes', operation: 'update', parameters: { chatId: 'release1', owner: 'LiSi', addUserList: 'LiSi', delUserList: 'LiSi' }, problems: ['Remove Members (del_user_list): "LiSi"', 'Owner (owner): one who is removed'] },
    { name: 'that is not named', operation: 'get', parameters: { chatId: '={{ $json.nothing }}' }, problems: ['Chat ID (chatid): empty'] },
    { name: 'that is not named by what is to be sent', operation: 'send', parameters: { chatId: '={{ $json.nothing }}', content: '={{ "" }}' }, problems: ['Chat ID (chatid): empty', 'Content (text.content): missing'] },
  ])('$name is refused before any request', async ({ operation, parameters, problems }, { rest, sandbox, app }) => {
    const { execution } = await run(rest, [chatting(app, operation, parameters)]);
    expect(execution.error?.message).toMatch(/^Nothing was sent, because \d problems? (was|were) found/);
    for (const problem of problems) expect(execution.error?.description).toContain(`- ${problem}`);
    expect(sandbox.state().requests).toEqual([]);
  });

  it('that WeCom refuses is an error with the way out, for its item only', async ({ rest, app }) => {
    const items = { json: { items: [{ id: 'taken' }, { id: 'taken' }, { id: 'free' }] } };
    const { json } = await run(rest, [split('items'), chatting(app, 'create', { ...CREATED, chatId: '={{ $json.id }}' }, CONTINUE)], items);
    expect(json).toMatchObject([{ chatid: 'taken' }, { error: expect.stringContaining('errcode 86215') as string, details: { description: expect.stringContaining('Choose another chat id') as string } }, { chatid: 'free' }]);

    const missing = await run(rest, [chatting(app, 'get', { chatId: 'nobodys' })]);
    expect(missing.execution.error?.message).toContain('errcode 86003');
  });

  it('may be created by an application that sees the whole corp only, which is said', async ({ rest, sandbox, app }) => {
    sandbox.configureApp(sandbox.apps[0]?.name ?? '', { visibleRange: 'department' });
    const { execution } = await run(rest, [chatting(app, 'create', CREATED)]);
    expect(execution.error?.message).toContain('errcode 60011');
  });

  it('whose creation has lost its answer is in doubt, and with an id of one’s own is not', async ({ rest, sandbox, app }) => {
    sandbox.script({ kind: 'reset-after', path: '/cgi-bin/appchat/create' });
    const { execution } = await run(rest, [chatting(app, 'create', { userList: 'ZhangSan, LiSi' })]);
    expect(execution.error?.message).toContain('the group chat may have been created, and it was not tried again');
    expect(execution.error?.description).toMatch(/chatid of your choice[^]*“Retry On Fail”/);

    sandbox.reset();
    sandbox.script({ kind: 'reset-after', path: '/cgi-bin/appchat/create' });
    const own = await run(rest, [chatting(app, 'create', CREATED)]);
    expect(own.json).toEqual([{ chatid: 'release1' }]);
    expect(sandbox.state().chats).toHaveLength(1);
  });
});

describe('a message to a group chat', () => {
  const CREATE = (app: Credential): Step => chatting(app, 'create', CREATED, { name: 'Create' });

  it('mentions members in a text', async ({ rest, sandbox, app }) => {
    const { json } = await run(rest, [CREATE(app), chatting(app, 'send', { chatId: 'release1', content: 'It is out', additionalFields: { mentionUsers: 'ZhangSan, @all' } })]);
    expect(json).toEqual([{ ...SENT, msgtype: 'text' }]);
    expect(sandbox.state().messages).toMatchObject([{ chatid: 'release1', message: { text: { content: 'It is out', mentioned_list: ['ZhangSan', '@all'] } } }]);
  });

  it('is a file from a binary field in one step', async ({ rest, sandbox, app }) => {
    const file = { name: '发布说明.txt', bytes: Buffer.from('what is new') };
    await run(rest, [CREATE(app)]);
    const { json } = await run(rest, [chatting(app, 'send', { chatId: 'release1', messageType: 'file' })], { files: { data: file } });
    const { media, messages } = sandbox.state();
    expect(media).toMatchObject([{ type: 'file', filename: file.name, size: file.bytes.length }]);
    expect(messages).toMatchObject([{ chatid: 'release1', message: { file: { media_id: media[0]?.media_id } } }]);
    expect(json).toMatchObject([{ ...SENT, msgtype: 'file', media: [{ media_id: media[0]?.media_id, filename: file.name }] }]);
  });

  it('that is too long becomes several, and can be confidential', async ({ rest, sandbox, app }) => {
    const { json } = await run(rest, [CREATE(app), chatting(app, 'send', { chatId: 'release1', content: 'All. '.repeat(700), additionalFields: { safe: true, mentionUsers: 'LiSi' } })]);
    const sent = sandbox.state().messages.map(({ message }) => message as { safe: number; text: { mentioned_list?: string[] } });
    expect(sent.map(({ safe, text }) => [safe, text.mentioned_list])).toEqual([[1, undefined], [1, ['LiSi']]]);
    expect(json).toMatchObject([{ ...SENT, messages: [SENT, SENT] }]);
  });

  it('can be written as a whole, with the chat in it', async ({ rest, sandbox, app }) => {
    const message = JSON.stringify({ chatid: 'release1', msgtype: 'text', text: { content: 'Whole' } });
    await run(rest, [CREATE(app), chatting(app, 'send', { chatId: 'other', messageType: 'json', message })]);
    expect(sandbox.state().messages).toMatchObject([{ chatid: 'release1', message: { text: { content: 'Whole' } } }]);
  });

  it('cannot be a card, which is said before any request', async ({ rest, sandbox, app }) => {
    const message = JSON.stringify({ msgtype: 'template_card', template_card: {} });
    const { execution } = await run(rest, [chatting(app, 'send', { chatId: 'release1', messageType: 'json', message })]);
    expect(execution.error?.description).toMatch(/^- msgtype: "template_card", allowed is one of text, markdown/);
    expect(sandbox.state().requests).toEqual([]);
  });

  it('to a chat that there is not is refused, for its item only', async ({ rest, sandbox, app }) => {
    await run(rest, [CREATE(app)]);
    const items = { json: { items: [{ id: 'release1' }, { id: 'nobodys' }, { id: 'release1' }] } };
    const { json } = await run(rest, [split('items'), chatting(app, 'send', { chatId: '={{ $json.id }}', content: 'Hello' }, CONTINUE)], items);
    expect(json).toMatchObject([SENT, { error: expect.stringContaining('errcode 86003') as string, details: { delivery: 'rejected' } }, SENT]);
    expect(sandbox.state().messages).toHaveLength(2);
  });

  it('whose answer is lost is in doubt', async ({ rest, sandbox, app }) => {
    await run(rest, [CREATE(app)]);
    sandbox.script({ kind: 'reset-after', path: '/cgi-bin/appchat/send' });
    const { json } = await run(rest, [chatting(app, 'send', { chatId: 'release1', content: 'Perhaps' }, CONTINUE)]);
    expect(json).toMatchObject([{ error: expect.stringContaining('the message may have been delivered, and it was not sent again') as string, details: { delivery: 'unknown' } }]);
    expect(sandbox.state().messages).toHaveLength(1);
  });
});
