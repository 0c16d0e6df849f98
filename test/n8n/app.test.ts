import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';

import type { Sandbox } from '../../sandbox/server.ts';
import { bytesOf, itemsOf } from '../../scripts/n8n/executions.ts';
import { amr, JPG, MP4 } from '../support/media-samples.ts';
import { place, READ } from './support/files.ts';
import { getting, it, NODE, run, sending, uploading } from './support/wecom.ts';
import { split } from './support/workflow.ts';

const SENT = { delivery: 'sent', errcode: 0, errmsg: 'ok', msgid: expect.stringMatching(/^[\w-]{10,}$/) as string };

/** What was shown, without what every message of the application carries. */
const bodies = (sandbox: Sandbox): unknown[] => sandbox.state().messages.map(({ message, msgtype }) => message[msgtype]);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('an application’s message', () => {
  it('goes to users, departments and tags, under the agent id of its credential', async ({ rest, sandbox, app }) => {
    const parameters = { messageType: 'text', content: 'To some of you', toUser: 'ZhangSan, LiSi', toParty: '2', toTag: '={{ [1, 2] }}' };
    const { json } = await run(rest, [sending(app, parameters)]);
    expect(json).toEqual([{ ...SENT, msgtype: 'text' }]);
    const [record] = sandbox.state().messages;
    expect(record?.message).toEqual({ msgtype: 'text', text: { content: 'To some of you' }, touser: 'ZhangSan|LiSi', toparty: '2', totag: '1|2', agentid: sandbox.apps[0]?.agentid });
    expect(record?.to).toMatchObject({ users: ['ZhangSan', 'LiSi'], parties: ['2'], tags: ['1', '2'] });
  });

  it('that some do not get is a partial success, with the names of those', async ({ rest, app }) => {
    const { json, execution } = await run(rest, [sending(app, { content: 'Hello', toUser: 'ZhangSan,nobody,ZhaoLiu', toParty: '77' })]);
    expect(json).toEqual([{ ...SENT, delivery: 'partial', msgtype: 'text', invaliduser: 'nobody', invalidparty: '77', unlicenseduser: 'zhaoliu' }]);
    expect(execution.status).toBe('success');
  });

  it('that nobody would get is an error with the way out', async ({ rest, app }) => {
    const { execution } = await run(rest, [sending(app, { content: 'Hello', toUser: 'nobody' })]);
    expect(execution.error?.message).toContain('errcode 81013');
    expect(execution.error?.description).toContain('visible range');
  });

  it.for([
    { messageType: 'textcard', parameters: { textcardTitle: 'Please sign', textcardDescription: 'Two lines', textcardUrl: 'https://example.com/sign', textcardFields: { textcardBtntxt: 'Go' } }, body: { title: 'Please sign', description: 'Two lines', url: 'https://example.com/sign', btntxt: 'Go' } },
    { messageType: 'news', parameters: { newsArticles: { values: [{ title: 'One', url: 'https://example.com/1' }] } }, body: { articles: [{ title: 'One', url: 'https://example.com/1' }] } },
    { messageType: 'markdown', parameters: { content: '**bold**' }, body: { content: '**bold**' } },
    {
      messageType: 'template_card',
      parameters: { cardType: 'news_notice', cardMainTitle: 'Release', cardImageUrl: 'https://example.com/a.png', cardActionType: 1, cardActionUrl: 'https://example.com/' },
      body: { card_type: 'news_notice', main_title: { title: 'Release' }, card_image: { url: 'https://example.com/a.png' }, card_action: { type: 1, url: 'https://example.com/' } },
    },
  ])('can be of type $messageType', async ({ messageType, parameters, body }, { rest, sandbox, app }) => {
    const { json } = await run(rest, [sending(app, { messageType, toUser: 'ZhangSan', ...parameters })]);
    expect(json).toEqual([{ ...SENT, msgtype: messageType }]);
    expect(bodies(sandbox)).toEqual([body]);
  });

  it('is shown once where its duplicate check is on and the workflow runs again', async ({ rest, sandbox, app }) => {
    const steps = [sending(app, { content: 'Only once', toUser: 'ZhangSan', additionalFields: { dedupeSeconds: 600 } })];
    const replies = [(await run(rest, steps)).json, (await run(rest, steps)).json];
    expect(replies).toEqual([[{ ...SENT, msgtype: 'text' }], [{ ...SENT, msgtype: 'text' }]]);
    expect(sandbox.state().messages).toHaveLength(1);
  });
});

