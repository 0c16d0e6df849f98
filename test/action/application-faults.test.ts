import { describe, expect } from 'vitest';

import { APP_SEND, APP_UPLOAD, CHAT_SEND, GETTOKEN, accountOf, credentialsOf, it, received } from '../support/application-step.ts';
import { messagesOf, passed, soleError } from '../support/step.ts';

const sends = (requests: readonly { path: string }[]): number => requests.filter(({ path }) => path === APP_SEND || path === CHAT_SEND).length;

describe.concurrent('recipients whom WeCom leaves out', () => {
  it('make the delivery partial, are named in the output, the summary and one error, and keep nothing from the others', async ({ app, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });

    const run = await app({ text: 'hello', files: 'a.txt', 'to-user': 'ZhangSan,ZhaoLiu,Nobody', 'to-party': '1,99', 'to-tag': '1,77' });

    const error = soleError(run);
    for (const who of ['member nobody (not in the corp', 'member zhaoliu (without a licence', 'department 99 (', 'tag 77 (']) {
      expect(error.split(who)).toHaveLength(2);
      expect(run.summary).toContain(who.replaceAll('(', '&#40;'));
    }
    expect(error).toContain('WeCom took the message, and not everybody gets it');
    expect(run.outputs).toMatchObject({ delivery: 'partial', 'invalid-users': 'nobody,zhaoliu,party:99,tag:77' });
    expect(messagesOf(run).map(({ delivery, errcode }) => [delivery, errcode])).toEqual([['partial', 0], ['partial', 0]]);
    expect(run.log).toContain('a.txt: partial');
    expect(received(sandbox)).toHaveLength(2);
  });

  it('are a warning with on-error: warn', async ({ app }) => {
    const run = await app({ text: 'hello', 'to-user': 'ZhangSan,Nobody', 'on-error': 'warn' });

    expect(run.annotations).toMatchObject([{ level: 'warning', message: expect.stringContaining('member nobody') as string }]);
    expect([run.exitCode, run.outputs.delivery]).toEqual([0, 'partial']);
  });

  it('are an error where nobody else is left', async ({ app }) => {
    const run = await app({ text: 'hello', 'to-user': 'Nobody' });

    expect(soleError(run)).toMatch(/errcode 81013, every recipient is invalid/);
    expect(run.outputs.delivery).toBe('rejected');
  });
});

