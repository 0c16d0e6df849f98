import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';

import { CHOICES } from '../../action/choices.ts';
import { HTML, MP3 } from '../support/media-samples.ts';
import { it, passed, soleError, webhookOf } from '../support/step.ts';

describe.concurrent('bad input', () => {
  it('is told all at once, in one annotation, before the first request', async ({ step, sandbox, workspace }) => {
    await workspace.write({
      'five.bin': '12345',
      'large.bin': Buffer.alloc(20 * 1024 * 1024 + 1),
      'shot.jpg': HTML,
      'voice.amr': MP3,
      'message.yml': 'msgtype: text\ntext:\n\tcontent: x',
    });

    const run = await step({
      webhook: `${webhookOf(sandbox)}\nhttps://qyapi.weixin.qq.com/cgi-bin/webhook/send\nhttp://evil.example/cgi-bin/webhook/send?key=aaaaaaaa`,
      files: 'five.bin\nlarge.bin\nshot.jpg\nvoice.amr\nnothing-*\n../outside/*',
      'message-file': 'message.yml',
      fields: 'no equals sign',
      'mention-users': 'zhang san',
      'on-error': 'explode',
      'dry-run': 'yes',
      'timeout-seconds': '0',
    });

    const error = soleError(run);
    for (const words of [
      'Nothing was sent, because 14 problems were found in what was given.',
      '- on-error: "explode", allowed is fail, warn.',
      '- dry-run: "yes", allowed is true, false.',
      '- webhook (line 2): one with no key',
      '- webhook (line 3): http:// to evil.example',
      '- timeout-seconds: "0"',
      '- message-file: a mistake at line 3, column 1: Tabs are not allowed as indentation',
      '- fields (line 1): a line of another form',
      '- files “nothing-*”: no file',
      '- five.bin: 5 bytes',
      '- large.bin: 20971521 bytes',
      '- shot.jpg: HTML by its first bytes',
      '- voice.amr: MP3 by its first bytes',
      '- files “../outside/*”: a path outside the workspace, allowed is files inside it.',
      '- mention-users: "zhang san"',
    ]) expect(error).toContain(words);
    expect(run.outputs).toMatchObject({ delivery: 'rejected', files: '[]', messages: '[]', 'media-id': '' });
    expect(run.summary).toContain('Not delivered to WeCom');
    expect(run.summary).toContain('message-file');
    expect(sandbox.state().requests).toEqual([]);
  });

  it.for(Object.keys(CHOICES))('%s takes its words in any case, and refuses any other', async (name, { step, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });

    const error = soleError(await step({ files: 'a.txt', [name]: 'no such word' }));

    const words = CHOICES[name as keyof typeof CHOICES];
    expect(error).toContain(`- ${name}: "no such word", allowed is ${words.join(', ')}.`);
    const passes = words.findLast((word) => word !== 'image' && word !== 'voice' && word !== 'video') ?? '';
    passed(await step({ files: 'a.txt', [name]: ` ${passes.toUpperCase()} ` }));
  });

  it.for(['-1', '1.5', '1e3', '21601', 'five', '99999999999999999999'])('timeout-seconds cannot be %s', async (value, { step }) => {
    expect(soleError(await step({ text: 'hello', 'timeout-seconds': value }))).toContain(`- timeout-seconds: "${value}", allowed is a whole number of seconds from 1 to 21600`);
  });

  it('of more messages than the rate lets out in time is refused, with the time that would do', async ({ step, sandbox, workspace }) => {
    await workspace.write(Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`${index}.txt`, 'content'])));

    const error = soleError(await step({ files: '*', 'timeout-seconds': '60' }));

    expect(error).toContain('- timeout-seconds: 60 seconds, allowed is more than 60 seconds for 21 messages, because WeCom takes 20 messages a minute from one robot. Raise timeout-seconds to 120');
    expect(sandbox.state().requests).toEqual([]);
  });

  it('of message and message-file at once is refused', async ({ step }) => {
    expect(soleError(await step({ message: 'a: 1', 'message-file': 'b.yml' }))).toContain('- message: both, allowed is message or message-file. Leave one of the two empty');
  });

  it('in message-file is told apart: missing, outside, a folder, not UTF-8, too long, empty', async ({ step, workspace }) => {
    await workspace.write({ 'folder/a.yml': 'a: 1', 'gbk.yml': Buffer.from([0xb9, 0xb9]), 'long.yml': 'a'.repeat(5_000_000), 'empty.yml': '', '../outside/a.yml': 'a: 1' });
    await symlink('../outside/a.yml', join(workspace.root, 'link.yml'));
    const complaint = async (name: string): Promise<string> => soleError(await step({ 'message-file': name }));

    expect(await complaint('no.yml')).toContain('“no.yml”, which is not there');
    expect(await complaint('../outside/a.yml')).toContain('a path outside the workspace');
    expect(await complaint('link.yml')).toContain('a path outside the workspace');
    expect(await complaint('folder')).toContain('“folder”: it is not a regular file');
    expect(await complaint('gbk.yml')).toContain('“gbk.yml”, which is not UTF-8');
    expect(await complaint('long.yml')).toContain('5000000 bytes, allowed is at most 4194304 bytes');
    expect(await complaint('empty.yml')).toContain('- message: null, allowed is an object');
  });

  it.for(['just words', '- a\n- b', '42', 'null', '# a comment alone'])('that is %j for a message is refused', async (message, { step }) => {
    expect(soleError(await step({ message }))).toMatch(/- message: .*, allowed is an object\. Write an object with msgtype/);
  });

  it('of a file with a hundred thousand keys is told within the time of the step', async ({ step, workspace }) => {
    const keys = Array.from({ length: 100_000 }, (_, index) => `key${index}: 1\n`).join('');
    await workspace.write({ 'message.yml': `${keys}key7: 2\n`, 'people.yml': `${keys}key7: 2\n` });

    const error = soleError(await step({ 'message-file': 'message.yml', 'user-map': 'people.yml' }));

    expect(error).toContain('- message-file: a mistake at line 100001, column 1: Map keys must be unique');
    expect(error).toContain('- user-map: a mistake at line 100001, column 1: Map keys must be unique');
  });

  it('of an object that holds itself is refused', async ({ step }) => {
    expect(soleError(await step({ message: '&a\nmsgtype: text\ntext: *a' }))).toMatch(/- message: deeper, or an object that contains itself/);
  });

  it('of a workspace that is not there is no breakdown', async ({ step }) => {
    expect(soleError(await step({ text: 'hello' }, { env: { GITHUB_WORKSPACE: '/nowhere' } }))).toContain('- GITHUB_WORKSPACE: a folder that is not there');
  });

  it.for([
    { of: 'a card', inputs: { card: 'pullrequest' }, name: 'card' },
    { of: 'a type of files', inputs: { files: 'a.txt', 'media-type': 'video' }, name: 'a.txt' },
    { of: 'the size of volumes', inputs: { files: 'large.bin', 'if-too-large': 'split 100 MB' }, name: 'if-too-large' },
  ])('in the name of $of is one problem, and nothing that follows from it is another', async ({ inputs, name }, { step, workspace }) => {
    await workspace.write({ 'a.txt': 'content', 'large.bin': Buffer.alloc(20 * 1024 * 1024 + 1) });

    const [heading, ...problems] = soleError(await step(inputs)).split('\n');
    expect(heading).toBe('Nothing was sent, because 1 problem was found in what was given.');
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^- ${name}: `)) as string]);
  });

  it('with on-error: warn is a warning, and the step passes', async ({ step, sandbox }) => {
    const { annotations, exitCode } = await step({ 'on-error': 'warn', files: 'nothing' });

    expect(annotations).toEqual([{ level: 'warning', message: expect.stringContaining('- files “nothing”: no file') as string }]);
    expect(exitCode).toBe(0);
    expect(sandbox.state().requests).toEqual([]);
  });
});
