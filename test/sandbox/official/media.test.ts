import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { rawExchange } from '../wire.ts';
import { BOUNDARY, form, mediaHead, startAccount } from './account-wire.ts';
import type { AccountStage } from './account-wire.ts';
import { amr, BMP, GIF, jpg, mp3, mp4, png, wav, WMA } from './files.ts';

const KB = 1024;
const MB = 1024 * KB;

let stage: AccountStage;
beforeEach(async () => {
  stage = await startAccount();
});
afterEach(() => stage.sandbox.close());

const add = (type: string, filename: string, bytes: Buffer): ReturnType<AccountStage['upload']> => stage.upload('media/upload', type, filename, bytes);
const get = async (path: string, media_id: string): ReturnType<AccountStage['download']> => {
  const { access_token = '' } = await stage.stable();
  return stage.download(stage.url(path, { access_token, media_id }));
};

describe('a temporary upload', () => {
  it.each([
    ['image', 'a.jpg', jpg(), 'image/jpeg'],
    ['image', 'a.jpeg', jpg(), 'image/jpeg'],
    ['image', '图.PNG', png(), 'image/png'],
    ['image', 'a.gif', GIF, 'image/gif'],
    ['voice', 'a.amr', amr(3), 'audio/amr'],
    ['voice', 'a.mp3', mp3(3), 'audio/mpeg'],
  ])('of type %s named %s comes back byte for byte, under a name made of its id', async (type, filename, bytes, contentType) => {
    const outcome = await add(type, filename, bytes);
    const { media_id = '' } = outcome;
    expect(outcome).toEqual({ type, media_id, created_at: stage.clock.now / 1000 });
    const answer = await get('media/get', media_id);
    expect(answer.bytes).toEqual(bytes);
    expect(answer.headers.get('content-type')).toBe(contentType);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${media_id}${filename.slice(1).toLowerCase()}"`);
    expect(stage.sandbox.state().media).toMatchObject([{ media_id, account: 'Account 1', type, filename, remarks: [] }]);
  });

  it('that is a thumb has an id of another name', async () => {
    const outcome = await add('thumb', 'a.jpg', jpg());
    expect(outcome).toEqual({ type: 'thumb', thumb_media_id: outcome.thumb_media_id, created_at: stage.clock.now / 1000 });
    expect((await get('media/get', outcome.thumb_media_id ?? '')).bytes).toEqual(jpg());
  });

  it('that is a video is fetched in two steps, the second of which needs no token', async () => {
    const { media_id = '' } = await add('video', 'a.mp4', mp4());
    const { video_url = '', ...rest } = JSON.parse((await get('media/get', media_id)).bytes.toString()) as { video_url?: string };
    expect(rest).toEqual({});
    expect(video_url).not.toMatch(/token/);
    expect(video_url).not.toContain(media_id);
    expect((await stage.download(video_url)).bytes).toEqual(mp4());
    expect((await stage.download(video_url, { method: 'POST' })).status).toBe(404);
    expect((await stage.download(`${stage.sandbox.baseUrl}/account-media/x`)).status).toBe(404);
  });

  it('is answered as plain text, and a refusal as JSON', async () => {
    const { access_token = '' } = await stage.stable();
    const post = async (type: string): Promise<string | null> => {
      const headers = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
      const body = form([{ head: mediaHead('a.png'), bytes: png() }]);
      return (await stage.download(stage.url('media/upload', { access_token, type }), { method: 'POST', headers, body })).headers.get('content-type');
    };
    expect(await post('image')).toBe('text/plain');
    expect(await post('voice')).toBe('application/json; encoding=utf-8');
  });

  it('lives three days and belongs to its account', async () => {
    const { media_id = '' } = await add('image', 'a.png', png());
    const others = await stage.token(stage.sandbox.addAccount());
    expect((await stage.get('media/get', { media_id }, others)).errcode).toBe(40007);
    stage.clock.now += 3 * 24 * 60 * 60 * 1000 - 1000;
    expect((await get('media/get', media_id)).bytes).toEqual(png());
    stage.clock.now += 1000;
    expect((await stage.get('media/get', { media_id })).errcode).toBe(40007);
    expect((await stage.get('media/get', {})).errcode).toBe(41006);
    expect((await stage.post('media/get', {})).errcode).toBe(43001);
  });

  it.each(['', 'file', 'constructor', 'IMAGE'])('of type %j is refused with 40004', async (type) => {
    expect((await add(type, 'a.png', png())).errcode).toBe(40004);
    expect((await stage.upload('material/add_material', type, 'a.png', png())).errcode).toBe(40004);
  });
});