describe.concurrent('an address that the application does not trust', () => {
  it('is told, with where to enter it and every way around it', async ({ app, sandbox }) => {
    sandbox.trustIps(['203.0.113.7']);

    const error = soleError(await app({ text: 'hello' }));

    expect(error).toContain('errcode 60020');
    expect(error).toContain('The address is 127.0.0.1. Add the IP address');
    for (const way of ['trusted IPs', 'base URL', 'proxy', 'self-hosted runner', 'group robot']) expect(error).toContain(way);
    expect(sandbox.state().tokens.calls).toBe(1);
  });

  it('is told for an upload, after which nothing is sent', async ({ app, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    sandbox.trustIps([]);

    expect(soleError(await app({ text: 'hello', files: 'a.txt' }))).toContain('The address is 127.0.0.1.');
    expect(sends(sandbox.state().requests)).toBe(0);
  });
});

describe.concurrent('credentials that WeCom refuses', () => {
  it('are asked about once, however much is to be sent, because each wrong try counts towards a ban', async ({ app, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content', 'b.txt': 'content' });

    const error = soleError(await app({ 'corp-secret': 'a-wrong-secret-canary', text: 'hello', files: '*' }));

    expect(error).toMatch(/errcode 40001, the secret is wrong/);
    expect(error).not.toContain('canary');
    expect(sandbox.state().requests.map(({ path }) => path)).toEqual([GETTOKEN]);
  });

  it('are explained when the corp is wrong', async ({ app }) => {
    expect(soleError(await app({ 'corp-id': 'ww0000000000000000', text: 'hello' }))).toMatch(/errcode 40013, the corp id is wrong/);
  });

  it('are explained when the agent id is that of another application', async ({ app, sandbox }) => {
    expect(soleError(await app({ 'agent-id': String(accountOf(sandbox).agentid + 1), text: 'hello' }))).toMatch(/errcode (?:301002|40056)/);
  });
});

describe.concurrent('what only WeCom knows', () => {
  it('is explained: a card with buttons from an application that cannot be called back', async ({ app }) => {
    const message = 'msgtype: template_card\ntemplate_card:\n  card_type: button_interaction\n  task_id: deploy_1\n  main_title: {title: Deploy?}\n  button_list: [{text: "Yes", key: y}]';

    expect(soleError(await app({ message }))).toMatch(/errcode 43012, the application has no callback URL, which interactive cards need.*Set a URL for receiving messages/);
  });

  it('is explained: a media_id that is none', async ({ app }) => {
    expect(soleError(await app({ fields: 'msgtype=file\nfile.media_id=canary-media-id' }))).toMatch(/errcode 40007/);
  });
});

describe.concurrent('an answer that is lost', () => {
  it.for([
    ['lost after the message arrived', { kind: 'reset-after' }],
    ['lost before it arrived', { kind: 'status', status: 502 }],
  ] as const)('with dedupe-seconds makes the message be sent again, and it is seen once: %s', async ([, fault], { app, sandbox }) => {
    sandbox.script({ path: APP_SEND, ...fault });

    const run = passed(await app({ text: 'hello', 'dedupe-seconds': '1800' }));

    expect(sends(sandbox.state().requests)).toBe(2);
    expect(received(sandbox)).toEqual([['ZhangSan', 'text', 'hello']]);
    expect(run.outputs).toMatchObject({ delivery: 'sent', 'message-id': sandbox.state().messages[0]?.msgid });
  });

  it('without it leaves the outcome unknown, repeats nothing and names both ways', async ({ app, sandbox }) => {
    sandbox.script({ path: APP_SEND, kind: 'reset-after' });

    const run = await app({ text: 'hello' });

    expect(soleError(run)).toMatch(/may have been delivered.*\n.*set dedupe-seconds\. .*set on-unknown: resend\.$/);
    expect(run.outputs.delivery).toBe('unknown');
    expect(sends(sandbox.state().requests)).toBe(1);
  });

  it('to a group chat is never repeated unless the user takes the risk', async ({ app, sandbox, chatid }) => {
    sandbox.script({ path: CHAT_SEND, kind: 'reset-after' });
    const run = await app({ 'chat-id': chatid, text: 'hello' });
    expect(soleError(run)).not.toContain('dedupe-seconds');
    expect([run.outputs.delivery, sends(sandbox.state().requests)]).toEqual(['unknown', 1]);

    sandbox.script({ path: CHAT_SEND, kind: 'reset-after' });
    passed(await app({ 'chat-id': chatid, text: 'again', 'on-unknown': 'resend' }));
    expect(received(sandbox).map(([, , content]) => content)).toEqual(['hello', 'again', 'again']);
  });

  it('of a token or an upload is asked for again, as neither is seen by anybody', async ({ app, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    sandbox.script({ path: GETTOKEN, kind: 'reset-after' });
    sandbox.script({ path: APP_UPLOAD, kind: 'cut-body' });

    passed(await app({ files: 'a.txt' }));

    expect(received(sandbox)).toEqual([['ZhangSan', 'file', 'a.txt']]);
  });

  it('in one place leaves the other as it is', async ({ step, sandbox }) => {
    sandbox.script({ path: APP_SEND, kind: 'reset-after' });

    const run = await step({ ...credentialsOf(sandbox), 'to-user': 'LiSi', text: 'hello' });

    expect(soleError(run)).toMatch(/^application: text message: /);
    expect(messagesOf(run).map(({ channel, delivery }) => [channel, delivery])).toEqual([['robot', 'sent'], ['app', 'unknown']]);
  });
});
