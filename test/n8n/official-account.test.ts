import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';

import { bytesOf, itemsOf } from '../../scripts/n8n/executions.ts';
import type { Execution } from '../../scripts/n8n/executions.ts';
import { amr, GIF, jpg, mp4, png } from '../sandbox/official/files.ts';
import { place, READ, READ_EACH } from './support/files.ts';
import { ACCOUNT_NODE, it, weChat } from './support/official-account.ts';
import { run } from './support/wecom.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The items that each of these files becomes. */
const from = async (files: Record<string, Uint8Array>) => ({ json: { items: (await place(files)).map((path) => ({ path })) } });

const problemOf = ({ error }: Execution): string => `${error?.message ?? ''} ${error?.description ?? ''}`;

describe('a temporary file of an Official Account', () => {
  it.for([
    ['门店 照片 📷.jpg', jpg(300_000), 'image'],
    ['wave.gif', GIF, 'image'],
    ['早安 ☀️.amr', amr(100), 'voice'],
    ['开幕.mp4', mp4(200_000), 'video'],
  ] as const)('is uploaded and comes back with the same bytes: %s', async ([name, bytes, type], { rest, sandbox, account }) => {
    const steps = [...READ_EACH, weChat(account, 'media.upload', {}, { name: 'Upload' }), weChat(account, 'media.get', { mediaId: '={{ $json.media_id }}', outputBinaryField: 'fetched' }, { name: 'Get' })];
    const { execution } = await run(rest, steps, await from({ [name]: bytes }));
    expect(problemOf(execution).trim()).toBe('');
    const [uploaded] = itemsOf(execution, 'Upload');
    expect(uploaded?.json).toEqual({
      media_id: sandbox.state().media[0]?.media_id,
      type,
      filename: name,
      size: bytes.length,
      sha256: sha256(bytes),
      created_at: expect.stringMatching(/^\d{4}-/) as string,
      expires_at: expect.stringMatching(/^\d{4}-/) as string,
    });
    expect(sandbox.state().media).toMatchObject([{ filename: name, type }]);
    const [got] = itemsOf(execution, 'Get');
    expect(got?.json).toMatchObject({ media_id: uploaded?.json.media_id, size: bytes.length });
    expect(got?.pairedItem).toEqual({ item: 0 });
    expect(got?.binary?.fetched && sha256(await bytesOf(rest, got.binary.fetched))).toBe(sha256(bytes));
  });

  it('that is a video is only an address where that is enough', async ({ rest, account }) => {
    const steps = [...READ_EACH, weChat(account, 'media.upload', { mediaType: 'video' }), weChat(account, 'media.get', { mediaId: '={{ $json.media_id }}', downloadVideo: false }, { name: 'Get' })];
    const { execution } = await run(rest, steps, await from({ 'a.mp4': mp4() }));
    const [got] = itemsOf(execution, 'Get');
    expect(got?.json).toEqual({ media_id: expect.any(String) as string, video_url: expect.stringMatching(/^http/) as string });
    expect(got?.binary).toBeUndefined();
  });

  it('that a page recorded is got in speex', async ({ rest, sandbox, account }) => {
    const speex = Buffer.from('Speex   1.2 and a voice');
    const { media_id: mediaId } = sandbox.plantMedia({ filename: 'voice.amr', type: 'voice', content: amr(10), account: sandbox.accounts[0]?.name ?? '', speex });
    const { execution } = await run(rest, [weChat(account, 'media.getHdVoice', { mediaId })]);
    const [got] = itemsOf(execution, ACCOUNT_NODE);
    expect(got?.binary?.data && (await bytesOf(rest, got.binary.data))).toEqual(speex);
  });

  it('for the inside of articles gets a URL', async ({ rest, account }) => {
    const { json } = await run(rest, [...READ_EACH, weChat(account, 'media.uploadImage')], await from({ '图.png': png() }));
    expect(json).toEqual([{ url: expect.stringMatching(/^http/) as string, filename: '图.png', size: 64, sha256: sha256(png()) }]);
  });
});

