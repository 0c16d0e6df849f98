import { createHash, randomBytes } from 'node:crypto';
import { extname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startAccount } from './account-wire.ts';
import type { AccountStage } from './account-wire.ts';
import { amr, BMP, GIF, jpg, mp3, mp4, png, wav, WMA } from './files.ts';

let stage: AccountStage;
beforeEach(async () => {
  stage = await startAccount();
});
afterEach(() => stage.sandbox.close());

const DESCRIPTION = JSON.stringify({ title: '发布 1.0', introduction: 'what is new' });

const add = (type: string, filename: string, bytes: Buffer, fields?: Record<string, string>): ReturnType<AccountStage['upload']> =>
  stage.upload('material/add_material', type, filename, bytes, fields);
const got = async (media_id: string): ReturnType<AccountStage['download']> => {
  const { access_token = '' } = await stage.stable();
  return stage.download(stage.url('material/get_material', { access_token }), { method: 'POST', body: JSON.stringify({ media_id }) });
};

describe('a permanent material', () => {
  it.each([
    ['image', 'a.jpg', jpg()],
    ['image', 'a.JPEG', jpg()],
    ['image', 'a.png', png()],
    ['image', 'a.gif', GIF],
    ['image', 'large.png', Buffer.concat([png(), randomBytes(9 * 1024 * 1024), Buffer.from('\r\n--acc0un-- is no boundary here')])],
    ['image', 'a.bmp', BMP],
    ['voice', 'a.mp3', mp3(3)],
    ['voice', 'a.wma', WMA],
    ['voice', 'a.wav', wav(8000)],
    ['voice', 'a.amr', amr(3)],
    ['thumb', 'a.jpg', jpg()],
  ])('of type %s named %s comes back byte for byte, under a name made of its id', async (type, filename, bytes) => {
    const outcome = await add(type, filename, bytes);
    expect(Object.keys(outcome)).toEqual(type === 'image' ? ['media_id', 'url'] : ['media_id']);
    const { media_id = '', url } = outcome;
    const answer = await got(media_id);
    expect(answer.bytes).toEqual(bytes);
    const extension = extname(filename).toLowerCase();
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${media_id}${extension}"`);
    expect(answer.headers.get('content-type')).not.toMatch(/octet|json|text/);
    expect(stage.sandbox.state().materials).toEqual([
      {
        media_id, account: 'Account 1', type, name: filename, size: bytes.length, contentType: 'application/octet-stream',
        rawHead: `Content-Disposition: form-data; name="media"; filename="${filename}"\r\nContent-Type: application/octet-stream`,
        sha256: createHash('sha256').update(bytes).digest('hex'), update_time: stage.clock.now / 1000, ...(url !== undefined && { url }),
      },
    ]);
  });

  it('that is a picture is at its address for everybody, and the address does not tell its id', async () => {
    const { media_id = '', url = '' } = await add('image', 'a.png', png());
    expect((await stage.download(url)).bytes).toEqual(png());
    expect(url).not.toContain(media_id);
    const other = url.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect((await stage.download(other)).status).toBe(404);
  });

  it('that is a video comes with a title and is described, with an address for everybody', async () => {
    const media_id = await stage.material('video', 'a.mp4', mp4(), { description: DESCRIPTION });
    const answer = JSON.parse((await got(media_id)).bytes.toString()) as Record<string, string>;
    expect(answer).toEqual({ title: '发布 1.0', description: 'what is new', down_url: answer.down_url });
    const film = await stage.download(answer.down_url ?? '');
    expect(film.bytes).toEqual(mp4());
    expect(film.headers.get('content-type')).toBe('video/mp4');
  });

  it.each([
    [{}, 41005],
    [{ description: 'title=x' }, 47001],
    [{ description: '[]' }, 47001],
    [{ description: '{"introduction":"x"}' }, 40097],
    [{ description: '{"title":"x","introduction":3}' }, 40097],
  ])('that is a video with %j is refused with %i', async (fields, errcode) => {
    expect((await add('video', 'a.mp4', mp4(), fields)).errcode).toBe(errcode);
    expect(stage.sandbox.state().materials).toEqual([]);
  });

  it('that is deleted is gone for every call, and cannot be deleted twice', async () => {
    const media_id = await stage.material('image', 'a.png', png());
    expect(await stage.post('material/del_material', { media_id })).toEqual({ errcode: 0, errmsg: 'ok' });
    for (const path of ['material/get_material', 'material/del_material']) expect((await stage.post(path, { media_id })).errcode).toBe(40007);
    expect(await stage.post('material/batchget_material', { type: 'image', offset: 0, count: 20 })).toEqual({ item: [], total_count: 0, item_count: 0 });
    expect(stage.sandbox.state().materials).toEqual([]);
  });

  it('is named by an id: none is 41006, one of another kind, account or life 40007', async () => {
    const other = stage.sandbox.addAccount();
    const media_id = await stage.material('image', 'a.png', png());
    const temporary = (await stage.upload('media/upload', 'image', 'a.png', png())).media_id;
    for (const path of ['material/get_material', 'material/del_material']) {
      expect((await stage.post(path, {})).errcode).toBe(41006);
      for (const wrong of [3, 'x', temporary]) expect((await stage.post(path, { media_id: wrong })).errcode).toBe(40007);
      expect((await stage.post(path, { media_id }, await stage.token(other))).errcode).toBe(40007);
    }
    expect((await stage.get('media/get', { media_id })).errcode).toBe(40007);
  });

  it('outlives a temporary one, and its token', async () => {
    const media_id = await stage.material('voice', 'a.amr', amr(5));
    stage.clock.now += 4 * 24 * 60 * 60 * 1000;
    expect((await got(media_id)).bytes).toEqual(amr(5));
  });

  it('is kept as long as there is room: pictures with articles, the others together', async () => {
    stage.sandbox.configureAccount('Account 1', { mostPictures: 2, mostOthers: 1 });
    await stage.material('image', 'a.png', png());
    stage.sandbox.plantNews([{ title: 'old' }]);
    expect((await add('image', 'a.png', png())).errcode).toBe(45034);
    const thumb = await stage.material('thumb', 'a.jpg', jpg());
    expect((await add('voice', 'a.amr', amr(1))).errcode).toBe(45034);
    await stage.post('material/del_material', { media_id: thumb });
    expect((await add('voice', 'a.amr', amr(1))).errcode).toBeUndefined();
  });
});

