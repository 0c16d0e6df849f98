import { createHash } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { AMR, JPG, MP4, PNG, startApp } from './app-wire.ts';
import type { AppStage } from './app-wire.ts';
import { partHead, request, upload, uploadUrl } from './wire.ts';

const MB = 1024 * 1024;

let stage: AppStage;
beforeEach(async () => {
  stage = await startApp();
});
afterEach(() => stage.sandbox.close());

const errcodeOf = async (type: string, bytes: Buffer): Promise<number> => (await stage.upload(type, { bytes })).errcode;
const filled = (head: Buffer, size: number): Buffer => Buffer.concat([head, Buffer.alloc(size - head.length)]);

describe("an application's upload", () => {
  it("is answered as in the vendor's sample: without a word, and the time as a string", async () => {
    const outcome = await stage.upload('file');
    expect(outcome).toEqual({ errcode: 0, errmsg: '', type: 'file', media_id: outcome.media_id, created_at: '1760000000' });
  });

  it('is found in the state, with the application and the exact bytes of its head', async () => {
    const bytes = Buffer.from('hello, member');
    const head = partHead('报告 📊.txt', bytes.length);
    const { media_id } = await stage.upload('file', { bytes, head });
    const rawHead = Buffer.from(head).toString('latin1');
    expect(stage.sandbox.state().media).toEqual([
      {
        media_id,
        corpid: stage.app.corpid,
        agentid: stage.app.agentid,
        type: 'file',
        filename: '报告 📊.txt',
        size: 13,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        created_at: 1_760_000_000,
        contentType: 'application/octet-stream',
        rawHead,
        remarks: [],
      },
    ]);
    expect(stage.sandbox.state().requests.at(-1)?.rawHead).toBe(rawHead);
  });

  it.each(['', 'File', 'thumb'])('of type "%s" is refused with 40005', async (type) => {
    expect((await stage.upload(type)).errcode).toBe(40005);
  });

  it("is read as strictly as a robot's: 44001 for what holds no file", async () => {
    for (const parts of [
      { bytes: Buffer.alloc(0) },
      { head: `Content-Disposition: form-data; name="media"; filename*=utf-8''a.txt\r\nContent-Type: text/plain` },
      { contentType: 'multipart/form-data; boundary="b0undary"' },
    ]) {
      expect((await stage.upload('file', parts)).errcode).toBe(44001);
    }
    expect(stage.sandbox.state().media).toEqual([]);
  });

  it('is a POST', async () => {
    const url = stage.url('media/upload', { access_token: await stage.token(), type: 'file' });
    expect(JSON.parse((await request(url)).text)).toMatchObject({ errcode: 40058 });
  });

  it.each(['image', 'voice', 'video', 'file'])('of type %s has more than 5 bytes', async (type) => {
    expect(await errcodeOf(type, Buffer.alloc(5))).toBe(40006);
    expect(await errcodeOf(type, Buffer.alloc(6))).not.toBe(40006);
  });

  it('of a file has up to 20 MB of anything', async () => {
    expect(await errcodeOf('file', Buffer.alloc(20 * MB))).toBe(0);
    expect(await errcodeOf('file', Buffer.alloc(20 * MB + 1))).toBe(45001);
  });

  it('of an image is a JPG or a PNG by its first bytes, of up to 10 MB', async () => {
    for (const good of [JPG, PNG, filled(PNG, 10 * MB)]) expect(await errcodeOf('image', good)).toBe(0);
    expect(await errcodeOf('image', filled(PNG, 10 * MB + 1))).toBe(40009);
    for (const bad of ['GIF89a....', '<svg xmlns=""/>', 'RIFF....WEBP']) expect(await errcodeOf('image', Buffer.from(bad))).toBe(40004);
  });

  it('of a voice is AMR of up to 2 MB and 60 s', async () => {
    expect(await errcodeOf('voice', AMR)).toBe(0);
    expect(await errcodeOf('voice', Buffer.from('ID3 an mp3'))).toBe(301017);
    expect(await errcodeOf('voice', filled(AMR, 2 * MB + 1))).toBe(45001);
    const silence = (frames: number): Buffer => Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(frames, 0x7c)]);
    expect(await errcodeOf('voice', silence(3000))).toBe(0);
    expect(await errcodeOf('voice', silence(3001))).toBe(45007);
  });

  it('of a video is an MP4 by its first box, of up to 10 MB', async () => {
    const box = (brands: string): Buffer => {
      const bytes = Buffer.from(`....ftyp${brands}....`);
      bytes.writeUInt32BE(8 + brands.length);
      return bytes;
    };
    for (const good of [MP4, filled(MP4, 10 * MB), box('mp42....'), box('M4V ....isom')]) expect(await errcodeOf('video', good)).toBe(0);
    expect(await errcodeOf('video', filled(MP4, 10 * MB + 1))).toBe(40011);
    for (const bad of [box('qt  ....qt  '), box('qt  isom'), Buffer.from('RIFF....AVI ....'), Buffer.from('ftypisom'), Buffer.from('not a film at all')]) {
      expect(await errcodeOf('video', bad)).toBe(40004);
    }
  });
});