describe('an application’s file', () => {
  it.for([
    { messageType: 'image', name: 'photo.jpg', bytes: JPG },
    { messageType: 'voice', name: 'hello.amr', bytes: amr(2) },
    { messageType: 'video', name: 'clip.mp4', bytes: MP4 },
    { messageType: 'file', name: 'report.txt', bytes: Buffer.from('a report') },
  ])('goes as a $messageType in one step', async ({ messageType, name, bytes }, { rest, sandbox, app }) => {
    const { json } = await run(rest, [sending(app, { messageType, toUser: 'ZhangSan' })], { files: { data: { name, bytes } } });
    const { media } = sandbox.state();
    expect(media).toMatchObject([{ type: messageType, filename: name, size: bytes.length, sha256: sha256(bytes), remarks: [] }]);
    expect(bodies(sandbox)).toEqual([{ media_id: media[0]?.media_id }]);
    expect(json).toMatchObject([{ ...SENT, msgtype: messageType, media: [{ media_id: media[0]?.media_id, filename: name, sha256: sha256(bytes) }] }]);
  });

  it('comes back from WeCom as it was: uploaded, and got by its media_id', async ({ rest, app }) => {
    const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 251));
    const [path] = await place({ '数据 "a".bin': content });
    const steps = [split('items'), READ, uploading(app, {}, { name: 'Upload' }), getting(app, { mediaId: '={{ $json.media_id }}', outputBinaryField: 'fetched' }, { name: 'Get' })];
    const { bytes, execution } = await run(rest, steps, { json: { items: [{ path }] } }, { binary: 'fetched' });
    expect(sha256(bytes)).toBe(sha256(content));
    const [item] = itemsOf(execution, 'Get');
    const [uploaded] = itemsOf(execution, 'Upload');
    expect(item?.json).toEqual({ media_id: uploaded?.json.media_id, filename: uploaded?.json.filename, mimeType: 'application/octet-stream', size: content.length });
    expect(item?.binary?.fetched).toMatchObject({ fileName: uploaded?.json.filename, mimeType: 'application/octet-stream' });
    expect(item?.pairedItem).toEqual({ item: 0 });
  });

  it('is a file also when it is JSON that reads like a refusal of WeCom’s', async ({ rest, sandbox, app }) => {
    const content = Buffer.from('{"errcode":40007,"errmsg":"invalid media_id"}');
    const { media_id: mediaId } = sandbox.plantMedia({ filename: '回执.json', content });
    const { execution } = await run(rest, [getting(app, { mediaId })]);
    const [item] = itemsOf(execution, NODE);
    expect(item?.json).toEqual({ media_id: mediaId, filename: '回执.json', mimeType: 'application/json', size: content.length });
    expect(item?.binary?.data && (await bytesOf(rest, item.binary.data))).toEqual(content);
  });

  it('of more than 20 MB is got in parts', async ({ rest, sandbox, app }) => {
    const size = 20 * 1024 * 1024 + 5;
    const { media_id: mediaId, sha256: digest } = sandbox.plantMedia({ filename: 'large.zip', content: size });
    const { bytes } = await run(rest, [getting(app, { mediaId })], {}, { binary: 'data' });
    expect([bytes.length, sha256(bytes)]).toEqual([size, digest]);
    expect(sandbox.state().requests.map(({ headers }) => headers.range)).toEqual([undefined, 'bytes=0-20971519', 'bytes=20971520-41943039']);
  });

  it('that is not there is an error, and no file with an error in it', async ({ rest, sandbox, app }) => {
    const { execution } = await run(rest, [getting(app, { mediaId: '3unknownMediaIdOfNobody' })]);
    expect(execution.error?.message).toContain('errcode 40007');
    expect(execution.error?.description).toContain('Upload the file again');
    expect(sandbox.state().requests).toHaveLength(1);
  });
});