describe('the size of a file', () => {
  const kinds = [
    ['image', 'a.png', png, 10 * MB, 40009],
    ['voice', 'a.mp3', (size: number) => Buffer.concat([mp3(3), Buffer.alloc(size - 432)]), 2 * MB, 40010],
    ['video', 'a.mp4', mp4, 10 * MB, 40011],
    ['thumb', 'a.jpg', jpg, 64 * KB, 40012],
  ] as const;

  it.each(kinds)('of type %s may be at most what is documented, temporary or permanent', async (type, filename, make, limit, errcode) => {
    const fields = { description: '{"title":"x"}' };
    for (const path of ['media/upload', 'material/add_material']) {
      for (const [size, expected] of [[limit - 1, undefined], [limit, undefined], [limit + 1, errcode]] as const) {
        expect((await stage.upload(path, type, filename, make(size), fields)).errcode, `${path} ${size}`).toBe(expected);
      }
    }
  });

  it('for an article is below 1 MB', async () => {
    for (const [size, expected] of [[MB - 2, undefined], [MB - 1, undefined], [MB, 40009]] as const) {
      expect((await stage.upload('media/uploadimg', '', 'a.png', png(size))).errcode, String(size)).toBe(expected);
    }
  });
});

describe('what is in a file', () => {
  it.each([
    ['image', 'a.txt', png(), 40005],
    ['image', 'a', png(), 40005],
    ['image', 'a.bmp', BMP, 40005],
    ['image', 'a.png', jpg(), 40137],
    ['image', 'a.gif', png(), 40137],
    ['voice', 'a.wav', wav(9), 40005],
    ['voice', 'a.amr', mp3(3), 40005],
    ['voice', 'a.mp3', amr(3), 40005],
    ['voice', 'a.amr', Buffer.concat([amr(1), Buffer.from([0x3c])]), 40005],
    ['video', 'a.mov', mp4(), 40005],
    ['video', 'a.mp4', png(), 40005],
    ['thumb', 'a.png', png(), 40005],
    ['thumb', 'a.jpg', png(), 40137],
  ])('is looked at: a temporary %s named %s is refused', async (type, filename, bytes, errcode) => {
    expect((await add(type, filename, bytes)).errcode).toBe(errcode);
    expect(stage.sandbox.state().media).toEqual([]);
  });

  it.each([
    ['amr', (seconds: number) => amr(seconds * 50), 60, 0.02],
    // 36 ms do not divide a minute: 1666 frames are just below it, 1667 just above.
    ['mp3', (seconds: number) => mp3(Math.round(seconds / 0.036), Buffer.from('ID3\x03\0\0\0\0\0\x02ab', 'latin1')), 59.976, 0.036],
    ['wav', (seconds: number) => wav(Math.round(seconds * 8000)), 60, 0.000125],
  ])('is listened to: %s may last 60 s', async (extension, make, longest, step) => {
    for (const [seconds, expected] of [[longest - step, undefined], [longest, undefined], [longest + step, 45007]] as const) {
      expect((await stage.upload('material/add_material', 'voice', `a.${extension}`, make(seconds))).errcode, String(seconds)).toBe(expected);
    }
  });

  it('is listened to for the kinds that are MPEG 2 and padded as well, but not for WMA', async () => {
    const frame = Buffer.alloc(73);
    // MPEG 2 layer III, 16 kbit/s, 16 kHz, one byte of padding: 576 samples in 73 bytes.
    frame.writeUInt32BE(0xfff32a00);
    const frames = (count: number): Buffer => Buffer.concat(Array.from({ length: count }, () => frame));
    expect((await add('voice', 'a.mp3', frames(1666))).errcode).toBeUndefined();
    expect((await add('voice', 'a.mp3', frames(1667))).errcode).toBe(45007);
    expect((await stage.upload('material/add_material', 'voice', 'a.wma', Buffer.concat([WMA, Buffer.alloc(MB)]))).errcode).toBeUndefined();
    expect((await stage.upload('material/add_material', 'voice', 'a.wma', png())).errcode).toBe(40005);
    expect((await stage.upload('material/add_material', 'voice', 'a.wav', png())).errcode).toBe(40005);
  });
});

describe('a picture for articles', () => {
  it('has an address and no id, and is no material', async () => {
    const outcome = await stage.upload('media/uploadimg', '', 'a.png', png());
    expect(outcome).toEqual({ url: outcome.url });
    expect((await stage.download(outcome.url ?? '')).bytes).toEqual(png());
    const { images, materials, media } = stage.sandbox.state();
    expect(images).toMatchObject([{ url: outcome.url, account: 'Account 1', filename: 'a.png' }]);
    expect([materials, media]).toEqual([[], []]);
  });

  it.each([['a.gif', GIF, 40005], ['a.jpg', png(), 40137]])('that is %s is refused', async (filename, bytes, errcode) => {
    expect((await stage.upload('media/uploadimg', '', filename, bytes)).errcode).toBe(errcode);
  });

  it('is posted', async () => {
    expect((await stage.get('media/uploadimg')).errcode).toBe(43002);
    expect((await stage.get('media/upload')).errcode).toBe(43002);
  });
});

