import { createHash } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { frame, partHead, rawExchange, request, startWithClock, upload, uploadUrl } from './wire.ts';
import type { Clocked, UploadParts } from './wire.ts';

const MB = 1024 * 1024;

let stage: Clocked;
let url: string;
beforeEach(async () => {
  stage = await startWithClock();
  url = uploadUrl(stage.webhook);
});
afterEach(() => stage.sandbox.close());

const errcodeOf = async (parts: UploadParts, to = url): Promise<number> => (await upload(to, parts)).errcode;

describe('an upload', () => {
  it('is answered with a media_id, its type, and the time as a string of seconds', async () => {
    const outcome = await upload(url);
    expect(outcome).toEqual({ errcode: 0, errmsg: 'ok', type: 'file', media_id: outcome.media_id, created_at: '1760000000' });
    expect(outcome.media_id).toMatch(/^[\w-]{44}$/);
  });

  it('is found in the state, with the exact bytes of its head', async () => {
    const bytes = Buffer.from('hello, group');
    const head = partHead('报告 📊.txt', bytes.length);
    const { media_id } = await upload(url, { bytes, head });
    expect(stage.sandbox.state().media).toEqual([
      {
        media_id,
        robot: 'Robot 1',
        type: 'file',
        filename: '报告 📊.txt',
        size: 12,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        created_at: 1_760_000_000,
        contentType: 'application/octet-stream',
        rawHead: Buffer.from(head).toString('latin1'),
        remarks: [],
      },
    ]);
    expect(stage.sandbox.state().requests.at(-1)?.rawHead).toBe(Buffer.from(head).toString('latin1'));
  });

  it('does not count as a message of the rate limit', async () => {
    for (let n = 0; n < 25; n += 1) expect(await errcodeOf({})).toBe(0);
  });

  it.each(['image', 'video', 'File', ''])('of type "%s" is refused with 40005', async (type) => {
    expect(await errcodeOf({}, uploadUrl(stage.webhook, type))).toBe(40005);
  });

  it('of two types at once, or of none, is refused with 40005', async () => {
    expect(await errcodeOf({}, `${url}&type=voice`)).toBe(40005);
    expect(await errcodeOf({}, url.replace('&type=file', ''))).toBe(40005);
  });

  it('with a key that no robot has is refused with 93000', async () => {
    expect(await errcodeOf({}, url.replace(/key=[^&]+/, 'key=x'))).toBe(93000);
  });

  it('to a disabled robot is refused with 93004', async () => {
    stage.sandbox.setDisabled('Robot 1', true);
    expect(await errcodeOf({})).toBe(93004);
  });

  it('is a POST', async () => {
    expect(JSON.parse((await request(url)).text)).toMatchObject({ errcode: 40058 });
  });

  it('of an empty file is refused with 44001, before the key is looked at', async () => {
    const parts = { bytes: Buffer.alloc(0) };
    expect(await errcodeOf(parts)).toBe(44001);
    expect(await errcodeOf(parts, url.replace(/key=[^&]+/, 'key=x'))).toBe(44001);
  });

  it('has more than 5 bytes', async () => {
    expect(await errcodeOf({ bytes: Buffer.alloc(1) })).toBe(40006);
    expect(await errcodeOf({ bytes: Buffer.alloc(5) })).toBe(40006);
    expect(await errcodeOf({ bytes: Buffer.alloc(6) })).toBe(0);
  });

  it('of a file has up to 20 MB', async () => {
    expect(await errcodeOf({ bytes: Buffer.alloc(20 * MB) })).toBe(0);
    expect(await errcodeOf({ bytes: Buffer.alloc(20 * MB + 1) })).toBe(45001);
  });

  it('that is refused leaves nothing in the media, but its head is on record', async () => {
    await errcodeOf({ bytes: Buffer.alloc(5) });
    await errcodeOf({ head: 'Content-Type: text/plain' });
    expect(stage.sandbox.state().requests.at(-1)?.rawHead).toBe('Content-Type: text/plain');
    expect(stage.sandbox.state().media).toEqual([]);
  });
});

describe('the file name of an upload', () => {
  const PLAIN = ['构建 日志.txt', '👩‍👩‍👧.zip', 'a;b=c.txt', "it's.txt", '\u202egpj.exe', 'a'.repeat(300)];
  const ENCODED = ['%E6%9E%84.txt', '=?utf-8?B?5p6E?=.txt'];

  it.each([...PLAIN, ...ENCODED])('%j is taken as it stands', async (filename) => {
    expect(await errcodeOf({ head: partHead(filename, 12) })).toBe(0);
    expect(stage.sandbox.state().media.at(-1)?.filename).toBe(filename);
  });

  const QUOTES = ['a"b.txt', String.raw`a\"b.txt`, String.raw`a\b.txt`];
  const PATHS = ['../a.txt', '/etc/passwd'];
  const CONTROLS = ['a\u0000.txt', 'a\tb.txt', 'a\u007f.txt', 'a\rb.txt', 'a\nb.txt'];

  it.each(['', ...QUOTES, ...PATHS, ...CONTROLS])('%j is refused with 44001', async (filename) => {
    expect(await errcodeOf({ head: partHead(filename, 12) })).toBe(44001);
  });

  it('that is not UTF-8 is refused', async () => {
    expect(await errcodeOf({ head: Buffer.from(partHead('\xe9t\xe9.txt', 12), 'latin1') })).toBe(44001);
  });

  it('cannot smuggle in a header line', async () => {
    expect(await errcodeOf({ head: partHead('a.txt"\r\nContent-Type: text/html\r\nX: "', 12) })).toBe(44001);
  });

  it('cannot smuggle in a second part', async () => {
    const name = 'a.txt"\r\n\r\nhello!\r\n--b0undary\r\nContent-Disposition: form-data; name="media"; filename="b.txt';
    expect(await errcodeOf({ head: partHead(name, 12) })).toBe(44001);
  });
});