describe('a material of an Official Account', () => {
  it('that is a video is added with its title and introduction, and comes back with them', async ({ rest, sandbox, account }) => {
    const bytes = mp4(100_000);
    const video = { title: '开业 🎬', introduction: '第一行\n“第二行”' };
    const steps = [...READ_EACH, weChat(account, 'material.add', { mediaType: 'video', ...video }, { name: 'Add' }), weChat(account, 'material.get', { mediaId: '={{ $json.media_id }}' }, { name: 'Get' })];
    const { execution } = await run(rest, steps, await from({ 'opening 开业.mp4': bytes }));
    expect(problemOf(execution).trim()).toBe('');
    expect(sandbox.state().materials).toMatchObject([{ type: 'video', name: 'opening 开业.mp4', ...video }]);
    const [got] = itemsOf(execution, 'Get');
    expect(got?.json).toMatchObject({ title: video.title, description: video.introduction, down_url: expect.stringMatching(/^http/) as string, size: bytes.length });
    expect(got?.binary?.data && sha256(await bytesOf(rest, got.binary.data))).toBe(sha256(bytes));
  });

  it('is one of 45, which are counted, and listed over three pages', async ({ rest, sandbox, account }) => {
    const pictures = Object.fromEntries(Array.from({ length: 45 }, (_, index) => [`图 ${index}.png`, png(100 + index)]));
    const added = await run(rest, [...READ_EACH, weChat(account, 'material.add')], await from(pictures));
    expect(added.json).toHaveLength(45);
    const before = sandbox.state().requests.length;
    const all = await run(rest, [weChat(account, 'material.getMany', { materialType: 'image', returnAll: true })]);
    expect(new Set((all.json as { name: string }[]).map(({ name }) => name))).toEqual(new Set(Object.keys(pictures)));
    expect(all.json).toHaveLength(45);
    expect(sandbox.state().requests.slice(before).filter(({ path }) => path.endsWith('batchget_material'))).toHaveLength(3);
    const some = await run(rest, [weChat(account, 'material.getMany', { materialType: 'image', limit: 21 })]);
    expect(some.json).toEqual((all.json as unknown[]).slice(0, 21));
    const { json } = await run(rest, [weChat(account, 'material.getCount')]);
    expect(json).toEqual([{ image_count: 45, voice_count: 0, video_count: 0, news_count: 0 }]);
  });

  it('is deleted, and getting or deleting it then is an error that says so', async ({ rest, sandbox, account }) => {
    const { json } = await run(rest, [...READ_EACH, weChat(account, 'material.add')], await from({ 'a.png': png() }));
    const mediaId = (json as { media_id: string }[])[0]?.media_id ?? '';
    expect((await run(rest, [weChat(account, 'material.delete', { mediaId })])).json).toEqual([{ deleted: true, media_id: mediaId }]);
    expect(sandbox.state().materials).toEqual([]);
    for (const action of ['material.get', 'material.delete']) {
      const { execution } = await run(rest, [weChat(account, action, { mediaId })]);
      expect(problemOf(execution)).toMatch(/errcode 40007[^]*a deleted material has none any more/);
      expect(problemOf(execution)).not.toContain(mediaId);
    }
  });

  it('that is articles is data', async ({ rest, sandbox, account }) => {
    const { media_id: mediaId } = sandbox.plantNews([{ title: '旧文 📰', content: '<p>正文</p>' }]);
    const { json } = await run(rest, [weChat(account, 'material.get', { mediaId })]);
    expect(json).toMatchObject([{ media_id: mediaId, news_item: [{ title: '旧文 📰' }] }]);
    expect((await run(rest, [weChat(account, 'material.getMany', { materialType: 'news' })])).json).toMatchObject([{ media_id: mediaId }]);
  });
});

describe('a draft of an Official Account', () => {
  const addThumb = (account: Parameters<typeof weChat>[0]) => weChat(account, 'material.add', { mediaType: 'thumb' }, { name: 'Thumb' });

  it('is made from an uploaded thumb and a form', async ({ rest, sandbox, account }) => {
    const articles = { values: [{ articleType: 'news', title: '标题 🎉', content: '<p>正文</p>', thumbMediaId: '={{ $json.media_id }}', author: '小明' }] };
    const { json } = await run(rest, [...READ_EACH, addThumb(account), weChat(account, 'draft.add', { articles })], await from({ '封面.jpg': jpg(2000) }));
    const { materials, drafts } = sandbox.state();
    expect(json).toEqual([{ media_id: drafts[0]?.media_id, articles: 1 }]);
    expect(drafts).toMatchObject([{ articles: [{ title: '标题 🎉', author: '小明', content: '<p>正文</p>', thumb_media_id: materials[0]?.media_id }] }]);
  });

  it('is made from what was written for the withdrawn add_news', async ({ rest, sandbox, account }) => {
    const articlesJson = '={{ JSON.stringify({ articles: [{ title: "test", thumb_media_id: $json.media_id, author: "vickey", digest: "", show_cover_pic: 1, content: "<p>你好</p>", content_source_url: "" }] }) }}';
    const { json } = await run(rest, [...READ_EACH, addThumb(account), weChat(account, 'draft.add', { articleInput: 'json', articlesJson })], await from({ 'a.jpg': jpg() }));
    expect(json).toMatchObject([{ articles: 1, warnings: [expect.stringContaining('show_cover_pic') as string] }]);
    expect(sandbox.state().drafts).toMatchObject([{ articles: [{ title: 'test', author: 'vickey' }] }]);
  });
});

