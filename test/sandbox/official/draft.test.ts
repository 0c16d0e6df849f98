import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startAccount } from './account-wire.ts';
import type { AccountOutcome, AccountStage } from './account-wire.ts';
import { amr, jpg, mp4, png } from './files.ts';

let stage: AccountStage;
let thumb_media_id: string;
beforeEach(async () => {
  stage = await startAccount();
  thumb_media_id = await stage.material('thumb', 'cover.jpg', jpg());
});
afterEach(() => stage.sandbox.close());

const article = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  title: '发布 1.0',
  content: '<p>What is new</p>',
  thumb_media_id,
  ...more,
});
const add = (...articles: unknown[]): Promise<AccountOutcome> => stage.post('draft/add', { articles });
const kept = (): Record<string, unknown> | undefined => stage.sandbox.state().drafts.at(-1)?.articles[0];

describe('a draft', () => {
  it('is kept with every field, and where it can be looked at', async () => {
    const outcome = await add(article({ author: '发布组', content_source_url: 'https://example.com/', need_open_comment: 1, pic_crop_1_1: '0_0_1_1' }));
    expect(outcome).toEqual({ media_id: outcome.media_id });
    const { media_id } = outcome;
    const time = stage.clock.now / 1000;
    const item = {
      article_type: 'news', title: '发布 1.0', author: '发布组', digest: 'What is new', content: '<p>What is new</p>',
      content_source_url: 'https://example.com/', thumb_media_id, pic_crop_1_1: '0_0_1_1', need_open_comment: 1, only_fans_can_comment: 0,
    };
    const shown = { ...item, url: `${stage.sandbox.baseUrl}/?group=Account+1` };
    expect(await stage.post('draft/get', { media_id })).toEqual({ news_item: [shown], create_time: time, update_time: time });
    expect(stage.sandbox.state().drafts).toEqual([{ media_id, account: 'Account 1', articles: [item], create_time: time, update_time: time }]);
    expect((await stage.download(shown.url)).status).toBe(200);
  });

  it('has a digest of its own or the beginning of its text, and among several none', async () => {
    await add(article({ digest: 'mine' }));
    expect(kept()?.digest).toBe('mine');
    await add(article({ content: `<p>${'字'.repeat(30)}</p>\n<p>${'符'.repeat(30)}</p>` }));
    expect(kept()?.digest).toBe(`${'字'.repeat(30)} ${'符'.repeat(23)}`);
    await add(article({ digest: 'mine' }), article());
    expect(kept()?.digest).toBe('');
  });

  it('loses scripts, handlers and the pictures of other hosts', async () => {
    const { url } = await stage.upload('media/uploadimg', '', 'a.png', png());
    const material = await stage.upload('material/add_material', 'image', 'a.png', png());
    const mine = `<img src="${url ?? ''}"><img data-src='${material.url ?? ''}'>`;
    const foreign = '<img src="https://example.com/a.png"><img src=/sandbox/reset><img>';
    const scripts = '<script>alert(1)</script><SCRIPT src=x></SCRIPT ><p onclick="x()" class="a" ONLOAD=y>on time = now</p><script>never ends';
    await add(article({ content: mine + foreign + scripts }));
    expect(kept()?.content).toBe(`${mine}<p class="a">on time = now</p>`);
  });

  it('is changed in one article, is deleted, and is then gone for every call', async () => {
    const { media_id } = await add(article(), article({ title: 'second' }));
    stage.clock.now += 60_000;
    const change = { media_id, index: 1, articles: article({ title: 'changed' }) };
    expect(await stage.post('draft/update', change)).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(stage.sandbox.state().drafts[0]).toMatchObject({
      articles: [{ title: '发布 1.0' }, { title: 'changed' }], create_time: stage.clock.now / 1000 - 60, update_time: stage.clock.now / 1000,
    });
    expect(await stage.get('draft/count')).toEqual({ total_count: 1 });
    expect(await stage.post('draft/delete', { media_id })).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await stage.get('draft/count')).toEqual({ total_count: 0 });
    for (const path of ['draft/get', 'draft/delete', 'draft/update']) expect((await stage.post(path, change)).errcode).toBe(40007);
    expect((await stage.post('draft/count', {})).errcode).toBe(43001);
  });

  it('belongs to its account, and is no material', async () => {
    const { media_id } = await add(article());
    const others = await stage.token(stage.sandbox.addAccount());
    for (const path of ['draft/get', 'draft/delete']) expect((await stage.post(path, { media_id }, others)).errcode).toBe(40007);
    expect((await stage.post('draft/get', {})).errcode).toBe(41006);
    expect((await stage.post('material/get_material', { media_id })).errcode).toBe(40007);
    expect(await stage.get('material/get_materialcount')).toMatchObject({ news_count: 0 });
    stage.sandbox.reset();
    expect(stage.sandbox.state().drafts).toEqual([]);
  });

  it.each([
    [{ index: 1 }, 40114],
    [{ index: -1 }, 40114],
    [{ index: '0' }, 40114],
    [{ index: undefined }, 40114],
    [{ articles: [{}] }, 44003],
    [{ articles: undefined }, 44003],
    [{ articles: { title: 'x' } }, 45166],
  ])('changed with %j is refused with %i and stays as it is', async (wrong, errcode) => {
    const { media_id } = await add(article());
    expect((await stage.post('draft/update', { media_id, index: 0, articles: article(), ...wrong })).errcode).toBe(errcode);
    expect(kept()?.title).toBe('发布 1.0');
  });
});