describe('the head of a part', () => {
  const TYPE = 'Content-Type: application/octet-stream';
  const withDisposition = (value: string): string => `Content-Disposition: ${value}\r\n${TYPE}`;

  it.each([
    ['the other order', `${TYPE}\r\nContent-Disposition: form-data; name="media"; filename="a.txt"; filelength=12`],
    ['filelength first', withDisposition('form-data; filelength=12; name="media"; filename="a.txt"')],
    ['a quoted filelength', withDisposition('form-data; name="media"; filename="a.txt"; filelength="12"')],
    ['names in lower case', partHead('a.txt', 12).replace('Content-Disposition', 'content-disposition')],
  ])('may have %s', async (_what, head) => {
    expect(await errcodeOf({ head })).toBe(0);
    expect(stage.sandbox.state().media.at(-1)?.remarks).toEqual([]);
  });

  it('is accepted without filelength, and the state remarks on it', async () => {
    expect(await errcodeOf({ head: withDisposition('form-data; name="media"; filename="a.txt"') })).toBe(0);
    expect(stage.sandbox.state().media.at(-1)?.remarks).toEqual(['filelength is missing']);
  });

  it.each([
    ['another part name', withDisposition('form-data; name="file"; filename="a.txt"; filelength=12')],
    ['no part name', withDisposition('form-data; filename="a.txt"; filelength=12')],
    ['an unquoted part name', withDisposition('form-data; name=media; filename="a.txt"; filelength=12')],
    ['no filename', withDisposition('form-data; name="media"; filelength=12')],
    ['an unquoted filename', withDisposition('form-data; name="media"; filename=a.txt; filelength=12')],
    ['only filename*', withDisposition(`form-data; name="media"; filename*=utf-8''a.txt; filelength=12`)],
    ['filename and filename*', withDisposition(`form-data; name="media"; filename="a.txt"; filename*=utf-8''a.txt`)],
    ['filename twice', withDisposition('form-data; name="media"; filename="a.txt"; filename="b.txt"')],
    ['a filelength that is too small', withDisposition('form-data; name="media"; filename="a.txt"; filelength=11')],
    ['a filelength that is no number', withDisposition('form-data; name="media"; filename="a.txt"; filelength=x')],
    ['another parameter', withDisposition('form-data; name="media"; filename="a.txt"; size=12')],
    ['another disposition', withDisposition('attachment; name="media"; filename="a.txt"; filelength=12')],
    ['something after the parameters', withDisposition('form-data; name="media"; filename="a.txt"; filelength=12;')],
    ['no Content-Type', 'Content-Disposition: form-data; name="media"; filename="a.txt"; filelength=12'],
    ['no Content-Disposition', TYPE],
    ['Content-Disposition twice', `${partHead('a.txt', 12)}\r\nContent-Disposition: form-data; name="media"; filename="b.txt"`],
    ['another line', `${partHead('a.txt', 12)}\r\nContent-Transfer-Encoding: binary`],
    ['a folded line', partHead('a.txt', 12).replace('; filename', ';\r\n filename')],
    ['a line end without CR', partHead('a.txt', 12).replace('\r\n', '\n')],
  ])('with %s is refused with 44001', async (_what, head) => {
    expect(await errcodeOf({ head })).toBe(44001);
  });
});

