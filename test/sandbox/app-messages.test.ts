import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { AMR, MP4, PNG, startApp } from './app-wire.ts';
import type { AppStage } from './app-wire.ts';
import { upload, uploadUrl } from './wire.ts';

let stage: AppStage;
beforeEach(async () => {
  stage = await startApp();
});
afterEach(() => stage.sandbox.close());

const errcodeOf = (msgtype: string, content: unknown, more: Record<string, unknown> = {}): Promise<number> =>
  stage.errcodeOf({ msgtype, [msgtype]: content, ...more });
const shownContent = (msgtype: string): unknown => stage.sandbox.state().messages.at(-1)?.message[msgtype];

const LINK = 'https://example.com/';

describe('a text', () => {
  it('longer than 2048 bytes is cut between two characters, without a word', async () => {
    expect(await errcodeOf('text', { content: `${'a'.repeat(2047)}构` })).toBe(0);
    expect(shownContent('text')).toEqual({ content: 'a'.repeat(2047) });
    await errcodeOf('text', { content: 'a'.repeat(2048) });
    expect(shownContent('text')).toEqual({ content: 'a'.repeat(2048) });
  });

  it.each([{}, { content: '' }, { content: ' ' }])('without content (%j) is refused with 44004', async (content) => {
    expect(await errcodeOf('text', content)).toBe(44004);
  });
});

describe('markdown', () => {
  it('longer than 2048 bytes is refused', async () => {
    expect(await errcodeOf('markdown', { content: 'a'.repeat(2048) })).toBe(0);
    expect(await errcodeOf('markdown', { content: 'a'.repeat(2049) })).toBe(40058);
    expect(await errcodeOf('markdown', { content: `${'a'.repeat(2047)}构` })).toBe(40058);
  });
});

describe('a message type', () => {
  it.each(['markdown_v2', 'taskcard', 'x', '__proto__', 7])('%s is not taken from an application', async (msgtype) => {
    expect(await stage.errcodeOf({ msgtype, [msgtype]: { content: 'x' } })).toBe(40008);
  });

  it('needs the object of its name', async () => {
    expect(await stage.errcodeOf({ msgtype: 'text' })).toBe(40058);
  });
});

describe('a message with media', () => {
  const BYTES = { image: PNG, voice: AMR, video: MP4, file: Buffer.from('a report') };
  const TYPES = ['image', 'voice', 'video', 'file'] as const;

  it.each(TYPES)('of type %s takes an upload of that type and of no other', async (msgtype) => {
    for (const type of TYPES) {
      const media_id = await stage.mediaId(type, BYTES[type]);
      expect(await errcodeOf(msgtype, { media_id })).toBe(type === msgtype ? 0 : 40007);
    }
  });

  it.each(TYPES)('of type %s needs a media_id that there is', async (msgtype) => {
    expect(await errcodeOf(msgtype, {})).toBe(41006);
    expect(await errcodeOf(msgtype, { media_id: 'x' })).toBe(40007);
  });

  it("takes what another application of the corp uploaded, but not another corp's and not a robot's", async () => {
    const ofCorp = stage.sandbox.addApp();
    const ofOther = stage.sandbox.addApp({ corpid: 'wwother' });
    const shared = await stage.upload('file', {}, await stage.token(ofCorp));
    const foreign = await stage.upload('file', {}, await stage.token(ofOther));
    const robots = await upload(uploadUrl(stage.webhook));
    expect(await errcodeOf('file', { media_id: shared.media_id })).toBe(0);
    expect(await errcodeOf('file', { media_id: foreign.media_id })).toBe(40007);
    expect(await errcodeOf('file', { media_id: robots.media_id })).toBe(40007);
  });

  it('takes an upload for three days', async () => {
    const media_id = await stage.mediaId('file', BYTES.file);
    stage.clock.now += 3 * 86_400_000 - 1;
    expect(await errcodeOf('file', { media_id })).toBe(0);
    stage.clock.now += 1;
    expect(await errcodeOf('file', { media_id })).toBe(40007);
  });

  it('of type video has its title and description cut', async () => {
    const media_id = await stage.mediaId('video', MP4);
    expect(await errcodeOf('video', { media_id, title: 'a'.repeat(129), description: '构'.repeat(171) })).toBe(0);
    expect(shownContent('video')).toEqual({ media_id, title: 'a'.repeat(128), description: '构'.repeat(170) });
  });
});

