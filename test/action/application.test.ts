import { describe, expect } from 'vitest';

import { APP_SEND, APP_UPLOAD, GETTOKEN, accountOf, credentialsOf, it, received } from '../support/application-step.ts';
import { amr, MP4, PNG } from '../support/media-samples.ts';
import { SEND, filesOf, messagesOf, passed, shown, soleError, webhookOf } from '../support/step.ts';

describe.concurrent('an application', () => {
  it('sends to members, departments and tags, however they are separated, each once', async ({ app, sandbox }) => {
    const run = passed(await app({ text: 'hello', 'to-user': 'zhangsan\nlisi, ZhangSan', 'to-party': '2|3', 'to-tag': '1' }));

    expect(received(sandbox)).toEqual([['ZhangSan LiSi party 2 party 3 tag 1', 'text', 'hello']]);
    expect(sandbox.state().messages[0]?.message).toMatchObject({ touser: 'zhangsan|lisi', toparty: '2|3', totag: '1', agentid: accountOf(sandbox).agentid });
    const { msgid } = sandbox.state().messages[0] ?? {};
    expect(messagesOf(run)).toEqual([{ channel: 'app', msgtype: 'text', delivery: 'sent', errcode: 0, errmsg: 'ok', msgid, destination: 1 }]);
    expect(run.outputs).toMatchObject({ 'message-id': msgid, delivery: 'sent', 'invalid-users': '' });
  });

  it('sends to everyone only where @all is written out alone', async ({ app, sandbox }) => {
    passed(await app({ text: 'hello', 'to-user': '@all' }));

    expect(received(sandbox)).toEqual([['@all', 'text', 'hello']]);
  });

  it('uploads files as what they are by their content, a video too, and sends each after all uploads', async ({ app, sandbox, workspace }) => {
    await workspace.write({ '1.png': PNG, '2.amr': amr(1), '3.mp4': MP4, '4-报告.html': '<p>passed' });

    const run = passed(await app({ files: '*', markdown: '# done' }));

    expect(received(sandbox)).toEqual([
      ['ZhangSan', 'markdown', '# done'],
      ['ZhangSan', 'image', '1.png'],
      ['ZhangSan', 'voice', '2.amr'],
      ['ZhangSan', 'video', '3.mp4'],
      ['ZhangSan', 'file', '4-报告.html'],
    ]);
    expect(filesOf(run).map(({ type, media_id, status }) => [type, media_id !== null, status])).toEqual(['image', 'voice', 'video', 'file'].map((type) => [type, true, 'sent']));
    const paths = sandbox.state().requests.map(({ path }) => path);
    expect(paths.filter((path) => path === GETTOKEN)).toHaveLength(1);
    expect(paths.lastIndexOf(APP_UPLOAD)).toBeLessThan(paths.indexOf(APP_SEND));
  });

  it('splits what is too long for an application, though a robot would take it in one', async ({ app, sandbox }) => {
    const text = Array.from({ length: 100 }, (_, index) => `${index} 构建日志的一行文字`).join('\n');
    expect(Buffer.byteLength(text)).toBeGreaterThan(2048);
    expect(Buffer.byteLength(text)).toBeLessThan(4096);

    passed(await app({ markdown: text }));

    const parts = received(sandbox).map(([, , content]) => String(content));
    expect(parts.map((part) => part.split('\n')[0])).toEqual(['(1/2)', '(2/2)']);
    for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(2048);
    expect(parts.map((part) => part.replace(/^.*\n/, '').trimEnd()).join('\n')).toBe(text);
  });

  it('makes confidential what can be, and says of a file that it may not be', async ({ app, sandbox, workspace }) => {
    await workspace.write({ 'a.pdf': 'content', 'b.apk': 'content' });

    const run = passed(await app({ text: 'hello', files: '*.pdf', safe: 'true' }));
    expect(sandbox.state().messages.map(({ message }) => message.safe)).toEqual([1, 1]);
    expect(run.log).not.toContain('Warning');

    expect((await app({ files: 'b.apk', safe: 'true', 'dry-run': 'true' })).log).toMatch(/Warning: safe: "b\.apk"; files with the extension txt, pdf/);
  });

  it('shows ids as names where that is asked for, and leaves the files beside as they are', async ({ app, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });

    passed(await app({ text: 'by $userName=lisi$', files: 'a.txt', 'enable-id-trans': 'true' }));

    expect(sandbox.state().messages.map(({ message }) => message.enable_id_trans)).toEqual([1, undefined]);
  });

  it('is completed by what the message itself says of its recipients and options, which wins', async ({ app, sandbox }) => {
    const message = 'msgtype: text\ntext: {content: hello}\ntouser: LiSi\nsafe: 0\nduplicate_check_interval: 60\nenable_duplicate_check: 1';

    passed(await app({ message, 'to-user': 'ZhangSan', 'to-party': '1', safe: 'true', 'dedupe-seconds': '1800', fields: 'touser=WangWu\nsafe=0' }));

    expect(sandbox.state().messages[0]?.message).toEqual({ msgtype: 'text', text: { content: 'hello' }, touser: 'WangWu', safe: 0, agentid: accountOf(sandbox).agentid, enable_duplicate_check: 1, duplicate_check_interval: 60 });
  });

  it('uploads only, where that is asked for, a picture as a picture', async ({ app, sandbox, workspace }) => {
    await workspace.write({ 'a.png': PNG });

    const run = passed(await app({ files: 'a.png', 'send-files': 'false' }));

    expect(sandbox.state().media).toMatchObject([{ type: 'image', media_id: run.outputs['media-id'] }]);
    expect(sandbox.state().messages).toEqual([]);
  });

  it('remembers uploads for its corp, and uploads anew what WeCom no longer takes', async ({ app, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    const inputs = { files: 'a.txt', 'media-cache': '.cache.json' };

    passed(await app(inputs));
    passed(await app(inputs));
    expect(sandbox.state().media).toHaveLength(1);
    sandbox.script({ path: APP_SEND, kind: 'errcode', errcode: 40007 });
    const run = passed(await app(inputs));

    expect(sandbox.state().media).toHaveLength(2);
    expect(run.outputs['media-id']).toBe(sandbox.state().media[1]?.media_id);
  });

  it('fetches another token, once, when WeCom does not take the first', async ({ app, sandbox }) => {
    sandbox.script({ path: APP_SEND, kind: 'errcode', errcode: 42001 });

    passed(await app({ text: 'hello' }));

    expect(sandbox.state().tokens.calls).toBe(2);
    expect(received(sandbox)).toHaveLength(1);
  });

  it('in a dry run asks for no token and prints what would be sent', async ({ app, sandbox }) => {
    const run = passed(await app({ text: 'hello', 'dry-run': 'true' }));

    expect(run.log).toContain('The application’s recipients would get 1 message:');
    expect(run.log).toContain('"touser":"ZhangSan"');
    expect(sandbox.state().requests).toEqual([]);
  });
});

