import { describe, expect } from 'vitest';

import { createCredential } from '../../scripts/n8n/credentials.ts';
import { appCredential } from '../../scripts/n8n/sandbox-credentials.ts';
import { HTML, MP3, PNG } from '../support/media-samples.ts';
import { place, READ_EACH } from './support/files.ts';
import { getting, it, run, sending, uploading } from './support/wecom.ts';
import { split } from './support/workflow.ts';

const MB = 1024 * 1024;

const CONTINUE = { onError: 'continueRegularOutput' } as const;

/** What an item gives that was refused before anything was sent, for this reason. */
const refused = (reason: RegExp): unknown =>
  expect.objectContaining({
    error: expect.stringMatching(/^Nothing was sent, because \d problems? (was|were) found in what was given\.$/) as string,
    details: { description: expect.stringMatching(reason) as string, delivery: 'rejected' },
  });

const sent = expect.objectContaining({ delivery: 'sent' }) as unknown;

const paths = (state: { requests: { path: string }[] }): string[] => state.requests.map(({ path }) => path.split('/').at(-1) ?? '');

describe('a file that cannot be sent', () => {
  it.for([
    { name: 'that is empty', messageType: 'file', bad: '', good: 'a report', reason: /^- data: 0 bytes, allowed is more than 5 bytes\./ },
    { name: 'of 20 MB and a byte', messageType: 'file', bad: Buffer.alloc(20 * MB + 1, 1), good: 'a report', reason: /^- data: 20971521 bytes, allowed is at most 20971520 bytes/ },
    { name: 'that is a page with the name of a picture', messageType: 'image', bad: HTML, good: PNG, reason: /^- data: [^]*, allowed is JPG or PNG/ },
    { name: 'that is an MP3 for a voice', messageType: 'voice', bad: MP3, good: undefined, reason: /^- data: [^]*, allowed is AMR/ },
  ])('$name, is refused for its item before any request, and other items are sent', async ({ messageType, bad, good, reason }, { rest, sandbox, robot }) => {
    const files = await place({ '1.jpg': good ?? PNG, '2.jpg': bad, '3.jpg': good ?? PNG });
    const wanted = good === undefined ? files.slice(1, 2) : files;
    const { json } = await run(rest, [...READ_EACH, sending(robot.credential, { messageType }, CONTINUE)], { json: { items: wanted.map((path) => ({ path })) } });
    expect(json).toEqual(good === undefined ? [refused(reason)] : [sent, refused(reason), sent]);
    expect(sandbox.state().messages).toHaveLength(wanted.length - 1);
  });

  it('since its field does not exist, is an error that names the fields there are', async ({ rest, sandbox, robot }) => {
    const files = { report: { name: 'a.txt', bytes: Buffer.from('some text') }, photo: { name: 'b.png', bytes: PNG } };
    const { execution } = await run(rest, [sending(robot.credential, { messageType: 'file', binaryPropertyName: 'report, data' })], { files });
    expect(execution.error?.description).toMatch(/^- data: no such field, allowed is a binary field of this item\. Write one of those this item has: report, photo\.$/);
    expect(sandbox.state().requests).toEqual([]);
  });

  it('since its item has none, is an error that says how to get one', async ({ rest, sandbox, robot }) => {
    const { execution } = await run(rest, [uploading(robot.credential)]);
    expect(execution.error?.description).toMatch(/this item has none, so put a node before this one that reads a file or downloads it/);
    expect(sandbox.state().requests).toEqual([]);
  });

  it('since an expression gave no name of a field, is an error that says which there is', async ({ rest, sandbox, robot }) => {
    const { execution } = await run(rest, [uploading(robot.credential, { binaryPropertyName: '={{ $json.nothing }}' })], { files: { report: { name: 'a.txt', bytes: Buffer.from('some text') } } });
    expect(execution.error?.description).toMatch(/^- Input Binary Field: empty[^]*Write report, the one this item has\.$/);
    expect(sandbox.state().requests).toEqual([]);
  });

  it('names everything that is wrong with any of an item’s files at once', async ({ rest, sandbox, robot }) => {
    const files = { a: { name: 'a.txt', bytes: Buffer.from('1') }, b: { name: 'b.txt', bytes: Buffer.alloc(20 * MB + 1) } };
    const { execution } = await run(rest, [sending(robot.credential, { messageType: 'file', binaryPropertyName: 'a,b,c', additionalFields: { fileName: 'one.txt' } })], { files });
    expect(execution.error?.message).toMatch(/^Nothing was sent, because 4 problems were found/);
    for (const field of ['a', 'b', 'c', 'File Name']) expect(execution.error?.description).toContain(`- ${field}: `);
    expect(sandbox.state().requests).toEqual([]);
  });

  it('of a kind that a robot cannot upload, is refused where an expression names that kind', async ({ rest, sandbox, robot }) => {
    const { execution } = await run(rest, [uploading(robot.credential, { mediaType: '={{ "video" }}' })], { files: { data: { name: 'a.mp4', bytes: Buffer.from('some video') } } });
    expect(execution.error?.description).toContain('A group robot cannot upload this kind');
    expect(sandbox.state().requests).toEqual([]);
  });

  it('by a media_id that is none, is refused before any request', async ({ rest, sandbox, app, robot }) => {
    const { execution } = await run(rest, [sending(robot.credential, { messageType: 'file', mediaSource: 'mediaId', mediaId: '={{ $json.nothing }}' })]);
    expect(execution.error?.description).toContain('file.media_id');
    const got = await run(rest, [getting(app, { mediaId: 'two words' })]);
    expect(got.execution.error?.description).toContain('- Media ID: a text with white space in it');
    const nothing = await run(rest, [getting(app, { mediaId: '={{ $json.nothing }}' })]);
    expect(nothing.execution.error?.description).toContain('- Media ID: empty');
    expect(sandbox.state().requests).toEqual([]);
  });
});