describe('the list of materials', () => {
  it('comes in pages of up to 20, the newest first', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 45; count += 1) ids.unshift(await stage.material('image', `${count}.png`, png()));
    const pages = await Promise.all([0, 20, 40].map((offset) => stage.post('material/batchget_material', { type: 'image', offset, count: 20 })));
    expect(pages.map(({ total_count, item_count }) => [total_count, item_count])).toEqual([[45, 20], [45, 20], [45, 5]]);
    const items = pages.flatMap(({ item }) => item as { media_id: string }[]);
    expect(items.map(({ media_id }) => media_id)).toEqual(ids);
    const { url } = stage.sandbox.state().materials[44] ?? {};
    expect(items[0]).toEqual({ media_id: ids[0], name: '44.png', update_time: stage.clock.now / 1000, url });
  });

  it('holds one type and one account, and never thumbs', async () => {
    await stage.material('thumb', 'a.jpg', jpg());
    const voice = await stage.material('voice', 'a.amr', amr(1));
    const video = await stage.material('video', 'a.mp4', mp4(), { description: DESCRIPTION });
    const list = async (type: string): Promise<unknown> => (await stage.post('material/batchget_material', { type, offset: 0, count: 1 })).item;
    expect(await list('voice')).toEqual([{ media_id: voice, name: 'a.amr', update_time: stage.clock.now / 1000 }]);
    expect(await list('video')).toMatchObject([{ media_id: video }]);
    expect(await list('image')).toEqual([]);
    expect(await list('news')).toEqual([]);
    const other = await stage.token(stage.sandbox.addAccount());
    expect(await stage.post('material/batchget_material', { type: 'voice', offset: 0, count: 1 }, other)).toMatchObject({ total_count: 0 });
  });

  it('has articles that were made in the console, which is the only way to make them', async () => {
    const { media_id } = stage.sandbox.plantNews([{ title: 'old' }]);
    const content = { news_item: [{ title: 'old' }], create_time: stage.clock.now / 1000, update_time: stage.clock.now / 1000 };
    expect(await stage.post('material/batchget_material', { type: 'news', offset: 0, count: 20 })).toEqual({
      item: [{ media_id, content, update_time: stage.clock.now / 1000 }], total_count: 1, item_count: 1,
    });
    expect(await stage.post('material/get_material', { media_id })).toEqual({ news_item: [{ title: 'old' }] });
    expect(() => stage.sandbox.plantNews([], 'nobody')).toThrow('no account named "nobody"');
    expect((await stage.post('material/add_news', { articles: [] })).errcode).toBe(45103);
    expect((await stage.post('material/update_news', {})).errcode).toBe(45106);
    expect((await stage.post('material/add_news', {}, 'x')).errcode).toBe(40014);
  });

  it.each([
    [{ type: 'thumb' }, 40004],
    [{ type: undefined }, 40004],
    [{ offset: -1 }, 40097],
    [{ offset: '0' }, 40097],
    [{ offset: undefined }, 40097],
    [{ count: 0 }, 40097],
    [{ count: 21 }, 40097],
    [{ count: 1.5 }, 40097],
  ])('asked for with %j is refused with %i', async (wrong, errcode) => {
    expect((await stage.post('material/batchget_material', { type: 'image', offset: 0, count: 20, ...wrong })).errcode).toBe(errcode);
  });

  it('is counted by type, without thumbs', async () => {
    await stage.material('image', 'a.png', png());
    await stage.material('image', 'b.png', png());
    await stage.material('thumb', 'a.jpg', jpg());
    await stage.material('voice', 'a.amr', amr(1));
    expect(await stage.get('material/get_materialcount')).toEqual({ voice_count: 1, video_count: 0, image_count: 2, news_count: 0 });
    expect((await stage.post('material/get_materialcount', {})).errcode).toBe(43001);
  });

  it('and every other call that reads JSON refuses what is none', async () => {
    for (const path of ['material/batchget_material', 'material/get_material', 'material/del_material', 'draft/add', 'draft/get']) {
      for (const [body, errcode] of [['', 44002], ['{', 47001], ['null', 47001], ['{"media_id":"\\u4f5c"}', 40033]] as const) {
        expect((await stage.post(path, body)).errcode, `${path} ${body}`).toBe(errcode);
      }
      expect((await stage.get(path)).errcode, path).toBe(43002);
    }
  });
});
