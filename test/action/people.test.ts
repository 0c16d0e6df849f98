import { describe, expect } from 'vitest';

import type { Sandbox } from '../../sandbox/server.ts';
import { credentialsOf, it } from '../support/application-step.ts';
import { EVENTS, pullRequest } from '../support/github-events.ts';
import { asRunOf } from '../support/github-step.ts';
import { passed, soleError } from '../support/step.ts';

const MAP = '# who is who\nalice=ZhangSan\nBob = LiSi';

/** Those whom the texts to the group mention, message by message. */
const mentionedIn = (sandbox: Sandbox): unknown[] => sandbox.state().messages.filter(({ msgtype }) => msgtype === 'text').map(({ message }) => (message.text as { mentioned_list?: string[] }).mentioned_list ?? []);

describe.concurrent('mention-on: failure', () => {
  it('mentions after a failure and not after a success, whose message is the same otherwise', async ({ step, sandbox, workspace }) => {
    const options = await asRunOf(EVENTS.push, workspace);
    const inputs = { text: 'Done.', 'mention-on': 'failure', 'mention-users': 'WangWu', 'user-map': MAP };
    passed(await step({ ...inputs, status: 'success' }, options));
    passed(await step({ ...inputs, status: 'failure' }, options));
    expect(mentionedIn(sandbox)).toEqual([[], ['WangWu', 'ZhangSan']]);
  });

  it('leaves out the text of its own that follows a card', async ({ step, sandbox, workspace }) => {
    const options = await asRunOf(EVENTS.push, workspace);
    const inputs = { card: 'auto', 'mention-on': 'failure', 'user-map': MAP, 'mention-mobiles': '13800000000' };
    passed(await step({ ...inputs, status: 'success' }, options));
    passed(await step({ ...inputs, status: 'failure' }, options));
    expect(sandbox.state().messages.map(({ msgtype }) => msgtype)).toEqual(['template_card', 'template_card', 'text']);
    expect(sandbox.state().messages[2]?.message).toMatchObject({ text: { mentioned_list: ['ZhangSan'], mentioned_mobile_list: ['13800000000'] } });
  });
});

describe.concurrent('user-map', () => {
  it('mentions the author, the reviewers and the assignees of a pull request, each once, and logs who is not in it', async ({ step, sandbox, workspace }) => {
    const run = passed(await step({ card: 'auto-markdown', 'user-map': MAP, 'mention-users': 'LiSi' }, await asRunOf(pullRequest('opened'), workspace)));
    expect(sandbox.state().messages[0]?.message).toMatchObject({ markdown: { content: expect.stringMatching(/\n<@LiSi> <@ZhangSan>$/) as string } });
    expect(run.log).toContain('user-map has no userid for carol: not mentioned.');
    expect(run.log).not.toMatch(/ZhangSan|LiSi/);
  });

  it('may be a YAML file of the workspace', async ({ step, sandbox, workspace }) => {
    await workspace.write({ '.github/people.yml': 'alice: ZhangSan # the first\n"carol": 10086\n' });
    passed(await step({ text: 'Please look.', 'user-map': '.github/people.yml' }, await asRunOf(pullRequest('opened'), workspace)));
    expect(mentionedIn(sandbox)).toEqual([['10086', 'ZhangSan']]);
  });

  it('mentions nobody where nobody is known', async ({ step, sandbox }) => {
    passed(await step({ text: 'hello', 'user-map': MAP }));
    expect(mentionedIn(sandbox)).toEqual([[]]);
  });

  it('with a bad line, or from a file that is none, is refused with the line’s number or the file’s mistake', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'list.yml': '- alice', 'broken.yml': 'alice: [' });
    expect(soleError(await step({ text: 'hello', 'user-map': 'alice=ZhangSan\n\nbob=@all\nnobody' }))).toMatch(/user-map \(line 3\): [^]*user-map \(line 4\): /);
    expect(soleError(await step({ text: 'hello', 'user-map': 'list.yml' }))).toContain('a file that holds an array');
    expect(soleError(await step({ text: 'hello', 'user-map': 'broken.yml' }))).toContain('line 1');
    expect(soleError(await step({ text: 'hello', 'user-map': '../outside/people.yml' }))).toContain('user-map: ');
    expect(sandbox.state().messages).toEqual([]);
  });

  it('mentions in a group chat of the application', async ({ app, sandbox, workspace, chatid }) => {
    passed(await app({ text: 'hello', 'chat-id': chatid, 'user-map': MAP }, await asRunOf(EVENTS.push, workspace)));
    expect(mentionedIn(sandbox)).toEqual([['ZhangSan']]);
  });

  it('is refused for an application’s message to members, which mentions nobody', async ({ app, sandbox, workspace }) => {
    expect(soleError(await app({ text: 'hello', 'user-map': MAP }, await asRunOf(EVENTS.push, workspace)))).toContain('user-map: ');
    expect(sandbox.state().messages).toEqual([]);
  });

  it('is heeded by the group and warned of for the application beside it', async ({ step, sandbox, workspace }) => {
    const run = passed(await step({ ...credentialsOf(sandbox), 'to-user': 'ZhangSan', text: 'hello', 'user-map': MAP }, await asRunOf(EVENTS.push, workspace)));
    expect(sandbox.state().messages.map(({ app, message }) => [app === undefined, (message.text as { mentioned_list?: string[] }).mentioned_list])).toEqual(expect.arrayContaining([[true, ['ZhangSan']], [false, undefined]]));
    expect(run.log).toContain('Warning: user-map: the group is mentioned to');
  });
});
