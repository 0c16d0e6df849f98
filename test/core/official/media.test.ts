import { describe, expect, it } from 'vitest';

import { accountBench, fileOf, OFFICIAL_UPLOAD, valueOf } from '../../support/account-bench.ts';
import { HTML } from '../../support/media-samples.ts';
import { strangeWeChat } from '../../support/strange-wechat.ts';
import { amr, GIF, jpg, mp3, mp4, png } from '../../sandbox/official/files.ts';

const FILES = [
  { kind: 'image', name: '门店 照片 📷.jpg', bytes: jpg(5000) },
  { kind: 'image', name: 'chart.png', bytes: png() },
  { kind: 'image', name: 'wave.gif', bytes: GIF },
  { kind: 'voice', name: '早安 ☀️.amr', bytes: amr(50) },
  { kind: 'voice', name: 'greeting.mp3', bytes: mp3(10) },
  { kind: 'thumb', name: 'cover.jpg', bytes: jpg(64 * 1024) },
] as const;

describe('a temporary file of an Official Account', () => {
  it.each(FILES)('goes up under its name and comes back byte for byte: $name as $kind', async ({ kind, name, bytes }) => {
    const { account, state } = await accountBench();
    const { media_id, type } = valueOf(await account.uploadMedia(fileOf(name, bytes), kind));
    expect(type).toBe(kind);
    expect(state().media).toMatchObject([{ media_id, type: kind, filename: name, size: bytes.length }]);
    const got = valueOf(await account.getMedia(media_id, true));
    expect(got.kind).toBe('file');
    expect(Buffer.from(got.file?.bytes ?? [])).toEqual(Buffer.from(bytes));
  });

  it('that is a video is an address, and is fetched from there without the token when that is asked for', async () => {
    const { account, asked } = await accountBench();
    const bytes = mp4(3000);
    const { media_id } = valueOf(await account.uploadMedia(fileOf('开幕 🎬.mp4', bytes), 'video'));
    const alone = valueOf(await account.getMedia(media_id, false));
    expect(alone).toEqual({ kind: 'video', videoUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1/) as string });
    const whole = valueOf(await account.getMedia(media_id, true));
    expect(Buffer.from(whole.file?.bytes ?? [])).toEqual(bytes);
    expect(whole.file?.mimeType).toBe('video/mp4');
    expect(asked.at(-1)).toMatchObject({ credential: 'none' });
    expect(asked.at(-1)?.url).not.toContain('access_token');
  });

  it('that is unknown or too old is a refusal with a way out', async () => {
    const { account, time } = await accountBench();
    expect(await account.getMedia('no-such-media-id', true)).toMatchObject({ delivery: 'rejected', attempts: 1, error: { errcode: 40007, fix: expect.stringContaining('3 days') as string } });
    const { media_id } = valueOf(await account.uploadMedia(fileOf('a.png', png()), 'image'));
    time.advance(3 * 86_400_000 + 1);
    expect(await account.getMedia(media_id, true)).toMatchObject({ delivery: 'rejected', error: { errcode: 40007 } });
  });

  it('is uploaded again when the answer is lost, since nobody sees the copy', async () => {
    const { account, script, paths } = await accountBench();
    script({ kind: 'close-after', path: OFFICIAL_UPLOAD });
    expect(await account.uploadMedia(fileOf('a.png', png()), 'image')).toMatchObject({ delivery: 'sent', attempts: 2 });
    expect(paths().filter((path) => path === OFFICIAL_UPLOAD)).toHaveLength(2);
  });

  it('that a page recorded is got in speex', async () => {
    const { account, sandbox, face } = await accountBench();
    const speex = Buffer.from('Speex   1.2 and a voice');
    const { media_id } = sandbox.plantMedia({ filename: 'voice.amr', type: 'voice', content: amr(10), account: face.name, speex });
    expect(Buffer.from(valueOf(await account.getHdVoice(media_id)).bytes)).toEqual(speex);
    const plain = valueOf(await account.uploadMedia(fileOf('a.amr', amr(10)), 'voice'));
    expect(await account.getHdVoice(plain.media_id)).toMatchObject({ delivery: 'rejected', error: { errcode: 40007 } });
  });
});

describe('a picture for the inside of articles', () => {
  it('gets a URL', async () => {
    const { account } = await accountBench();
    expect(valueOf(await account.uploadImage(fileOf('图.png', png())))).toEqual({ url: expect.stringMatching(/^http/) as string });
  });
});

describe('an answer that is none of WeChat’s', () => {
  const answers: [string, { status?: number; headers?: Record<string, string>; body: string | Buffer }][] = [
    ['a page', { headers: { 'content-type': 'text/html' }, body: HTML }],
    ['nothing', { body: '' }],
    ['JSON without what was asked for', { headers: { 'content-type': 'application/json' }, body: '{"hello":"there"}' }],
    ['a gateway in trouble', { status: 502, body: HTML }],
  ];

  it.each(answers)('is no file and no success: %s', async (_, answer) => {
    const baseUrl = await strangeWeChat((_request, response) => void response.writeHead(answer.status ?? 200, answer.headers).end(answer.body));
    const { account } = await accountBench({ baseUrl });
    for (const outcome of [await account.getMedia('some-media-id', true), await account.countMaterials(), await account.uploadMedia(fileOf('a.png', png()), 'image')]) {
      expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 3 });
    }
  });

  it('does not send the core to an address inside a network for a video', async () => {
    for (const address of ['http://169.254.169.254/latest', 'http://localhost:1/', 'http://metadata.internal/', 'file:///etc/passwd', 'http://[::1]/', 'http://10.0.0.1/v.mp4']) {
      const baseUrl = await strangeWeChat((_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ video_url: address })));
      const { account, asked } = await accountBench({ baseUrl });
      expect(await account.getMedia('some-media-id', true)).toMatchObject({ delivery: 'rejected', error: { code: 'bad-video-address' } });
      expect(asked.filter(({ url }) => !url.startsWith(baseUrl))).toEqual([]);
    }
  });

  it('may send on to another address for a video, a few times', async () => {
    let hops = 1;
    const video = mp4(2000);
    const baseUrl = await strangeWeChat((request, response) => {
      const { pathname } = new URL(request.url ?? '', 'http://a');
      if (pathname === '/cgi-bin/media/get') response.end(JSON.stringify({ video_url: `http://${request.headers.host ?? ''}/v/0` }));
      else if (Number(pathname.slice(3)) < hops) response.writeHead(302, { location: `/v/${Number(pathname.slice(3)) + 1}` }).end();
      else response.writeHead(200, { 'content-type': 'video/mp4' }).end(video);
    });
    const { account } = await accountBench({ baseUrl });
    expect(Buffer.from(valueOf(await account.getMedia('some-media-id', true)).file?.bytes ?? [])).toEqual(video);
    hops = 4;
    expect(await account.getMedia('some-media-id', true)).toMatchObject({ delivery: 'rejected', error: { code: 'bad-video-address' } });
  });
});
