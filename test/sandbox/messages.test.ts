import { createHash } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { sendMessage, startWithClock, upload, uploadUrl } from './wire.ts';
import type { Clocked } from './wire.ts';

let stage: Clocked;
beforeEach(async () => {
  stage = await startWithClock();
});
afterEach(() => stage.sandbox.close());

const errcodeOf = async (message: unknown): Promise<number> => (await sendMessage(stage.webhook, message)).errcode;
const shown = (): Record<string, unknown> | undefined => stage.sandbox.state().messages.at(-1)?.message;

describe('the msgtype', () => {
  it.each([undefined, null, 3, '', 'Text', 'video', 'textcard', 'mpnews', 'miniprogram_notice'])(
    '%j is none that a robot has: 40008',
    async (msgtype) => {
      expect(await errcodeOf({ msgtype, text: { content: 'x' }, video: { media_id: 'x' } })).toBe(40008);
    },
  );

  it.each([undefined, null, 'x', ['x']])('needs an object of its own name, not %j', async (text) => {
    expect(await errcodeOf({ msgtype: 'text', text, markdown: { content: 'x' } })).toBe(40058);
  });
});

describe.each([
  ['text', 2048],
  ['markdown', 4096],
  ['markdown_v2', 4096],
])('the content of a %s', (msgtype, limit) => {
  const contentOf = (content: unknown): unknown => ({ msgtype, [msgtype]: { content } });

  it(`may have ${limit} bytes and not one more, and the errmsg names field and limit`, async () => {
    expect(await errcodeOf(contentOf('a'.repeat(limit - 1)))).toBe(0);
    expect(await errcodeOf(contentOf('a'.repeat(limit)))).toBe(0);
    const outcome = await sendMessage(stage.webhook, contentOf('a'.repeat(limit + 1)));
    expect(outcome.errcode).toBe(40058);
    expect(outcome.errmsg).toContain(`${msgtype}.content exceed max length ${limit}`);
  });

  it('is measured in UTF-8 bytes', async () => {
    const fitting = '构'.repeat(Math.floor(limit / 3));
    expect(await errcodeOf(contentOf(fitting))).toBe(0);
    expect(await errcodeOf(contentOf(`${fitting}构`))).toBe(40058);
  });

  it.each([undefined, null, '', ' \n\t　'])('is empty when it is %j: 44004', async (content) => {
    expect(await errcodeOf(contentOf(content))).toBe(44004);
  });

  it.each([[1], [['x']], [{ text: 'x' }]])('is refused with 40058 when it is %j', async (content) => {
    expect(await errcodeOf(contentOf(content))).toBe(40058);
  });

  it('reaches the group as it was sent', async () => {
    await errcodeOf(contentOf('  构建 <b>&amp; 👩‍👩‍👧 \r\n\n'));
    expect(shown()).toEqual(contentOf('  构建 <b>&amp; 👩‍👩‍👧 \r\n\n'));
  });
});

describe('the mentions of a text', () => {
  it.each(['mentioned_list', 'mentioned_mobile_list'])('in %s are a list of strings', async (list) => {
    const withList = (value: unknown): unknown => ({ msgtype: 'text', text: { content: 'x', [list]: value } });
    expect(await errcodeOf(withList(['wangqing', '@all']))).toBe(0);
    expect(await errcodeOf(withList([]))).toBe(0);
    for (const wrong of ['@all', [13800001111], [null], {}, null]) expect(await errcodeOf(withList(wrong))).toBe(40058);
  });
});

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const JPG = Buffer.from('ffd8ffe000104a464946', 'hex');
const md5 = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex');
const imageOf = (bytes: Buffer): unknown => ({ msgtype: 'image', image: { base64: bytes.toString('base64'), md5: md5(bytes) } });

describe('an image', () => {
  it('is a JPG or PNG by its first bytes', async () => {
    expect(await errcodeOf(imageOf(PNG))).toBe(0);
    expect(await errcodeOf(imageOf(JPG))).toBe(0);
    for (const other of ['GIF89a0000', '<svg xmlns="">', '<html></html>', 'RIFF0000WEBP']) {
      expect(await errcodeOf(imageOf(Buffer.from(other)))).toBe(40004);
    }
  });

  it('may have 2 MB before the base64, and not one byte more', async () => {
    const sized = (size: number): Buffer => Buffer.concat([PNG, Buffer.alloc(size - PNG.length)]);
    expect(await errcodeOf(imageOf(sized(2 * 1024 * 1024)))).toBe(0);
    expect(await errcodeOf(imageOf(sized(2 * 1024 * 1024 + 1)))).toBe(40009);
  });

  it('carries the MD5 of the raw bytes, not of the base64', async () => {
    const base64 = PNG.toString('base64');
    const withMd5 = (value: unknown): unknown => ({ msgtype: 'image', image: { base64, md5: value } });
    expect(await errcodeOf(withMd5(md5(Buffer.from(base64))))).toBe(301019);
    expect(await errcodeOf(withMd5(md5(PNG).toUpperCase()))).toBe(301019);
    expect(await errcodeOf(withMd5(undefined))).toBe(40058);
  });

  it.each([
    ['a data-URI prefix', (text: string) => `data:image/png;base64,${text}`],
    ['a line break', (text: string) => `${text.slice(0, 8)}\n${text.slice(8)}`],
    ['a line break at the end', (text: string) => `${text}\n`],
    ['the alphabet of URLs', (text: string) => text.replaceAll('/', '_').replaceAll('+', '-').replace(/^iVB/, 'iV-')],
    ['no padding', (text: string) => text.replace(/=+$/, '')],
  ])('is refused with 40058 when its base64 has %s', async (_what, spoil) => {
    const base64 = PNG.toString('base64');
    expect(spoil(base64)).not.toBe(base64);
    expect(await errcodeOf({ msgtype: 'image', image: { base64: spoil(base64), md5: md5(PNG) } })).toBe(40058);
  });
});