describe('the body of an upload', () => {
  const bytes = Buffer.from('hello, group');
  const good = frame(partHead('a.txt', 12), bytes);
  const edited = (from: string, to: string): Buffer => Buffer.from(good.toString('latin1').replace(from, to), 'latin1');

  it('may end with or without a line end', async () => {
    expect(await errcodeOf({ body: good })).toBe(0);
    expect(await errcodeOf({ body: good.subarray(0, -2) })).toBe(0);
  });

  it('may hold what looks like a boundary but is none', async () => {
    const tricky = Buffer.from('\r\n--b0undar\r\n--\r\n\r\n');
    expect(await errcodeOf({ bytes: tricky })).toBe(0);
    expect(stage.sandbox.state().media.at(-1)?.size).toBe(tricky.length);
  });

  it.each([
    ['is empty', Buffer.alloc(0)],
    ['is JSON', Buffer.from('{"path":"/tmp/a.txt"}')],
    ['has something before the part', Buffer.concat([Buffer.from('preamble\r\n'), good])],
    ['has something after the part', Buffer.concat([good, Buffer.from('epilogue')])],
    ['does not end with the boundary', good.subarray(0, -20)],
    ['does not close the boundary', good.subarray(0, -4)],
    ['has a second part', edited('\r\n--b0undary--\r\n', `\r\n${good.toString('latin1')}`)],
    ['has no blank line in the part', edited('\r\n\r\n', '\r\n')],
    ['has the boundary in the file', edited('hello', '\r\n--b0undary--\r\nhello')],
  ])('is refused with 44001 when it %s', async (_what, body) => {
    expect(await errcodeOf({ body })).toBe(44001);
  });

  it.each([
    'multipart/form-data',
    'multipart/form-data; boundary="b0undary"',
    'multipart/form-data; boundary=b0undary; charset=utf-8',
    'multipart/form-data; charset=utf-8; boundary=b0undary',
    'multipart/form-data; boundary=other',
    'multipart/mixed; boundary=b0undary',
    'application/json',
  ])('is refused with 44001 when the request says %s', async (contentType) => {
    expect(await errcodeOf({ contentType })).toBe(44001);
  });

  it('is refused with 44001 when it is sent in chunks, without a Content-Length', async () => {
    const { pathname, search, host } = new URL(url);
    const type = 'Content-Type: multipart/form-data; boundary=b0undary';
    const head = `POST ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${type}\r\n`;
    const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n${good.length.toString(16)}\r\n${good.toString('latin1')}\r\n0\r\n\r\n`;
    expect((await rawExchange(stage.sandbox.baseUrl, Buffer.from(chunked, 'latin1'))).received).toContain('"errcode":44001');
    const whole = `${head}Content-Length: ${good.length}\r\n\r\n${good.toString('latin1')}`;
    expect((await rawExchange(stage.sandbox.baseUrl, Buffer.from(whole, 'latin1'))).received).toContain('"errcode":0');
  });

  it('over 21 MB is read but not kept, and answered with 413', async () => {
    const answer = await request(url, { method: 'POST', body: Buffer.alloc(22 * MB) });
    expect(answer.status).toBe(413);
    expect(stage.sandbox.state().requests.at(-1)?.bodyBytes).toBe(22 * MB);
  });

  it('over 42 MB ends the connection', async () => {
    await expect(request(url, { method: 'POST', body: Buffer.alloc(50 * MB) })).rejects.toThrow('fetch failed');
  });
});

describe('a voice', () => {
  const voiceUrl = (): string => uploadUrl(stage.webhook, 'voice');
  const errcodeOfVoice = (bytes: Buffer): Promise<number> => errcodeOf({ bytes }, voiceUrl());
  const amr = (...frames: Buffer[]): Buffer => Buffer.concat([Buffer.from('#!AMR\n'), ...frames]);
  /** A frame of 12.2 kbit/s: 20 ms in 32 bytes. */
  const frame122 = Buffer.from([0x3c, ...Array<number>(31).fill(0)]);
  /** A frame without sound: 20 ms in one byte. */
  const silent = Buffer.from([0x7c]);
  const repeat = (one: Buffer, count: number): Buffer => Buffer.concat(Array<Buffer>(count).fill(one));

  it('is AMR by its first bytes', async () => {
    expect(await errcodeOfVoice(amr(frame122))).toBe(0);
    for (const other of ['ID3\u0003 an mp3', '#!AMR-WB\n0000', 'RIFF0000WAVE', '#!amr\n0000']) {
      expect(await errcodeOfVoice(Buffer.from(other))).toBe(301017);
    }
  });

  it('lasts up to 60 s, counted from its frames', async () => {
    expect(await errcodeOfVoice(amr(repeat(frame122, 3000)))).toBe(0);
    expect(await errcodeOfVoice(amr(repeat(frame122, 3001)))).toBe(45007);
    expect(await errcodeOfVoice(amr(repeat(silent, 3000)))).toBe(0);
    expect(await errcodeOfVoice(amr(repeat(silent, 3001)))).toBe(45007);
  });

  it('may mix the rates of its frames', async () => {
    const sizes = [12, 13, 15, 17, 19, 20, 26, 31, 5];
    const frames = sizes.map((size, type) => Buffer.from([(type << 3) | 4, ...Array<number>(size).fill(0xff)]));
    expect(await errcodeOfVoice(amr(...frames))).toBe(0);
  });

  it('is refused with 301016 when a frame is cut, unknown, or when there is none', async () => {
    expect(await errcodeOfVoice(amr(frame122.subarray(0, 20)))).toBe(301016);
    expect(await errcodeOfVoice(amr(frame122, Buffer.from([0x4c])))).toBe(301016);
    expect(await errcodeOfVoice(amr())).toBe(301016);
  });

  it('has up to 2 MB', async () => {
    expect(await errcodeOfVoice(Buffer.alloc(2 * MB + 1))).toBe(45001);
    expect(await errcodeOfVoice(Buffer.alloc(2 * MB))).toBe(301017);
  });
});
