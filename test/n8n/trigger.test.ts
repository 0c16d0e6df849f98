import { describe, expect } from 'vitest';

import { it } from './support/trigger.ts';

describe('the URL that WeCom calls', () => {
  it('passes the verification of the admin page', async ({ sandbox, listen }) => {
    await listen();
    expect(await sandbox.verifyCallback(sandbox.apps[0]?.name ?? '')).toMatchObject({ ok: true });
  });

  it('is answered with an empty 200, and the workflow gets the message', async ({ listen }) => {
    const { call, item } = await listen();
    const record = await call({ MsgType: 'text', Content: '你好 <b>&amp;</b>', MsgId: '4561255354251345929' });
    expect(record.attempts).toMatchObject([{ status: 200, body: '' }]);
    expect((await item()).json).toMatchObject({ MsgType: 'text', Content: '你好 <b>&amp;</b>', MsgId: '4561255354251345929', callback: { from: 'app', kind: 'message', type: 'text' } });
  });
});

describe('a reply', () => {
  it('is made by an expression over the message', async ({ listen }) => {
    const { call, item } = await listen({ reply: 'text', replyContent: '=收到：{{ $json.Content }}' });
    const record = await call({ MsgType: 'text', Content: '审批' });
    expect(record.reply).toEqual({ msgtype: 'text', message: { msgtype: 'text', text: { content: '收到：审批' } } });
    expect((await item()).json.callback).toMatchObject({ reply: { given: true } });
  });
});
