import { describe, expect, it } from 'vitest';

import { readDraft } from '../../../core/official/drafts.ts';
import { accountBench, ADD_DRAFT, ADD_MATERIAL, DELETE_MATERIAL, fileOf, valueOf } from '../../support/account-bench.ts';
import type { AccountBench } from '../../support/account-bench.ts';
import { strangeWeChat } from '../../support/strange-wechat.ts';
import { amr, BMP, jpg, mp3, mp4, wav, WMA } from '../../sandbox/official/files.ts';

const LOST = ['close-after', 'silence-after'] as const;

const FILES = [
  { kind: 'image', name: '门店 照片 📷.jpg', bytes: jpg(5000) },
  { kind: 'image', name: 'old.bmp', bytes: BMP },
  { kind: 'voice', name: '早安.amr', bytes: amr(50) },
  { kind: 'voice', name: 'a.mp3', bytes: mp3(10) },
  { kind: 'voice', name: 'a.wav', bytes: wav(8000) },
  { kind: 'voice', name: 'a.wma', bytes: WMA },
  { kind: 'thumb', name: '封面.jpg', bytes: jpg(1000) },
] as const;

async function added({ account }: AccountBench, name = 'cover.jpg', kind: 'image' | 'thumb' = 'thumb'): Promise<string> {
  return valueOf(await account.addMaterial(fileOf(name, jpg(500)), kind)).media_id;
}

describe('a permanent material', () => {
  it.each(FILES)('is added under its name and comes back byte for byte: $name as $kind', async ({ kind, name, bytes }) => {
    const { account, state } = await accountBench();
    const { media_id, url } = valueOf(await account.addMaterial(fileOf(name, bytes), kind));
    expect(typeof url).toBe(kind === 'image' ? 'string' : 'undefined');
    expect(state().materials).toMatchObject([{ media_id, type: kind, name }]);
    const got = valueOf(await account.getMaterial(media_id, true));
    expect(got.kind).toBe('file');
    expect('file' in got && Buffer.from(got.file.bytes).equals(bytes)).toBe(true);
  });

  it('that is a video carries its title and introduction in raw UTF-8, and comes back with them', async () => {
    const { account, state } = await accountBench();
    const bytes = mp4(3000);
    const video = { title: '开业 🎬 "第一天"', introduction: '第一行\n第二行 \\ &' };
    const { media_id } = valueOf(await account.addMaterial(fileOf('opening.mp4', bytes), 'video', video));
    expect(state().materials).toMatchObject([{ media_id, type: 'video', ...video }]);
    const got = valueOf(await account.getMaterial(media_id, true));
    expect(got).toMatchObject({ kind: 'video', title: video.title, description: video.introduction });
    expect('file' in got && Buffer.from(got.file.bytes).equals(bytes)).toBe(true);
    expect(valueOf(await account.getMaterial(media_id, false))).not.toHaveProperty('file');
  });

  it('that is articles comes back as articles', async () => {
    const { account, sandbox } = await accountBench();
    const { media_id } = sandbox.plantNews([{ title: '旧文 📰', content: '<p>正文</p>' }]);
    expect(valueOf(await account.getMaterial(media_id, true))).toMatchObject({ kind: 'news', articles: [{ title: '旧文 📰' }] });
  });

  it('that was deleted is gone, and both asking for it and deleting it again say so', async () => {
    const bench = await accountBench();
    const mediaId = await added(bench);
    expect(await bench.account.deleteMaterial(mediaId)).toMatchObject({ delivery: 'sent' });
    for (const outcome of [await bench.account.getMaterial(mediaId, true), await bench.account.deleteMaterial(mediaId)]) {
      expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 1, error: { errcode: 40007 } });
    }
  });

  it.each(LOST)('is not added a second time when the answer is lost, and nobody is told that it failed: %s', async (kind) => {
    const bench = await accountBench();
    bench.script({ kind, path: ADD_MATERIAL });
    const outcome = await bench.account.addMaterial(fileOf('a.jpg', jpg()), 'image');
    expect(outcome).toMatchObject({ delivery: 'unknown', attempts: 1, error: { message: expect.stringContaining('second copy would use up another place') as string, fix: expect.stringContaining('list of materials') as string } });
    expect(bench.state().materials).toHaveLength(1);
  });

  it('is added all the same after a busy answer or an expired token, which took no effect', async () => {
    const bench = await accountBench();
    await bench.account.countMaterials();
    bench.sandbox.expireTokens();
    bench.script({ kind: 'errcode', errcode: -1, path: ADD_MATERIAL });
    expect(await bench.account.addMaterial(fileOf('a.jpg', jpg()), 'image')).toMatchObject({ delivery: 'sent', attempts: 3 });
    expect(bench.state().materials).toHaveLength(1);
  });

  it('whose answer lacks a media_id may be there', async () => {
    const baseUrl = await strangeWeChat((_request, response) => void response.end('{"errcode":0,"errmsg":"ok"}'));
    const { account } = await accountBench({ baseUrl });
    expect(await account.addMaterial(fileOf('a.jpg', jpg()), 'image')).toMatchObject({ delivery: 'unknown', error: { code: 'no-media-id' } });
    expect(await account.addDraft({ articles: [] })).toMatchObject({ delivery: 'unknown', error: { code: 'no-media-id' } });
  });

  it('is deleted once, and what an unclear answer means is said', async () => {
    const bench = await accountBench();
    const mediaId = await added(bench);
    bench.script({ kind: 'close-after', path: DELETE_MATERIAL });
    expect(await bench.account.deleteMaterial(mediaId)).toMatchObject({ delivery: 'unknown', attempts: 1, error: { fix: 'Delete it again: errcode 40007 then means that it is gone' } });
    expect(bench.state().materials).toEqual([]);
  });
});