describe('media/get', () => {
  interface Got {
    status: number;
    headers: Headers;
    bytes: Buffer;
  }

  async function get(mediaId: string, headers: Record<string, string> = {}): Promise<Got> {
    const response = await fetch(stage.url('media/get', { access_token: await stage.token(), media_id: mediaId }), { headers });
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
  }
  const errcodeOfGet = async (mediaId: string, headers?: Record<string, string>): Promise<number> => {
    const got = await get(mediaId, headers);
    const { errcode } = JSON.parse(got.bytes.toString()) as { errcode: number };
    expect(got.status).toBe(200);
    expect(got.headers.get('error-code')).toBe(String(errcode));
    expect(got.headers.get('content-type')).toBe('application/json; charset=UTF-8');
    expect(got.headers.get('content-disposition')).toBeNull();
    return errcode;
  };

  it('answers with the bytes and no errcode', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 0, 255]);
    const { status, headers, bytes: got } = await get(await stage.mediaId('file', bytes, 'report.pdf'));
    expect(status).toBe(200);
    expect(got).toEqual(bytes);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-length')).toBe('6');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(headers.get('content-disposition')).toBe('attachment; filename="report.pdf"');
    expect(headers.get('error-code')).toBeNull();
  });

  it('names a file twice when its name is not ASCII: encoded, and as raw UTF-8 bytes', async () => {
    const { headers } = await get(await stage.mediaId('file', PNG, "报告 (1)'📊.png"));
    const [encoded, raw] = (headers.get('content-disposition') ?? '').split('; ').slice(1);
    expect(encoded).toBe("filename*=utf-8''%E6%8A%A5%E5%91%8A%20%281%29%27%F0%9F%93%8A.png");
    expect(Buffer.from(raw ?? '', 'latin1').toString('utf8')).toBe(`filename="报告 (1)'📊.png"`);
  });

  it('leaves a file that is JSON a file', async () => {
    const json = Buffer.from('{"errcode":40007,"errmsg":"only a file"}');
    const got = await get(await stage.mediaId('file', json, 'answer.json'));
    expect(got.bytes).toEqual(json);
    expect(got.headers.get('content-type')).toBe('application/json');
    expect(got.headers.get('content-disposition')).toBe('attachment; filename="answer.json"');
    expect(got.headers.get('error-code')).toBeNull();
  });

  it('says what the uploader said it is, when that said anything', async () => {
    const bytes = Buffer.from('a report');
    const typed = (type: string) => stage.upload('file', { bytes, head: partHead('a.bin', 8).replace('application/octet-stream', type) });
    expect((await get((await typed('text/html')).media_id ?? '')).headers.get('content-type')).toBe('text/html');
    expect((await get((await typed('构')).media_id ?? '')).headers.get('content-type')).toBe('application/octet-stream');
  });

  it("gives every application of the corp its uploads, and nobody another corp's or a robot's", async () => {
    const shared = await stage.upload('file', {}, await stage.token(stage.sandbox.addApp()));
    const foreign = await stage.upload('file', {}, await stage.token(stage.sandbox.addApp({ corpid: 'wwother' })));
    const robots = await upload(uploadUrl(stage.webhook));
    expect((await get(shared.media_id ?? '')).bytes.toString()).toBe('hello, member');
    expect(await errcodeOfGet(foreign.media_id ?? '')).toBe(40007);
    expect(await errcodeOfGet(robots.media_id ?? '')).toBe(40007);
  });

  it('needs a media_id that there is, and not longer than three days', async () => {
    expect(await errcodeOfGet('')).toBe(41006);
    expect(await errcodeOfGet('x')).toBe(40007);
    const mediaId = await stage.mediaId('file', PNG);
    stage.clock.now += 3 * 86_400_000;
    expect(await errcodeOfGet(mediaId)).toBe(40007);
  });

  it('is a GET', async () => {
    const url = stage.url('media/get', { access_token: await stage.token(), media_id: 'x' });
    expect(JSON.parse((await request(url, { method: 'POST' })).text)).toMatchObject({ errcode: 40058 });
  });

  describe('with a range', () => {
    let mediaId: string;
    beforeEach(async () => {
      mediaId = await stage.mediaId('file', Buffer.from('0123456789'));
    });

    it.each([
      ['bytes=0-3', '0123', 'bytes 0-3/10'],
      ['bytes=8-', '89', 'bytes 8-9/10'],
      ['bytes=8-99', '89', 'bytes 8-9/10'],
      ['bytes=-3', '789', 'bytes 7-9/10'],
      ['bytes=-99', '0123456789', 'bytes 0-9/10'],
    ])('%s answers 206 with that part', async (range, part, contentRange) => {
      const { status, headers, bytes } = await get(mediaId, { range });
      expect([status, bytes.toString()]).toEqual([206, part]);
      expect(headers.get('content-range')).toBe(contentRange);
      expect(headers.get('accept-ranges')).toBe('bytes');
      expect(headers.get('content-disposition')).toBe('attachment; filename="report.txt"');
    });

    it.each(['bytes=3-1', 'bytes=-', 'bytes=0-1,3-4', 'lines=0-1'])('%s answers with all of it', async (range) => {
      expect(await get(mediaId, { range })).toMatchObject({ status: 200, bytes: Buffer.from('0123456789') });
    });

    it.each(['bytes=10-', 'bytes=10-20', 'bytes=-0'])('%s, beyond the end, answers 416 with the size', async (range) => {
      const { status, headers } = await get(mediaId, { range });
      expect([status, headers.get('content-range')]).toEqual([416, 'bytes */10']);
    });
  });

  describe('of a file that was planted', () => {
    it('with more than 20 MB needs ranges of at most 20 MB, and those put together are the file', async () => {
      const size = 20 * MB + 10;
      const { media_id, sha256 } = stage.sandbox.plantMedia({ filename: 'film.mp4', content: size });
      expect(await errcodeOfGet(media_id)).toBe(830002);
      expect(await errcodeOfGet(media_id, { range: 'bytes=0-' })).toBe(830002);
      expect(await errcodeOfGet(media_id, { range: `bytes=0-${20 * MB}` })).toBe(830002);
      const parts = [await get(media_id, { range: `bytes=0-${20 * MB - 1}` }), await get(media_id, { range: `bytes=${20 * MB}-` })];
      expect(parts.map(({ bytes }) => bytes.length)).toEqual([20 * MB, 10]);
      expect(createHash('sha256').update(Buffer.concat(parts.map(({ bytes }) => bytes))).digest('hex')).toBe(sha256);
    });

    it.each([
      ['', 'attachment; filename=""'],
      ['.amr', 'attachment; filename=".amr"'],
      ['voice', 'attachment; filename="voice"'],
      [String.raw`a"b\c.txt`, String.raw`attachment; filename="a\"b\\c.txt"`],
    ])('has even an odd name: %j', async (filename, disposition) => {
      const { media_id } = stage.sandbox.plantMedia({ filename, content: Buffer.from('x') });
      expect((await get(media_id)).headers.get('content-disposition')).toBe(disposition);
    });

    it('says it is what the test says, and belongs to the corp that the test says', async () => {
      const typed = stage.sandbox.plantMedia({ filename: 'a.txt', contentType: 'text/plain', content: 3, type: 'image' });
      expect((await get(typed.media_id)).headers.get('content-type')).toBe('text/plain');
      expect(await stage.errcodeOf({ msgtype: 'image', image: { media_id: typed.media_id } })).toBe(0);
      const foreign = stage.sandbox.plantMedia({ filename: 'a.txt', content: 3, corpid: 'wwother' });
      expect(await errcodeOfGet(foreign.media_id)).toBe(40007);
    });

    it('is one that a header can name, and no larger than 200 MB', () => {
      expect(() => stage.sandbox.plantMedia({ filename: 'a\r\nb', content: 3 })).toThrow('control characters');
      expect(() => stage.sandbox.plantMedia({ filename: 'a', contentType: 'x', content: 3 })).toThrow('contentType');
      for (const content of [200 * MB + 1, -1, 1.5]) expect(() => stage.sandbox.plantMedia({ filename: 'a', content })).toThrow('bytes');
    });
  });

  it('can be cut short by a fault', async () => {
    const mediaId = await stage.mediaId('file', Buffer.alloc(100));
    await stage.token();
    stage.sandbox.script({ kind: 'cut-body', path: '/cgi-bin/media/get' });
    await expect(get(mediaId)).rejects.toThrow();
  });
});