describe('the list of drafts', () => {
  it('comes in pages, the newest first, with the text or without it', async () => {
    for (let count = 0; count < 22; count += 1) await add(article({ title: `number ${count}` }));
    const page = (more: object): Promise<AccountOutcome> => stage.post('draft/batchget', { offset: 0, count: 20, ...more });
    const titles = ({ item }: AccountOutcome): string[] =>
      (item as { content: { news_item: { title: string }[] } }[]).flatMap(({ content }) => content.news_item.map(({ title }) => title));
    const [first, second] = [await page({}), await page({ offset: 20, no_content: 1 })];
    expect([first.total_count, first.item_count, second.item_count]).toEqual([22, 20, 2]);
    expect([...titles(first), ...titles(second)]).toEqual(Array.from({ length: 22 }, (_, index) => `number ${21 - index}`));
    expect(first.item).toMatchObject([{ content: { news_item: [{ content: '<p>What is new</p>' }] } }, ...Array.from({ length: 19 }, () => ({}))]);
    expect(second.item).toMatchObject([{ content: { news_item: [{ content: '' }] } }, {}]);
  });

  it.each([{ count: 0 }, { count: 21 }, { offset: -1 }, { no_content: 2 }, { no_content: true }])('asked for with %j is refused with 40097', async (wrong) => {
    expect((await stage.post('draft/batchget', { offset: 0, count: 20, ...wrong })).errcode).toBe(40097);
  });
});

describe('an article', () => {
  it.each([
    ['title', '题', 32, 45003],
    ['author', '👨', 16, 45110],
    ['digest', 'd', 128, 45004],
    ['content_source_url', 'u', 1024, 45005],
    ['content', '文', 19_999, 45002],
  ])('has a %s of at most so many characters', async (field, character, most, errcode) => {
    for (const [count, expected] of [[most - 1, undefined], [most, undefined], [most + 1, errcode]] as const) {
      expect((await add(article({ [field]: character.repeat(count) }))).errcode, String(count)).toBe(expected);
    }
  });

  it('has an address of at most 1024 bytes', async () => {
    expect((await add(article({ content_source_url: 'é'.repeat(512) }))).errcode).toBeUndefined();
    expect((await add(article({ content_source_url: `${'é'.repeat(512)}u` }))).errcode).toBe(45005);
  });

  it.each([
    [{ title: undefined }, 40097],
    [{ title: 3 }, 40097],
    [{ article_type: 'video' }, 40097],
    [{ need_open_comment: 2 }, 40097],
    [{ only_fans_can_comment: 'yes' }, 40097],
    [{ content: undefined }, 45166],
    [{ content: ' \n' }, 45166],
    [{ thumb_media_id: undefined }, 40007],
    [{ thumb_media_id: 'x' }, 40007],
  ])('with %j is refused with %i', async (wrong, errcode) => {
    expect((await add(article(wrong))).errcode).toBe(errcode);
    expect(stage.sandbox.state().drafts).toEqual([]);
  });

  it('has a permanent picture or thumb as its cover: no temporary one, no other kind, no other account\'s', async () => {
    const { thumb_media_id: temporary } = await stage.upload('media/upload', 'thumb', 'a.jpg', jpg());
    const voice = await stage.material('voice', 'a.amr', amr(1));
    const video = await stage.material('video', 'a.mp4', mp4(), { description: '{"title":"x"}' });
    const other = stage.sandbox.addAccount();
    const foreign = (await stage.upload('material/add_material', 'thumb', 'a.jpg', jpg(), {}, await stage.token(other))).media_id;
    for (const id of [temporary, voice, video, foreign]) expect((await add(article({ thumb_media_id: id }))).errcode).toBe(40007);
    expect((await add(article({ thumb_media_id: await stage.material('image', 'a.png', png()) }))).errcode).toBeUndefined();
    await stage.post('material/del_material', { media_id: thumb_media_id });
    expect((await add(article())).errcode).toBe(40007);
  });

  it('may be pictures alone: from 1 to 20 permanent ones', async () => {
    const image_media_id = await stage.material('image', 'a.png', png());
    const pictures = (count: number, id: unknown = image_media_id): Promise<AccountOutcome> =>
      add({ article_type: 'newspic', title: 'x', content: 'text', image_info: { image_list: Array.from({ length: count }, () => ({ image_media_id: id })) } });
    expect((await pictures(20)).errcode).toBeUndefined();
    expect(kept()).toMatchObject({ article_type: 'newspic', image_info: { image_list: Array.from({ length: 20 }, () => ({ image_media_id })) } });
    expect((await pictures(21)).errcode).toBe(45008);
    expect((await pictures(0)).errcode).toBe(40007);
    for (const wrong of [thumb_media_id, 'x', null]) expect((await pictures(1, wrong)).errcode).toBe(40007);
    expect((await add({ article_type: 'newspic', title: 'x', content: 'text' })).errcode).toBe(40007);
  });

  it('is one of up to 8', async () => {
    expect((await add(...Array.from({ length: 8 }, () => article()))).errcode).toBeUndefined();
    expect((await add(...Array.from({ length: 9 }, () => article()))).errcode).toBe(45008);
    expect((await add()).errcode).toBe(44003);
    expect((await add(null)).errcode).toBe(44003);
    expect((await stage.post('draft/add', { articles: article() })).errcode).toBe(44003);
  });
});
