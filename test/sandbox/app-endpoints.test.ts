import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startApp } from './app-wire.ts';
import type { AppStage } from './app-wire.ts';

let stage: AppStage;
beforeEach(async () => {
  stage = await startApp({ callback: true });
});
afterEach(() => stage.sandbox.close());

const POSTS = [
  'message/recall',
  'message/update_template_card',
  'message/get_statistics',
  'appchat/create',
  'appchat/update',
  'appchat/send',
  'media/uploadimg',
  'media/upload_by_url',
  'media/get_upload_by_url_result',
  'user/list_id',
];
const GETS = ['appchat/get', 'media/get/jssdk', 'get_api_domain_ip', 'getcallbackip', 'department/list', 'department/simplelist', 'user/simplelist', 'tag/list', 'tag/get'];

const call = (path: string, token?: string) => (GETS.includes(path) && token === undefined ? stage.get(path) : stage.post(path, {}, token));

describe.each([...POSTS, ...GETS])("an application's %s", (path) => {
  it('is asked with a token, from an address that is trusted', async () => {
    const token = await stage.token();
    expect((await call(path, 'unknown')).errcode).toBe(40014);
    expect((await call(path, '')).errcode).toBe(41001);
    stage.sandbox.trustIps(['10.0.0.1']);
    expect((await call(path, token)).errcode).toBe(60020);
    stage.sandbox.trustIps(undefined);
    stage.sandbox.expireTokens();
    expect((await call(path, token)).errcode).toBe(42001);
  });

  it('is struck by faults', async () => {
    const token = await stage.token();
    stage.sandbox.script({ kind: 'errcode', errcode: 45009, path: `/cgi-bin/${path}` });
    stage.sandbox.script({ kind: 'reset-before', path: `/cgi-bin/${path}` });
    expect((await call(path, token)).errcode).toBe(45009);
    await expect(call(path, token)).rejects.toThrow();
    expect((await call(path)).errcode).not.toBe(45009);
  });
});

describe('a fault after a change', () => {
  const text = { msgtype: 'text', text: { content: 'x' } };

  it('leaves a recall done, a chat made, and a message in it', async () => {
    const { msgid } = await stage.send(text);
    const token = await stage.token();
    for (const [path, body] of [
      ['message/recall', { msgid }],
      ['appchat/create', { chatid: 'release', userlist: ['ZhangSan', 'LiSi'] }],
      ['appchat/send', { chatid: 'release', ...text }],
    ] as const) {
      stage.sandbox.script({ kind: 'reset-after' });
      await expect(stage.post(path, body, token)).rejects.toThrow();
    }
    const { messages, chats } = stage.sandbox.state();
    expect(messages).toMatchObject([{ recalledAt: stage.clock.now }, { chatid: 'release' }]);
    expect(chats).toHaveLength(1);
  });

  it('uses a response_code up', async () => {
    const card = { card_type: 'button_interaction', main_title: { title: 'x' }, task_id: 't', button_list: [{ text: 'x', key: 'x' }] };
    const { response_code } = await stage.send({ msgtype: 'template_card', template_card: card });
    const update = { agentid: stage.app.agentid, atall: 1, response_code, button: { replace_name: 'Done' } };
    const token = await stage.token();
    stage.sandbox.script({ kind: 'close-after' });
    await expect(stage.post('message/update_template_card', update, token)).rejects.toThrow();
    expect((await stage.post('message/update_template_card', update, token)).errcode).toBe(60140);
  });
});