describe.concurrent('a group chat of an application', () => {
  it('gets texts and files, and a mention of its members', async ({ app, sandbox, workspace, chatid }) => {
    await workspace.write({ 'a.txt': 'content' });

    const run = passed(await app({ 'chat-id': chatid, text: 'hello', files: 'a.txt', 'mention-users': 'lisi' }));

    expect(received(sandbox)).toEqual([[chatid, 'text', 'hello'], [chatid, 'file', 'a.txt']]);
    expect(sandbox.state().messages[0]?.message).toEqual({ msgtype: 'text', text: { content: 'hello', mentioned_list: ['lisi'] }, chatid });
    expect(messagesOf(run).map(({ channel, msgid }) => [channel, msgid])).toEqual([['appchat', null], ['appchat', null]]);
  });

  it('needs no agent-id', async ({ app, chatid, sandbox }) => {
    passed(await app({ 'chat-id': chatid, text: 'hello', 'agent-id': '' }));

    expect(received(sandbox)).toHaveLength(1);
  });

  it('that is of another application is explained', async ({ app }) => {
    expect(soleError(await app({ 'chat-id': 'NOSUCHCHAT', text: 'hello' }))).toMatch(/errcode (?:40050|86003|86001), .*Use the chat id that creating the group chat returned/);
  });
});

