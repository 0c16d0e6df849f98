import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { AMR, PNG, startApp } from './app-wire.ts';
import type { AppStage } from './app-wire.ts';

let stage: AppStage;
beforeEach(async () => {
  stage = await startApp();
});
afterEach(() => stage.sandbox.close());

const errcodeOf = (msgtype: string, content: unknown, more: Record<string, unknown> = {}): Promise<number> => {
  stage.clock.now += 2000;
  return stage.errcodeOf({ msgtype, [msgtype]: content, ...more });
};
const shownContent = (msgtype: string): unknown => stage.sandbox.state().messages.at(-1)?.message[msgtype];

describe('mpnews', () => {
  let article: Record<string, unknown>;
  beforeEach(async () => {
    article = { title: 'Release 1.4', thumb_media_id: await stage.mediaId('image', PNG), content: '<p>What is new</p>' };
  });
  const errcodeOfArticles = (...articles: unknown[]): Promise<number> => errcodeOf('mpnews', { articles });
  const errcodeWith = (fields: Record<string, unknown>): Promise<number> => errcodeOfArticles({ ...article, ...fields });

  it('has 1 to 8 articles', async () => {
    expect(await errcodeOfArticles(article)).toBe(0);
    expect(await errcodeOfArticles(...Array<unknown>(8).fill(article))).toBe(0);
    expect(await errcodeOfArticles(...Array<unknown>(9).fill(article))).toBe(45008);
    expect(await errcodeOfArticles()).toBe(40058);
    expect(await errcodeOf('mpnews', {})).toBe(40058);
  });

  it.each([
    ['title', 41016],
    ['thumb_media_id', 41006],
    ['content', 44004],
  ])('needs a %s', async (name, errcode) => {
    expect(await errcodeWith({ [name]: undefined })).toBe(errcode);
    expect(await errcodeWith({ [name]: '' })).toBe(errcode);
  });

  it('takes only an uploaded image for its picture', async () => {
    expect(await errcodeWith({ thumb_media_id: await stage.mediaId('file', PNG) })).toBe(40007);
    expect(await errcodeWith({ thumb_media_id: await stage.mediaId('voice', AMR) })).toBe(40007);
    expect(await errcodeWith({ thumb_media_id: 'x' })).toBe(40007);
  });

  it('has a content of up to 666 K bytes, and an author of up to 64', async () => {
    expect(await errcodeWith({ content: 'a'.repeat(666 * 1024) })).toBe(0);
    expect(await errcodeWith({ content: 'a'.repeat(666 * 1024 + 1) })).toBe(45002);
    expect(await errcodeWith({ author: 'a'.repeat(64) })).toBe(0);
    expect(await errcodeWith({ author: '构'.repeat(22) })).toBe(45032);
  });

  it('has over-long titles and digests cut, and an address with a scheme', async () => {
    expect(await errcodeWith({ title: '构'.repeat(43), digest: 'a'.repeat(513), content_source_url: 'https://example.com/' })).toBe(0);
    expect(shownContent('mpnews')).toMatchObject({ articles: [{ title: '构'.repeat(42), digest: 'a'.repeat(512) }] });
    expect(await errcodeWith({ content_source_url: 'example.com' })).toBe(45034);
  });

  it('can be safe, and shared inside the corp only', async () => {
    for (const safe of [0, 1, 2]) expect(await errcodeOf('mpnews', { articles: [article] }, { safe })).toBe(0);
    expect(await errcodeOf('mpnews', { articles: [article] }, { safe: 3 })).toBe(40058);
    expect(stage.sandbox.state().messages.map(({ ignored }) => ignored)).toEqual([undefined, undefined, undefined]);
  });
});

describe("a mini program's notice", () => {
  const NOTICE = { appid: 'wx0123456789', title: 'Build 42', content_item: [{ key: 'Branch', value: 'main' }] };
  const errcodeWith = (fields: Record<string, unknown>): Promise<number> => errcodeOf('miniprogram_notice', { ...NOTICE, ...fields });

  it('is shown with everything it has', async () => {
    const whole = { page: 'pages/build', description: '构建已经完成', emphasis_first_item: true };
    expect(await errcodeWith(whole)).toBe(0);
    expect(shownContent('miniprogram_notice')).toEqual({ ...NOTICE, ...whole });
    expect(await errcodeWith({ content_item: undefined })).toBe(0);
  });

  it('needs an appid and a title', async () => {
    expect(await errcodeWith({ appid: undefined })).toBe(90200);
    expect(await errcodeWith({ title: undefined })).toBe(41016);
  });

  it.each(['title', 'description'])('has a %s of 4 to 12 characters', async (name) => {
    for (const good of ['构建完成', 'a'.repeat(12)]) expect(await errcodeWith({ [name]: good })).toBe(0);
    for (const bad of ['构建了', 'a'.repeat(13)]) expect(await errcodeWith({ [name]: bad })).toBe(40058);
  });

  it('has up to 10 items, each with a key of up to 10 and a value of up to 30 characters', async () => {
    const items = (length: number, key = 'k', value = 'v') => ({ content_item: Array<unknown>(length).fill({ key, value }) });
    expect(await errcodeWith(items(10))).toBe(0);
    expect(await errcodeWith(items(11))).toBe(90201);
    expect(await errcodeWith(items(1, '构'.repeat(10), '构'.repeat(30)))).toBe(0);
    expect(await errcodeWith(items(1, 'k'.repeat(11)))).toBe(90202);
    expect(await errcodeWith(items(1, 'k', 'v'.repeat(31)))).toBe(90203);
    expect(await errcodeWith(items(1, ''))).toBe(90202);
    expect(await errcodeWith(items(1, 'k', ''))).toBe(90203);
  });

  it('has a page of up to 1024 bytes and an emphasis that is true or false', async () => {
    expect(await errcodeWith({ page: 'p'.repeat(1024) })).toBe(0);
    expect(await errcodeWith({ page: 'p'.repeat(1025) })).toBe(90204);
    expect(await errcodeWith({ emphasis_first_item: 1 })).toBe(40058);
  });

  it('goes to members, parties and tags, but not to @all', async () => {
    expect(await errcodeOf('miniprogram_notice', NOTICE, { touser: '', toparty: '2', totag: '1' })).toBe(0);
    expect(await errcodeOf('miniprogram_notice', NOTICE, { touser: '@all' })).toBe(40058);
  });
});

describe('an option that does nothing for a type of message', () => {
  it.each([
    ['markdown', { content: 'x' }, ['safe', 'enable_id_trans']],
    ['text', { content: 'x' }, undefined],
    ['textcard', { title: 'x', description: 'x', url: 'https://example.com/' }, ['safe']],
    ['miniprogram_notice', { appid: 'wx1', title: 'Build 42' }, ['safe']],
  ])('is taken, and the state says so (%s)', async (msgtype, content, ignored) => {
    expect(await errcodeOf(msgtype, content, { safe: 1, enable_id_trans: 1 })).toBe(0);
    expect(stage.sandbox.state().messages.at(-1)?.ignored).toEqual(ignored);
    expect(await errcodeOf(msgtype, content, { safe: 0, enable_id_trans: 0 })).toBe(0);
    expect(stage.sandbox.state().messages.at(-1)).not.toHaveProperty('ignored');
  });
});