describe('news', () => {
  const article = { title: 'Build 42', url: 'https://ci.example/42' };
  const newsOf = (articles: unknown): unknown => ({ msgtype: 'news', news: { articles } });
  const withField = (field: string, value: unknown): unknown => newsOf([article, { ...article, [field]: value }]);

  it('has 1 to 8 articles', async () => {
    expect(await errcodeOf(newsOf([article]))).toBe(0);
    expect(await errcodeOf(newsOf(Array(8).fill(article)))).toBe(0);
    expect(await errcodeOf(newsOf(Array(9).fill(article)))).toBe(45008);
    expect(await errcodeOf(newsOf([]))).toBe(40058);
    expect(await errcodeOf(newsOf(article))).toBe(40058);
    expect(await errcodeOf(newsOf(['x']))).toBe(40058);
  });

  it('needs a title and a url in every article', async () => {
    expect(await errcodeOf(withField('title', undefined))).toBe(41016);
    expect(await errcodeOf(withField('title', ' '))).toBe(41016);
    expect(await errcodeOf(withField('url', undefined))).toBe(41010);
    expect(await errcodeOf(withField('url', ''))).toBe(41010);
  });

  it.each(['url', 'picurl'])('takes only http and https links as its %s', async (field) => {
    for (const wrong of ['ci.example/42', '//ci.example', 'javascript:alert(1)', 'ftp://ci.example', ' https://ci.example']) {
      expect(await errcodeOf(withField(field, wrong))).toBe(45034);
    }
    expect(await errcodeOf(withField(field, 'https://'))).toBe(40058);
    expect(await errcodeOf(withField(field, 'HTTP://ci.example/构建'))).toBe(0);
  });

  it('takes links of up to 2048 bytes', async () => {
    const link = (bytes: number): string => 'https://ci.example/'.padEnd(bytes, 'a');
    expect(await errcodeOf(withField('url', link(2048)))).toBe(0);
    expect(await errcodeOf(withField('url', link(2049)))).toBe(40039);
  });

  it.each([
    ['title', 128],
    ['description', 512],
  ])('is accepted with a %s over %i bytes, and the group is shown the whole characters that fit', async (field, limit) => {
    expect(await errcodeOf(withField(field, 'a'.repeat(limit)))).toBe(0);
    expect(shown()).toEqual(withField(field, 'a'.repeat(limit)));
    expect(await errcodeOf(withField(field, '构'.repeat(limit)))).toBe(0);
    expect(shown()).toEqual(withField(field, '构'.repeat(Math.floor(limit / 3))));
  });
});

describe.each(['file', 'voice'] as const)('the media_id of a %s', (type) => {
  const amr = Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(13, 0x04)]);
  const uploaded = async (webhook = stage.webhook, uploadType: string = type): Promise<string> =>
    (await upload(uploadUrl(webhook, uploadType), { bytes: amr })).media_id ?? '';
  const messageOf = (mediaId: unknown): unknown => ({ msgtype: type, [type]: { media_id: mediaId } });

  it('is one that this robot uploaded as that type', async () => {
    expect(await errcodeOf(messageOf(await uploaded()))).toBe(0);
  });

  it('is missing: 41006', async () => {
    expect(await errcodeOf(messageOf(undefined))).toBe(41006);
    expect(await errcodeOf(messageOf(''))).toBe(41006);
  });

  it('is refused with 40007 when nobody uploaded it', async () => {
    expect(await errcodeOf(messageOf('3a8asd892asd8asd'))).toBe(40007);
  });

  it('is refused with 40007 when another robot uploaded it', async () => {
    const other = stage.sandbox.addRobot('Other');
    expect(await errcodeOf(messageOf(await uploaded(other.webhook)))).toBe(40007);
  });

  it('is refused with 40007 when it was uploaded as the other type', async () => {
    expect(await errcodeOf(messageOf(await uploaded(stage.webhook, type === 'file' ? 'voice' : 'file')))).toBe(40007);
  });

  it('is good for three days', async () => {
    const mediaId = await uploaded();
    stage.clock.now += 3 * 86_400_000 - 1;
    expect(await errcodeOf(messageOf(mediaId))).toBe(0);
    stage.clock.now += 1;
    expect(await errcodeOf(messageOf(mediaId))).toBe(40007);
  });
});