describe.concurrent('a robot and an application in one step', () => {
  it('send the same, each with its own upload, and the results of both are told apart', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content', 'b.png': PNG });

    const run = passed(await step({ ...credentialsOf(sandbox), 'to-user': 'LiSi', text: 'hello', files: '*' }));

    expect(shown(sandbox)).toEqual([['text', 'hello'], ['file', 'a.txt'], ['image', undefined]]);
    expect(received(sandbox)).toEqual([['LiSi', 'text', 'hello'], ['LiSi', 'file', 'a.txt'], ['LiSi', 'image', 'b.png']]);
    expect(sandbox.state().media.map(({ type, robot }) => [type, robot === undefined]).sort()).toEqual([['file', false], ['file', true], ['image', true]]);
    expect(messagesOf(run).map(({ channel, destination }) => `${channel} ${destination}`).sort()).toEqual(['app 2', 'app 2', 'app 2', 'robot 1', 'robot 1', 'robot 1']);
    expect(run.summary).toContain('<tr><td>group</td><td>text</td>');
    expect(run.summary).toContain('<tr><td>application</td><td>text</td>');
    expect(run.log).toContain('text message (application): sent');
  });

  it('do not keep each other from sending: one fails, the other arrives, and the error says which', async ({ step, sandbox }) => {
    sandbox.script({ path: SEND, kind: 'errcode', errcode: 93000 });

    const run = await step({ ...credentialsOf(sandbox), 'to-user': 'LiSi', text: 'hello' });

    expect(soleError(run)).toMatch(/^group: text message: WeCom refused .*errcode 93000/);
    expect(run.outputs.delivery).toBe('partial');
    expect(received(sandbox)).toHaveLength(1);
  });

  it('share a message, of which the robot gets nothing that is only for the application', async ({ step, sandbox }) => {
    const message = 'msgtype: text\ntext: {content: hello}\ntouser: LiSi\nenable_id_trans: 1';

    const run = passed(await step({ ...credentialsOf(sandbox), message }));

    expect(run.log).not.toContain('Warning');
    expect(sandbox.state().messages.find(({ robot }) => robot !== undefined)?.message).toEqual({ msgtype: 'text', text: { content: 'hello' } });
    expect(sandbox.state().messages.find(({ app }) => app !== undefined)?.message).toMatchObject({ touser: 'LiSi', enable_id_trans: 1 });
  });

  it('mention in the group alone, and say so', async ({ step, sandbox }) => {
    const run = passed(await step({ ...credentialsOf(sandbox), 'to-user': 'LiSi', text: 'hello', 'mention-users': 'lisi' }));

    expect(run.log).toMatch(/Warning: mention-users: .*the application’s message is without the mention/);
    expect(sandbox.state().messages.map(({ message }) => (message.text as object)).sort((a, b) => Object.keys(a).length - Object.keys(b).length)).toEqual([{ content: 'hello' }, { content: 'hello', mentioned_list: ['lisi'] }]);
  });

  it('are told apart where one of them cannot send the message', async ({ step, sandbox }) => {
    const error = soleError(await step({ ...credentialsOf(sandbox), 'to-user': 'LiSi', 'markdown-v2': '| a |', webhook: webhookOf(sandbox) }));

    expect(error).toContain('1 problem');
    expect(error).toContain('- msgtype (application): markdown_v2, allowed is markdown from an application');
    expect(sandbox.state().requests).toEqual([]);
  });
});
