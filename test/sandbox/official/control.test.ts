import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { AccountFace, MaterialRecord } from '../../../sandbox/server.ts';
import { request } from '../wire.ts';
import type { Answer } from '../wire.ts';
import { startAccount } from './account-wire.ts';
import type { AccountStage } from './account-wire.ts';
import { jpg, png } from './files.ts';

let stage: AccountStage;
beforeEach(async () => {
  stage = await startAccount();
});
afterEach(() => stage.sandbox.close());

const post = (path: string, body: unknown): Promise<Answer> =>
  request(stage.sandbox.baseUrl + path, { method: 'POST', body: JSON.stringify(body) });

describe('over HTTP, an Official Account', () => {
  it('is added, with settings or without, and set', async () => {
    const added = JSON.parse((await post('/sandbox/accounts', { name: 'News desk', mostPictures: 1 })).text) as AccountFace;
    expect(added).toEqual(stage.sandbox.accounts[1]);
    const token = await stage.token(added);
    const upload = (): ReturnType<AccountStage['upload']> => stage.upload('material/add_material', 'image', 'a.png', png(), {}, token);
    expect((await upload()).errcode).toBeUndefined();
    expect((await upload()).errcode).toBe(45034);
    expect(JSON.parse((await post('/sandbox/accounts', { name: 'News desk', mostPictures: 2, secretFrozen: true })).text)).toEqual(added);
    expect((await upload()).errcode).toBeUndefined();
    expect((await stage.getToken({ appid: added.appid, secret: added.appsecret })).errcode).toBe(40243);
    expect(JSON.parse((await post('/sandbox/accounts', {})).text)).toMatchObject({ name: 'Account 3' });
  });

  it.each([{ name: 'Account 1' }, { name: 3 }, { secretFrozen: 'yes' }, { mostPictures: -1 }, { mostOthers: '1' }])('of %j is refused', async (body) => {
    expect((await post('/sandbox/accounts', body)).status).toBe(400);
    expect(stage.sandbox.accounts).toHaveLength(1);
  });

  it('is given articles, and media as if uploaded', async () => {
    const news = JSON.parse((await post('/sandbox/news', { articles: [{ title: 'old' }] })).text) as MaterialRecord;
    expect(stage.sandbox.state().materials).toEqual([news]);
    expect(news).toMatchObject({ account: 'Account 1', type: 'news', news_item: [{ title: 'old' }] });
    const planted = await post('/sandbox/media', { filename: 'a.jpg', type: 'image', base64: jpg().toString('base64'), account: 'Account 1' });
    const { media_id } = JSON.parse(planted.text) as { media_id: string };
    const { access_token = '' } = await stage.stable();
    expect((await stage.download(stage.url('media/get', { access_token, media_id }))).bytes).toEqual(jpg());
    for (const body of [{}, { articles: [] }, { articles: ['x'] }, { articles: [{}], account: 'nobody' }]) {
      expect((await post('/sandbox/news', body)).status, JSON.stringify(body)).toBe(400);
    }
  });

  it('has its tokens expired with those of applications', async () => {
    const token = await stage.token();
    await post('/sandbox/tokens', { become: 'expired' });
    expect((await stage.get('draft/count', {}, token)).errcode).toBe(42001);
  });

  it('has its materials saved under their own names', async () => {
    const media_id = await stage.material('image', '架构图.png', png());
    const saved = await stage.download(`${stage.sandbox.baseUrl}/sandbox/media/${media_id}`);
    expect(saved.bytes).toEqual(png());
    expect(saved.headers.get('content-type')).toBe('application/octet-stream');
    expect(saved.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${encodeURIComponent('架构图.png')}`);
  });
});