describe('a voice recorded in a page', () => {
  it('is given as speex, and no other upload is', async () => {
    const speex = Buffer.from('Speex');
    const { media_id } = stage.sandbox.plantMedia({ filename: 'a.amr', type: 'voice', content: amr(2), speex, account: 'Account 1' });
    const answer = await get('media/get/jssdk', media_id);
    expect(answer.bytes).toEqual(speex);
    expect(answer.headers.get('content-type')).toBe('voice/speex');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${media_id}.speex"`);
    expect((await get('media/get', media_id)).bytes).toEqual(amr(2));
    const other = (await add('voice', 'a.amr', amr(1))).media_id ?? '';
    expect((await stage.get('media/get/jssdk', { media_id: other })).errcode).toBe(40007);
    expect(() => stage.sandbox.plantMedia({ filename: 'a', content: 9, account: 'nobody' })).toThrow('no account');
  });
});

describe('a multipart body', () => {
  const good = { head: mediaHead('a.png'), bytes: png() };
  const post = async (body: Buffer, contentType?: string): Promise<number | undefined> =>
    (await stage.postForm('media/upload', { access_token: (await stage.stable()).access_token ?? '', type: 'image' }, body, contentType)).errcode;

  it('may have a filelength, and other fields before and behind', async () => {
    const field = { head: 'Content-Disposition: form-data; name="x"\r\nContent-Type: text/plain; charset=utf-8', bytes: Buffer.from('1') };
    expect(await post(form([{ ...good, head: mediaHead(`a.png"; filelength="${png().length}`) }]))).toBeUndefined();
    expect(await post(form([field, good, { ...field, head: field.head.replace('"x"', '"y"') }]))).toBeUndefined();
  });

  it.each([
    ['has no file', form([])],
    ['has only a field', form([{ head: 'Content-Disposition: form-data; name="media"', bytes: png() }])],
    ['has a file of another name', form([{ ...good, head: good.head.replace('"media"', '"file"') }])],
    ['has a file without a name', form([{ ...good, head: mediaHead('') }])],
    ['has a name without quotes', form([{ ...good, head: good.head.replace('"a.png"', 'a.png') }])],
    ['has the name in its percent-encoded form only', form([{ ...good, head: good.head.replace('filename="a.png"', "filename*=UTF-8''a.png") }])],
    ['has no Content-Type', form([{ ...good, head: good.head.split('\r\n')[0] ?? '' }])],
    ['has two files', form([good, good])],
    ['has the same field twice', form([good, { head: 'Content-Disposition: form-data; name="x"', bytes: png() }, { head: 'Content-Disposition: form-data; name="x"', bytes: png() }])],
    ['has a field that is not UTF-8', form([good, { head: 'Content-Disposition: form-data; name="x"', bytes: Buffer.from([0xff]) }])],
    ['does not end', form([good]).subarray(0, -8)],
    ['goes on after its end', Buffer.concat([form([good]), Buffer.from('x')])],
    ['is a part that begins on the line of the boundary', Buffer.from(form([good, good]).toString('latin1').replace(`\r\n--${BOUNDARY}\r\n`, `\r\n--${BOUNDARY} \r\n`), 'latin1')],
    ['is empty', Buffer.alloc(0)],
  ])('that %s is refused with 41005', async (_name, body) => {
    expect(await post(body)).toBe(41005);
    expect(stage.sandbox.state().media).toEqual([]);
  });

  it('with its boundary in quotes, of another type, or chunked is refused with 41005, and an empty file with 44001', async () => {
    expect(await post(form([good]), `multipart/form-data; boundary="${BOUNDARY}"`)).toBe(41005);
    expect(await post(form([good]), 'application/json')).toBe(41005);
    expect(await post(form([{ ...good, bytes: Buffer.alloc(0) }]))).toBe(44001);
    const { access_token = '' } = await stage.stable();
    const body = form([good]).toString('latin1');
    const head = `POST /cgi-bin/media/upload?access_token=${access_token}&type=image HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n`;
    const lines = `Content-Type: multipart/form-data; boundary=${BOUNDARY}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    expect((await rawExchange(stage.sandbox.baseUrl, Buffer.from(head + lines + chunked, 'latin1'))).received).toContain('"errcode":41005');
  });

  it('keeps the exact head of the file', async () => {
    await add('image', '图 1.png', png());
    const head = Buffer.from(mediaHead('图 1.png')).toString('latin1');
    const { media, requests } = stage.sandbox.state();
    expect([media[0]?.rawHead, requests.at(-1)?.rawHead]).toEqual([head, head]);
  });
});

describe('a fault', () => {
  it('strikes the paths of this host as any other', async () => {
    stage.sandbox.script({ kind: 'errcode', errcode: 45009, path: '/cgi-bin/material/add_material' });
    expect((await stage.upload('material/add_material', 'image', 'a.png', png())).errcode).toBe(45009);
    stage.sandbox.script({ kind: 'cut-body', path: '/cgi-bin/material/get_material' });
    const media_id = await stage.material('image', 'a.png', png());
    await expect(stage.post('material/get_material', { media_id })).rejects.toThrow();
    stage.sandbox.script({ kind: 'status', status: 502 });
    const address = `${stage.sandbox.baseUrl}/account-media/x`;
    expect((await stage.download(address)).status).toBe(502);
  });
});
