import { describe, expect } from 'vitest';

import { credentialsOf, it, received } from '../support/application-step.ts';
import { amr } from '../support/media-samples.ts';
import { passed, shown, soleError } from '../support/step.ts';

describe.concurrent('what an application is given', () => {
  it('is checked before the first request, all of it at once', async ({ app, sandbox }) => {
    const error = soleError(
      await app({ 'corp-id': 'my corp', 'corp-secret': '', 'agent-id': 'canary-secret', 'to-user': '@all, lisi', 'to-party': 'Engineering', 'chat-id': 'abc', 'dedupe-seconds': '14401', 'mention-mobiles': '13800000000', text: 'hello' }),
    );

    for (const path of ['corp-id', 'corp-secret', 'agent-id', 'to-user', 'chat-id', 'dedupe-seconds', 'mention-mobiles']) expect(error).toContain(`\n- ${path}: `);
    expect(error).not.toContain('canary');
    expect(sandbox.state().requests).toEqual([]);
  });

  it.for([
    ['no secret', { 'corp-secret': '' }, '- corp-secret: empty, allowed is the secret of the application'],
    ['a secret with a blank in it', { 'corp-secret': 'canary canary' }, '- corp-secret: 13 characters that are none'],
    ['no corp', { 'corp-id': '' }, '- corp-id: empty'],
    ['an agent id that is no number', { 'agent-id': '1000002a' }, '- agent-id: 8 characters that are none, allowed is the AgentId of the application, a number'],
    ['no recipient', { 'to-user': '' }, '- to-user: nobody, allowed is somebody to send to. Set to-user, to-party or to-tag, or chat-id for a group chat'],
    ['everyone beside others', { 'to-user': '@all|lisi' }, '- to-user: @all beside others, allowed is @all alone'],
    ['a userid with a blank in it', { 'to-user': 'zhang san' }, '- to-user: "zhang san", allowed is ids without white space and without |'],
    ['a department by its name', { 'to-party': 'Engineering' }, '- to-party: an id that is no whole number'],
    ['too many users', { 'to-user': Array.from({ length: 1001 }, (_, index) => `user${index}`).join(',') }, '- to-user: 1001 ids, allowed is at most 1000 ids'],
    ['recipients and a group chat', { 'to-user': 'lisi', 'chat-id': 'abc' }, '- chat-id: both, allowed is a group chat or recipients'],
    ['a message with recipients for a group chat', { 'chat-id': 'abc', text: '', message: 'msgtype: text\ntext: {content: x}\ntouser: lisi' }, '- chat-id: both, allowed is a group chat or recipients'],
    ['an interval that is too long', { 'dedupe-seconds': '14401' }, '- dedupe-seconds: "14401", allowed is a whole number of seconds from 1 to 14400, or 0 for off'],
    ['an interval that is none', { 'dedupe-seconds': '-1' }, '- dedupe-seconds: "-1"'],
    ['a duplicate check for a group chat', { 'chat-id': 'abc', 'dedupe-seconds': '60' }, '- dedupe-seconds: 60, allowed is 0 with chat-id'],
    ['a confidential markdown', { text: '', markdown: '# hi', safe: 'true' }, '- safe: on, allowed is off for markdown'],
    ['ids as names in markdown', { text: '', markdown: '# hi', 'enable-id-trans': 'true' }, '- enable-id-trans: on, allowed is off for markdown'],
    ['ids as names in a group chat', { 'chat-id': 'abc', 'enable-id-trans': 'true' }, '- enable-id-trans: on, allowed is off for text in a group chat'],
    ['markdown_v2', { text: '', 'markdown-v2': '| a |' }, '- msgtype: markdown_v2, allowed is markdown from an application'],
    ['a card for a group chat', { 'chat-id': 'abc', text: '', message: 'msgtype: template_card\ntemplate_card: {}' }, '- msgtype: "template_card"'],
    ['a mention of a member', { 'mention-users': 'lisi' }, '- mention-users: filled in, allowed is nothing with recipients, because WeCom has no such mention there. Name the members in to-user'],
    ['a mention of a number in a group chat', { 'chat-id': 'abc', 'mention-mobiles': '13800000000' }, '- mention-mobiles: filled in, allowed is nothing with chat-id, because WeCom has no such mention there'],
    ['the agent id of another', { text: '', message: 'msgtype: text\ntext: {content: x}\nagentid: 7' }, '- agentid: another, allowed is'],
    ['a notice for everyone', { 'to-user': '@all', text: '', message: 'msgtype: miniprogram_notice\nminiprogram_notice: {appid: a, title: 四个字的}' }, '- miniprogram_notice: filled in, allowed is nothing when touser is @all'],
  ] as const)('that is %s is refused, and said so once', async ([, inputs, complaint], { app, sandbox }) => {
    const to: Record<string, string> = 'chat-id' in inputs || 'to-user' in inputs || 'to-party' in inputs ? {} : { 'to-user': 'ZhangSan' };
    const error = soleError(await app({ ...to, text: 'hello', ...inputs }));

    expect(error).toContain('1 problem');
    expect(error).toContain(complaint);
    expect(error).not.toContain('canary');
    expect(sandbox.state().requests).toEqual([]);
  });

  it('is checked once for all the parts of a message', async ({ app }) => {
    expect(soleError(await app({ text: 'a line of a log\n'.repeat(400), 'to-party': 'Engineering' }))).toContain('1 problem');
  });

  it('that is a confidential voice is refused before it is uploaded', async ({ app, sandbox, workspace }) => {
    await workspace.write({ 'a.amr': amr(1) });

    expect(soleError(await app({ files: 'a.amr', safe: 'true' }))).toContain('- safe: on, allowed is off for voice');
    expect(sandbox.state().requests).toEqual([]);
  });

  it('that is more than a member is shown in the time there is is refused, with the time that would do', async ({ app, workspace }) => {
    await workspace.write(Object.fromEntries(Array.from({ length: 31 }, (_, index) => [`${index}.txt`, 'content'])));

    expect(soleError(await app({ files: '*', 'timeout-seconds': '60' }))).toContain('more than 60 seconds for 31 messages, because WeCom shows a member 30 messages a minute from one application and drops the others');
  });

  it.for([
    ['safe', 'true'],
    ['enable-id-trans', 'true'],
    ['dedupe-seconds', '60'],
  ] as const)('means nothing to a robot alone, and %s is refused there', async ([name, value], { step, sandbox }) => {
    const error = soleError(await step({ text: 'hello', [name]: value }));

    expect(error).toContain('1 problem');
    expect(error).toContain(`- ${name}: filled in, allowed is nothing without an application`);
    expect(sandbox.state().requests).toEqual([]);
  });

  it.for([
    ['the input', { text: 'hello', safe: 'true' }],
    ['the message', { message: 'msgtype: text\nsafe: 1\ntext: {content: hello}' }],
  ] as const)('makes nothing confidential beside a robot, which would send it as open: %s', async ([, inputs], { step, sandbox }) => {
    expect(soleError(await step({ ...credentialsOf(sandbox), 'to-user': 'LiSi', ...inputs }))).toContain('cannot be confidential');
    expect(sandbox.state().requests).toEqual([]);
  });
});