describe('input that cannot work is refused before WeChat is asked', () => {
  interface Case {
    name: string;
    action: string;
    parameters?: Record<string, unknown>;
    files?: Record<string, Uint8Array>;
    says: RegExp;
  }

  it.for<Case>([
    { name: 'a permanent video without a title', action: 'material.add', files: { 'a.mp4': mp4() }, says: /Title: missing|Title: empty/ },
    { name: 'a picture as a voice', action: 'media.upload', parameters: { mediaType: 'voice' }, files: { 'a.png': png() }, says: /PNG by its first bytes, allowed is AMR or MP3 as voice/ },
    { name: 'a text', action: 'media.upload', files: { 'a.txt': Buffer.from('hello') }, says: /allowed is PNG or JPG or GIF as image/ },
    { name: 'a thumb of more than 64 KB', action: 'media.upload', parameters: { mediaType: 'thumb' }, files: { 'a.jpg': jpg(64 * 1024 + 1) }, says: /65537 bytes, allowed is at most 65536 bytes \(64 KB\) as thumb/ },
    { name: 'a picture of 1 MB for articles', action: 'media.uploadImage', files: { 'a.jpg': jpg(1024 * 1024) }, says: /1048576 bytes, allowed is at most 1048575 bytes/ },
    { name: 'an article without a cover', action: 'draft.add', parameters: { articles: { values: [{ articleType: 'news', title: 'a', content: 'b', thumbMediaId: '={{ "" }}' }] } }, says: /- Articles 1 → Thumbnail Media ID \(articles\[0\]\.thumb_media_id\): missing/ },
    { name: 'a draft without articles', action: 'draft.add', parameters: { articles: {} }, says: /articles/ },
    { name: 'JSON that is none', action: 'draft.add', parameters: { articleInput: 'json', articlesJson: '[{"title": "a",}]' }, says: /stops being JSON at line 1, column 16/ },
    { name: 'a time limit that is no number', action: 'material.getCount', parameters: { additionalFields: { timeoutSeconds: '={{ "soon" }}' } }, says: /- Timeout \(Seconds\): something that is no number/ },
    { name: 'no media_id', action: 'material.delete', parameters: { mediaId: '={{ "" }}' }, says: /Media ID: empty/ },
    { name: 'a limit of none', action: 'material.getMany', parameters: { limit: '={{ 0 }}' }, says: /Limit: 0, allowed is a whole number from 1/ },
    { name: 'a kind that is not listed', action: 'material.getMany', parameters: { materialType: '={{ "thumb" }}' }, says: /Material Type: "thumb", allowed is one of/ },
  ])('$name', async ({ action, parameters = {}, files, says }, { rest, sandbox, account }) => {
    const before = sandbox.state().requests.length;
    const { execution } = await run(rest, [...(files === undefined ? [] : READ_EACH), weChat(account, action, parameters)], files === undefined ? {} : await from(files));
    expect(problemOf(execution)).toMatch(says);
    expect(sandbox.state().requests.slice(before).filter(({ path }) => path !== '/cgi-bin/stable_token')).toEqual([]);
  });
});

describe('what goes wrong for one item', () => {
  it('does not keep the others from going on', async ({ rest, sandbox, account }) => {
    const [good = '', bad = ''] = await place({ 'a.png': png(), 'b.txt': Buffer.from('hello') });
    const step = weChat(account, 'material.add', {}, { onError: 'continueRegularOutput' });
    const { json } = await run(rest, [...READ_EACH, step], { json: { items: [{ path: bad }, { path: good }] } });
    expect(json).toMatchObject([{ error: expect.stringContaining('1 problem was found') as string, details: { delivery: 'rejected' } }, { type: 'image', filename: 'a.png' }]);
    expect(sandbox.state().materials).toHaveLength(1);
  });

  it('and whose outcome is unknown is said to be so, with what n8n’s own retries would do', async ({ rest, sandbox, account }) => {
    sandbox.script({ kind: 'close-after', path: '/cgi-bin/material/add_material' });
    const { execution } = await run(rest, [...READ_EACH, weChat(account, 'material.add')], await from({ 'a.png': png() }));
    expect(problemOf(execution)).toMatch(/may have been added[^]*list of materials[^]*Retry On Fail[^]*there may be two/);
    expect(sandbox.state().materials).toHaveLength(1);
  });

  it('after some of its files were added tells which', async ({ rest, sandbox, account }) => {
    sandbox.script({ kind: 'errcode', errcode: 45034, path: '/cgi-bin/material/add_material', skip: 1 });
    const [path] = await place({ 'a.png': png() });
    const twice = { name: 'Twice', type: 'n8n-nodes-base.code', typeVersion: 2, parameters: { jsCode: 'return $input.all().map((item) => ({ json: {}, binary: { one: item.binary.data, two: item.binary.data } }));' } };
    const { execution } = await run(rest, [...READ_EACH, twice, weChat(account, 'material.add', { binaryPropertyName: 'one, two' })], { json: { items: [{ path }] } });
    expect(problemOf(execution)).toMatch(/^1 of 2 files were added: a\.png\. WeChat refused to add a material: errcode 45034/);
  });
});

describe('the binary field of an earlier node', () => {
  it('keeps its own name unless another is given, with the extension that its content has', async ({ rest, sandbox, account }) => {
    const [path] = await place({ photo: png() });
    const step = weChat(account, 'material.add', { additionalFields: { fileName: '封面' } });
    await run(rest, [...READ_EACH.slice(0, 1), READ, step], { json: { items: [{ path }] } });
    expect(sandbox.state().materials).toMatchObject([{ name: '封面.png' }]);
  });
});