describe('the list of materials', () => {
  it('is all of them, in pages of 20, the newest first', async () => {
    const { account, asked, time } = await accountBench();
    for (let index = 0; index < 45; index += 1) {
      time.advance(1000);
      valueOf(await account.addMaterial(fileOf(`图 ${index}.jpg`, jpg()), 'image'));
    }
    const before = asked.length;
    const all = valueOf(await account.listAllMaterials('image'));
    expect(all.map(({ name }) => name)).toEqual(Array.from({ length: 45 }, (_, index) => `图 ${44 - index}.jpg`));
    const pages = asked.slice(before).map(({ body }) => (body?.kind === 'json' ? (JSON.parse(body.text) as unknown) : undefined));
    expect(pages).toEqual([0, 20, 40].map((offset) => ({ type: 'image', offset, count: 20 })));
    expect(valueOf(await account.listAllMaterials('image', 3))).toEqual(all.slice(0, 3));
    expect(valueOf(await account.listAllMaterials('image', 21))).toEqual(all.slice(0, 21));
    expect(valueOf(await account.countMaterials())).toEqual({ image_count: 45, voice_count: 0, video_count: 0, news_count: 0 });
    expect(valueOf(await account.listMaterials('image', 44, 20))).toMatchObject({ total: 45, items: [{ name: '图 0.jpg' }] });
  });

  it('is empty where there are none', async () => {
    const { account } = await accountBench();
    expect(valueOf(await account.listAllMaterials('news'))).toEqual([]);
  });

  it('ends when WeChat says that there are more and gives none', async () => {
    let calls = 0;
    const baseUrl = await strangeWeChat((_request, response) => {
      calls += 1;
      response.end(JSON.stringify({ item: calls === 1 ? [{ media_id: 'one' }] : [], total_count: 100, item_count: 1 }));
    });
    const { account } = await accountBench({ baseUrl });
    expect(valueOf(await account.listAllMaterials('image'))).toEqual([{ media_id: 'one' }]);
    expect(calls).toBe(2);
  });
});