describe('a text card', () => {
  const CARD = { title: 'Build 42', description: 'passed', url: LINK };

  it.each([
    ['title', 41016],
    ['description', 41033],
    ['url', 41010],
  ])('needs a %s', async (name, errcode) => {
    expect(await errcodeOf('textcard', CARD)).toBe(0);
    expect(await errcodeOf('textcard', { ...CARD, [name]: undefined })).toBe(errcode);
    expect(await errcodeOf('textcard', { ...CARD, [name]: ' ' })).toBe(errcode);
  });

  it('has its texts cut by characters', async () => {
    const card = { ...CARD, title: '构'.repeat(129), description: '🚀'.repeat(513), btntxt: '查看更多吧' };
    expect(await errcodeOf('textcard', card)).toBe(0);
    expect(shownContent('textcard')).toEqual({ title: '构'.repeat(128), description: '🚀'.repeat(512), url: LINK, btntxt: '查看更多' });
  });

  it('needs an address with a scheme, of up to 2048 bytes', async () => {
    expect(await errcodeOf('textcard', { ...CARD, url: 'example.com' })).toBe(45034);
    expect(await errcodeOf('textcard', { ...CARD, url: LINK.padEnd(2048, 'a') })).toBe(0);
    expect(await errcodeOf('textcard', { ...CARD, url: LINK.padEnd(2049, 'a') })).toBe(40039);
  });
});

describe('news', () => {
  const ARTICLE = { title: 'Build 42', url: LINK };
  const errcodeOfArticles = (articles: unknown): Promise<number> => errcodeOf('news', { articles });

  it('has 1 to 8 articles, each with a title and an address', async () => {
    expect(await errcodeOfArticles([ARTICLE])).toBe(0);
    expect(await errcodeOfArticles(Array(8).fill(ARTICLE))).toBe(0);
    expect(await errcodeOfArticles(Array(9).fill(ARTICLE))).toBe(45008);
    expect(await errcodeOfArticles([])).toBe(40058);
    expect(await errcodeOfArticles([{ url: LINK }])).toBe(41016);
    expect(await errcodeOfArticles([{ title: 'x' }])).toBe(41010);
  });

  it('may open a mini program instead of an address', async () => {
    expect(await errcodeOfArticles([{ title: 'x', appid: 'wx1', pagepath: 'a'.repeat(128) }])).toBe(0);
    expect(await errcodeOfArticles([{ title: 'x', appid: 'wx1', pagepath: 'a'.repeat(129) }])).toBe(40058);
    expect(await errcodeOfArticles([{ title: 'x', appid: 'wx1' }])).toBe(40058);
    expect(await errcodeOfArticles([{ ...ARTICLE, pagepath: 'a' }])).toBe(40058);
  });

  it('has over-long titles and descriptions cut', async () => {
    await errcodeOfArticles([{ ...ARTICLE, title: '构'.repeat(43), description: 'a'.repeat(513) }]);
    expect(shownContent('news')).toEqual({ articles: [{ ...ARTICLE, title: '构'.repeat(42), description: 'a'.repeat(512) }] });
  });

  it('cannot be safe', async () => {
    const news = { articles: [ARTICLE] };
    expect(await errcodeOf('news', news, { safe: 0 })).toBe(0);
    expect(await errcodeOf('news', news, { safe: 1 })).toBe(40074);
    expect(await errcodeOf('news', news, { safe: 2 })).toBe(40074);
  });
});

describe('the options of a message', () => {
  it.each([
    ['safe', [0, 1], [2, -1, '1', true]],
    ['enable_id_trans', [0, 1], [2, '0', false]],
    ['enable_duplicate_check', [0, 1], [2, '1']],
    ['duplicate_check_interval', [1, 14_400], [0, 14_401, '60']],
  ])('%s is one of %j, as a number', async (name, good, bad) => {
    for (const value of good) expect(await errcodeOf('text', { content: 'x' }, { [name]: value })).toBe(0);
    for (const value of bad) expect(await errcodeOf('text', { content: 'x' }, { [name]: value })).toBe(40058);
  });

  it('make only those files safe that WeCom opens by itself', async () => {
    for (const [filename, errcode] of [['a.pdf', 0], ['a.DOCX', 0], ['a.zip', 40058], ['pdf', 40058]] as const) {
      const media_id = await stage.mediaId('file', Buffer.from('a report'), filename);
      expect(await errcodeOf('file', { media_id }, { safe: 1 }), filename).toBe(errcode);
      expect(await errcodeOf('file', { media_id }, { safe: 0 }), filename).toBe(0);
    }
  });
});