describe('a message that cannot be sent', () => {
  it('because it is too long, where that shall be an error, is refused for its item only', async ({ rest, sandbox, robot }) => {
    const items = ['short', '长'.repeat(683), 'also short'].map((text) => ({ text }));
    const { json } = await run(rest, [split('items'), sending(robot.credential, { content: '={{ $json.text }}', tooLong: 'fail' }, CONTINUE)], { json: { items } });
    expect(json).toEqual([sent, refused(/^- Content \(text\.content\): 2049 bytes, allowed is at most 2048 bytes/), sent]);
    expect(sandbox.state().requests).toHaveLength(2);
  });

  it('because nobody receives it, or too many do, is refused for its item only', async ({ rest, sandbox, app }) => {
    const many = Array.from({ length: 1001 }, (_, index) => `user${index}`);
    const items = ['ZhangSan', '', many, 'LiSi'].map((to) => ({ to }));
    const { json } = await run(rest, [split('items'), sending(app, { content: 'Hello', toUser: '={{ $json.to }}' }, CONTINUE)], { json: { items } });
    expect(json).toEqual([sent, refused(/^- Recipients: nobody, allowed is at least one member[^]*To Users, To Departments or To Tags/), refused(/^- To Users \(touser\): 1001 ids, allowed is at most 1000 ids\./), sent]);
    expect(paths(sandbox.state()).filter((path) => path === 'send')).toHaveLength(2);
  });

  it('because the agent id is no number, is refused before a token is asked for', async ({ rest, sandbox }) => {
    const wrong = await createCredential(rest, 'weComAppApi', 'No number', { ...appCredential(sandbox), agentId: 'sales' });
    const { execution } = await run(rest, [sending(wrong, { content: 'Hello', toUser: 'ZhangSan' })]);
    expect(execution.error?.description).toMatch(/^- Agent ID: something that is no number/);
    expect(sandbox.state().requests).toEqual([]);
  });

  it('because it is no JSON, is refused with the place where it stops being some', async ({ rest, sandbox, robot }) => {
    const { execution } = await run(rest, [sending(robot.credential, { messageType: 'json', message: '={\n  "msgtype": "text",\n  "text": { "content": "{{ $json.body.text }}" }\n}' })], { json: { text: 'two\nlines' } });
    expect(execution.error?.description).toMatch(/line 3, column \d+[^]*JSON\.stringify/);
    expect(sandbox.state().requests).toEqual([]);
  });

  it('because there is no such type, is refused with those there are', async ({ rest, sandbox, robot }) => {
    const { execution } = await run(rest, [sending(robot.credential, { messageType: 'json', message: '{ "msgtype": "carrier pigeon" }' })]);
    expect(execution.error?.description).toMatch(/carrier pigeon[^]*text, markdown/);
    expect(sandbox.state().requests).toEqual([]);
  });

  it('because of several mistakes, names them all', async ({ rest, sandbox, robot }) => {
    const values = [{ title: '={{ "" }}', url: 'example.com' }, { title: 'Two', url: 'https://example.com/2', picurl: 'no address' }];
    const { execution } = await run(rest, [sending(robot.credential, { messageType: 'news', newsArticles: { values }, additionalFields: { mentionMobiles: 'call me' } })]);
    for (const path of ['Articles 1 → Title (news.articles[0].title)', 'Articles 1 → URL (news.articles[0].url)', 'Articles 2 → Picture URL (news.articles[1].picurl)', 'Mention Mobiles (mention-mobiles)']) expect(execution.error?.description).toContain(`- ${path}: `);
    expect(sandbox.state().requests).toEqual([]);
  });
});

describe('a credential that cannot be used', () => {
  it.for([
    { name: 'a webhook that is none', data: { webhook: 'https://example.com/hook' }, reason: /^- Webhook: / },
    { name: 'plain http to another host', data: { webhook: 'http://example.com/cgi-bin/webhook/send?key=0f0f0f0f' }, reason: /http:\/\/ to example\.com[^]*Use https/ },
  ])('because it holds $name, is an error before any request', async ({ data, reason }, { rest, sandbox }) => {
    const credential = await createCredential(rest, 'weComRobotApi', 'Unusable', { baseUrl: '', ...data });
    const { execution } = await run(rest, [sending(credential, { content: 'Hello' })]);
    expect(execution.error?.description).toMatch(reason);
    expect(execution.stored).not.toContain(data.webhook);
    expect(sandbox.state().requests).toEqual([]);
  });
});