describe('a draft', () => {
  const article = (thumb: string) => ({ title: '标题 🎉', author: '小明', digest: '摘要', content: '<p>正文 “quoted” 🎉</p>', content_source_url: 'https://example.com/a', thumb_media_id: thumb });

  it('is added from an uploaded thumb and read again, raw UTF-8 on the wire', async () => {
    const bench = await accountBench();
    const { draft, problems } = readDraft([article(await added(bench))]);
    expect(problems).toEqual([]);
    const { media_id } = valueOf(await bench.account.addDraft(draft));
    const { body } = bench.asked.at(-1) ?? {};
    expect(body?.kind === 'json' && body.text).toContain('标题 🎉');
    expect(valueOf(await bench.account.getDraft(media_id))).toMatchObject([{ title: '标题 🎉', author: '小明', content: '<p>正文 “quoted” 🎉</p>' }]);
    expect(valueOf(await bench.account.listDrafts(0, 20))).toMatchObject({ total: 1, items: [{ media_id }] });
  });

  it('is made of what was written for the withdrawn add_news, and says what it left out', async () => {
    const bench = await accountBench();
    const { draft, problems, warnings } = readDraft({ articles: [{ ...article(await added(bench)), show_cover_pic: 1 }] });
    expect(problems).toEqual([]);
    expect(warnings).toMatchObject([{ path: 'articles[0].show_cover_pic', fix: expect.stringContaining('add_news') as string }]);
    expect(draft.articles[0]).not.toHaveProperty('show_cover_pic');
    expect(await bench.account.addDraft(draft)).toMatchObject({ delivery: 'sent' });
  });

  it('of pictures is added too', async () => {
    const bench = await accountBench();
    const image = await added(bench, 'a.jpg', 'image');
    const { draft, problems } = readDraft({ article_type: 'newspic', title: '图集', content: '看图', image_info: { image_list: [{ image_media_id: image }] } });
    expect(problems).toEqual([]);
    expect(await bench.account.addDraft(draft)).toMatchObject({ delivery: 'sent' });
  });

  it('is not added a second time when the answer is lost', async () => {
    const bench = await accountBench();
    const { draft } = readDraft(article(await added(bench)));
    bench.script({ kind: 'close-after', path: ADD_DRAFT });
    expect(await bench.account.addDraft(draft)).toMatchObject({ delivery: 'unknown', attempts: 1 });
    expect(bench.state().drafts).toHaveLength(1);
  });

  it('with a temporary thumb as its cover is refused with the reason', async () => {
    const { account } = await accountBench();
    const { media_id } = valueOf(await account.uploadMedia(fileOf('a.jpg', jpg()), 'thumb'));
    expect(await account.addDraft(readDraft(article(media_id)).draft)).toMatchObject({ delivery: 'rejected', error: { errcode: 40007, fix: expect.stringContaining('must be a permanent material') as string } });
  });

  it.each([
    ['no cover', { ...article(''), thumb_media_id: undefined }, [{ path: 'articles[0].thumb_media_id', actual: 'missing', fix: 'Fill it in, because article_type is left out' }]],
    ['no title', { ...article('media'), title: '' }, [{ path: 'articles[0].title', actual: 'empty' }]],
    ['a series of pictures without any', { article_type: 'newspic', title: 'a', content: 'b' }, [{ path: 'articles[0].image_info' }]],
    ['no article', [], [{ path: 'articles', limit: '1 to 8 items' }]],
    ['nine articles', Array.from({ length: 9 }, () => article('media')), [{ path: 'articles', actual: '9 items' }]],
    ['a text', 'an article', [{ path: 'articles', limit: 'an array of articles' }]],
    ['a text among articles', ['an article'], [{ path: 'articles[0]' }]],
  ])('is found wrong before it is sent with %s', (_, given, expected) => {
    expect(readDraft(given).problems).toMatchObject(expected);
  });

  it.each([
    ['title', '题'.repeat(33)],
    ['author', '作'.repeat(17)],
    ['digest', '摘'.repeat(129)],
    ['content', '文'.repeat(20_000)],
  ])('is let through with a %s over a length about which the vendor’s pages disagree, and warned of', (name, text) => {
    const { problems, warnings } = readDraft({ ...article('media'), [name]: text });
    expect(problems).toEqual([]);
    expect(warnings).toMatchObject([{ path: `articles[0].${name}` }]);
  });
});