describe.concurrent('without the secret of the application', () => {
  it('the step is skipped with a notice where GitHub withholds it', async ({ app, sandbox }) => {
    const run = await app({ text: 'hello', 'corp-secret': '', 'corp-id': '' }, { env: { GITHUB_ACTOR: 'dependabot[bot]' } });

    expect(run.annotations).toEqual([{ level: 'notice', message: expect.stringContaining('Dependabot') as string }]);
    expect(run.exitCode).toBe(0);
    expect(sandbox.state().requests).toEqual([]);
  });

  it('the step is skipped with a notice where that is asked for', async ({ app }) => {
    const run = await app({ text: 'hello', 'corp-secret': '', 'if-no-credentials': 'skip' });

    expect(run.annotations).toEqual([{ level: 'notice', message: 'Nothing was sent: corp-secret is empty, and if-no-credentials is skip.' }]);
    expect(run.outputs.delivery).toBe('skipped');
  });

  it('a robot beside it sends, and the log says that the application does not', async ({ step, sandbox }) => {
    const run = passed(await step({ ...credentialsOf(sandbox), 'corp-secret': '', 'to-user': 'LiSi', text: 'hello', 'if-no-credentials': 'skip' }));

    expect(run.log).toContain('Warning: The application sends nothing: corp-secret is empty');
    expect(shown(sandbox)).toEqual([['text', 'hello']]);
    expect(received(sandbox)).toEqual([]);
  });
});
