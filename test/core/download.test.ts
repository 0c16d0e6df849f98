import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { errcodePage } from '../../core/spec/errcodes.ts';
import { appBench, MEDIA_GET, strangeWeCom, tokenIn } from '../support/app-bench.ts';
import type { AppBench } from '../support/app-bench.ts';
import { JPG, MP4, PNG } from '../support/media-samples.ts';

const BYTES = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 167 + (index >> 8)) % 256));

/** How often the file itself was asked for. */
const asks = ({ state }: Pick<AppBench, 'state'>): number => state().requests.filter(({ path }) => path === MEDIA_GET).length;

describe('a download', () => {
  it.each([
    ['text', Buffer.from('你好, member\r\n'), 'note.txt', 'text/plain'],
    ['bytes of every kind', BYTES, 'bytes.zip', 'application/zip'],
    ['a picture', PNG, 'picture', 'image/png'],
    ['a photo', JPG, 'photo', 'image/jpeg'],
    ['a film', MP4, 'film.bin', 'video/mp4'],
    ['JSON', Buffer.from('{"answer":42}'), 'answer.json', 'application/json'],
    ['JSON that looks like a refusal of WeCom’s', Buffer.from('{"errcode":40007,"errmsg":"invalid media_id"}'), 'answer.json', 'application/json'],
    ['JSON that looks like a refused token', Buffer.from('{"errcode":42001,"errmsg":"expired"}'), 'answer.txt', 'text/plain'],
    ['one byte', Buffer.from([0]), 'small.bin', 'application/octet-stream'],
    ['nothing', Buffer.alloc(0), 'empty.bin', 'application/octet-stream'],
  ])('of %s gives the bytes that were put there, with one question', async (_name, content, filename, mimeType) => {
    const bench = await appBench();
    const { media_id } = bench.sandbox.plantMedia({ filename, content });
    const outcome = await bench.app.download(media_id);
    if (outcome.delivery !== 'sent') throw outcome.error;
    const { bytes, ...rest } = outcome.value;
    expect(Buffer.from(bytes).equals(content)).toBe(true);
    expect(rest).toEqual({ filename, mimeType });
    expect(outcome.attempts).toBe(1);
    expect(asks(bench)).toBe(1);
    expect(bench.tokenCalls()).toBe(1);
  });

  it('of a file that another application of the corp has uploaded works, and of another corp’s does not', async () => {
    const bench = await appBench();
    const { media_id } = bench.sandbox.plantMedia({ filename: 'a.txt', content: BYTES });
    expect(await bench.appFor(bench.sandbox.addApp()).app.download(media_id)).toMatchObject({ delivery: 'sent' });
    expect(await bench.appFor(bench.sandbox.addApp({ corpid: 'wwanother' })).app.download(media_id)).toMatchObject({ delivery: 'rejected', error: { errcode: 40007 } });
  });

  it('of what is not there is a rejection with its errcode', async () => {
    const bench = await appBench();
    expect(await bench.app.download('no-such-media-id')).toMatchObject({ delivery: 'rejected', attempts: 1, error: { errcode: 40007, page: errcodePage(40007) } });
    expect(asks(bench)).toBe(1);
  });

  it('that is cut, reset or stalls is begun again, and what is given is whole', async () => {
    for (const kind of ['cut-body', 'reset-after', 'stall-body'] as const) {
      const bench = await appBench();
      const { media_id } = bench.sandbox.plantMedia({ filename: 'bytes.bin', content: BYTES });
      bench.script({ path: MEDIA_GET, kind });
      const outcome = await bench.app.download(media_id);
      if (outcome.delivery !== 'sent') throw outcome.error;
      expect(Buffer.from(outcome.value.bytes).equals(BYTES)).toBe(true);
      expect(outcome.attempts).toBe(2);
    }
  });

  it('that is cut every time is rejected, and gives no half of a file', async () => {
    const bench = await appBench();
    const { media_id } = bench.sandbox.plantMedia({ filename: 'bytes.bin', content: BYTES });
    bench.script({ path: MEDIA_GET, kind: 'cut-body', times: 3 });
    const outcome = await bench.app.download(media_id);
    expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 3, error: { code: 'no-answer' } });
    expect(outcome).not.toHaveProperty('value');
  });

  it('whose answer is larger than WeCom gives at once is not read', async () => {
    const bench = await appBench({ baseUrl: await strangeWeCom((_request, response) => {
      response.writeHead(200, { 'content-disposition': 'attachment; filename="huge.bin"', 'content-length': String(20 * 1024 * 1024 + 1025) });
      response.flushHeaders();
    }) });
    const outcome = await bench.app.download('a-media-id');
    expect(outcome).toMatchObject({ delivery: 'rejected', error: { code: 'no-answer' } });
    expect(outcome).toHaveProperty('error.message', expect.stringContaining('TOO_LARGE'));
  });
});

describe('a refusal instead of a file', () => {
  const REFUSAL = JSON.stringify({ errcode: 40007, errmsg: 'invalid media_id' });
  const DISPOSITION = { 'content-disposition': 'attachment; filename="answer.json"' };

  it.each([
    ['as application/json', { 'content-type': 'application/json; charset=UTF-8' }],
    ['as text/plain', { 'content-type': 'text/plain' }],
    ['without a type', {}],
    ['with the header that repeats its errcode, even beside a name', { 'error-code': '40007', ...DISPOSITION }],
  ])('is told from one %s', async (_name, headers) => {
    const bench = await appBench({ baseUrl: await strangeWeCom((_request, response) => response.writeHead(200, { ...headers }).end(REFUSAL)) });
    expect(await bench.app.download('a-media-id')).toMatchObject({ delivery: 'rejected', attempts: 1, error: { errcode: 40007, errmsg: 'invalid media_id' } });
  });

  it('is not seen in a file that has a name and no error in its headers', async () => {
    const bench = await appBench({ baseUrl: await strangeWeCom((_request, response) => response.writeHead(200, { ...DISPOSITION, 'error-code': '0' }).end(REFUSAL)) });
    expect(await bench.app.download('a-media-id')).toMatchObject({ delivery: 'sent', value: { filename: 'answer.json', bytes: Buffer.from(REFUSAL) } });
  });

  it.each([
    ['an errcode of 0', JSON.stringify({ errcode: 0, errmsg: 'ok' })],
    ['nothing', ''],
    ['what may be the file itself, without its name', 'The confidential content of a file'],
  ])('is not %s either: no file, no errcode, and nothing of the answer is repeated', async (_name, body) => {
    let requests = 0;
    const baseUrl = await strangeWeCom((_request, response) => {
      requests += 1;
      response.end(body);
    });
    const outcome = await (await appBench({ baseUrl })).app.download('a-media-id');
    expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 3, error: { code: 'no-answer' } });
    expect(outcome).toHaveProperty('error.message', expect.stringContaining('without naming a file'));
    expect(outcome).not.toHaveProperty('error.message', expect.stringContaining('confidential'));
    expect(requests).toBe(3);
  });

  it('of a gateway is shown in its own words', async () => {
    const bench = await appBench();
    bench.script({ path: MEDIA_GET, kind: 'status', status: 403, body: '<h1>Blocked by policy</h1>' });
    const outcome = await bench.app.download('a-media-id');
    expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 1, error: { code: 'http-refused' } });
    expect(outcome).toHaveProperty('error.message', expect.stringContaining('Blocked by policy'));
  });
});

describe('the name of a downloaded file', () => {
  it.each([
    ['in Chinese, with emoji', '报告 📊 (1).pdf', '报告 📊 (1).pdf'],
    ['with quotes and backslashes', 'a "b" \\ c.txt', 'c.txt'],
    ['with full-width brackets', '【报告】（终）.docx', '【报告】（终）.docx'],
    ['that climbs out', '../../x', 'x'],
    ['that climbs out the other way', '..\\..\\autorun.inf', 'autorun.inf'],
    ['that is absolute', '/etc/passwd', 'passwd'],
    ['that is absolute on Windows', 'C:\\boot.ini', 'boot.ini'],
    ['that is only a way up', '../..', 'file'],
    ['that reads backwards', 'photo\u202Egpj.exe', 'photogpj.exe'],
    ['of only an extension', '.amr', 'media.amr'],
    ['without an extension', 'voice', 'voice'],
    ['that is empty', '', 'media'],
    ['that looks like a parameter', "a.txt; filename*=utf-8''b.exe", "a.txt_ filename_=utf-8''b.exe"],
  ])('%s is safe to store under', async (_name, filename, expected) => {
    const bench = await appBench();
    const { media_id } = bench.sandbox.plantMedia({ filename, content: BYTES });
    expect(await bench.app.download(media_id)).toMatchObject({ delivery: 'sent', value: { filename: expected } });
  });

  it('of 300 bytes is cut to 200, and keeps its extension', async () => {
    const bench = await appBench();
    const { media_id } = bench.sandbox.plantMedia({ filename: `${'长'.repeat(99)}.pdf`, content: BYTES });
    const outcome = await bench.app.download(media_id);
    if (outcome.delivery !== 'sent') throw outcome.error;
    expect(outcome.value.filename).toMatch(/^长+\.pdf$/);
    expect(Buffer.byteLength(outcome.value.filename)).toBeLessThanOrEqual(200);
  });

  const disposition = async (header: string | undefined): Promise<string> => {
    const headers = header === undefined ? {} : { 'content-disposition': Buffer.from(header).toString('latin1') };
    const bench = await appBench({ baseUrl: await strangeWeCom((_request, response) => response.writeHead(200, headers).end(BYTES)) });
    const outcome = await bench.app.download('a-media-id');
    if (outcome.delivery !== 'sent') throw outcome.error;
    return outcome.value.filename;
  };

  it.each([
    ['in raw UTF-8 alone', 'attachment; filename="报告.pdf"', '报告.pdf'],
    ['with NUL', "attachment; filename*=utf-8''a%00.txt%00.exe", 'a.txt.exe'],
    ['with line breaks', "attachment; filename*=utf-8''a%0D%0ASet-Cookie%3A%20x.txt", 'aSet-Cookie_ x.txt'],
    ['with slashes in its encoded form', "attachment; filename*=utf-8''..%2F..%2Fx.txt", 'x.txt'],
    ['that is missing', 'attachment', 'media'],
  ])('%s comes through a real connection, safe', async (_name, header, expected) => {
    expect(await disposition(header)).toBe(expected);
  });
});

describe('a file of more than 20 MB', () => {
  const MB = 1024 * 1024;

  it('is fetched in parts of at most 20 MB and put together byte for byte, with one token', async () => {
    const bench = await appBench();
    const { media_id, sha256 } = bench.sandbox.plantMedia({ filename: '大文件.zip', content: 45 * MB + 3 });
    const outcome = await bench.app.download(media_id);
    if (outcome.delivery !== 'sent') throw outcome.error;
    expect(createHash('sha256').update(outcome.value.bytes).digest('hex')).toBe(sha256);
    expect(outcome.value).toMatchObject({ filename: '大文件.zip', mimeType: 'application/zip' });
    expect(bench.asked.slice(2).map(({ headers }) => headers?.range)).toEqual(['bytes=0-20971519', 'bytes=20971520-41943039', 'bytes=41943040-62914559']);
    expect(bench.tokenCalls()).toBe(1);
  });

  it('of exactly 20 MB is fetched at once, and one byte more in two parts', async () => {
    const bench = await appBench();
    for (const [size, requests] of [[20 * MB, 1], [20 * MB + 1, 3]] as const) {
      const { media_id } = bench.sandbox.plantMedia({ filename: 'a.bin', content: size });
      const before = asks(bench);
      const outcome = await bench.app.download(media_id);
      expect(outcome.delivery === 'sent' && outcome.value.bytes.byteLength).toBe(size);
      expect(asks(bench) - before).toBe(requests);
    }
  });

  it('goes on where it was when the token expires in the middle, or a part is cut', async () => {
    const bench = await appBench();
    const { media_id, size } = bench.sandbox.plantMedia({ filename: 'a.bin', content: 45 * MB });
    const { ports } = bench.connection;
    const { http } = ports;
    ports.http = async (request) => {
      if (request.headers?.range?.startsWith('bytes=20971520-') === true) {
        ports.http = http;
        bench.sandbox.expireTokens();
      }
      return http(request);
    };
    bench.script({ path: MEDIA_GET, kind: 'cut-body', skip: 1 });
    const outcome = await bench.app.download(media_id);
    if (outcome.delivery !== 'sent') throw outcome.error;
    const { bytes } = outcome.value;
    expect(bytes.byteLength).toBe(size);
    for (const at of [0, 20 * MB - 4, 20 * MB, 40 * MB, 45 * MB - 4]) expect(Buffer.from(bytes.buffer, bytes.byteOffset).readUInt32BE(at)).toBe(at);
    expect(asks(bench)).toBe(1 + 3 + 2);
    expect(bench.tokenCalls()).toBe(2);
    expect(new Set(bench.asked.map(({ url }) => tokenIn(url))).size).toBe(3);
  });

  interface Part {
    status?: number;
    range: string;
    bytes: number;
  }

  /** A WeCom that says 830002, and then answers each range so. */
  async function inParts(answer: (from: number) => Part): Promise<{ bench: AppBench; ranges: number[] }> {
    const ranges: number[] = [];
    const baseUrl = await strangeWeCom((request, response) => {
      const asked = request.headers.range;
      if (asked === undefined) {
        response.end(JSON.stringify({ errcode: 830002, errmsg: 'too large' }));
        return;
      }
      const from = Number(/\d+/.exec(asked)?.[0]);
      ranges.push(from);
      const { status = 206, range, bytes } = answer(from);
      response.writeHead(status, { 'content-disposition': 'attachment; filename="a.bin"', 'content-range': range }).end(Buffer.alloc(bytes));
    });
    return { bench: await appBench({ baseUrl }), ranges };
  }

  it.each<[string, (from: number) => Part]>([
    ['is another one', () => ({ range: 'bytes 1-10/100', bytes: 10 })],
    ['says that it begins elsewhere than its bytes', () => ({ range: 'bytes 5-9/10', bytes: 10 })],
    ['ends elsewhere than its bytes', () => ({ range: 'bytes 0-10/100', bytes: 10 })],
    ['is empty', () => ({ range: 'bytes 0-0/100', bytes: 0 })],
    ['does not say how large the whole is', () => ({ range: 'bytes 0-9/*', bytes: 10 })],
    ['is no range', () => ({ range: 'nonsense', bytes: 10 })],
    ['comes with the status of a whole file', () => ({ status: 200, range: 'bytes 0-9/10', bytes: 10 })],
    ['repeats the first', (from) => ({ range: `bytes 0-9/${from === 0 ? 100 : 20}`, bytes: 10 })],
    ['belongs to a file that is shorter than the first said', (from) => ({ range: `bytes ${from}-${from + 9}/${from === 0 ? 100 : 20}`, bytes: 10 })],
    ['belongs to a file that is longer than the first said', (from) => ({ range: `bytes ${from}-${from + 9}/${from === 0 ? 20 : 100}`, bytes: 10 })],
  ])('is refused when a part %s', async (_name, answer) => {
    const { bench, ranges } = await inParts(answer);
    expect(await bench.app.download('a-media-id')).toMatchObject({ delivery: 'rejected', error: { code: 'bad-range' } });
    expect(ranges.length).toBeLessThanOrEqual(2);
  });

  it('is fetched in smaller parts when WeCom gives smaller ones', async () => {
    const { bench, ranges } = await inParts((from) => ({ range: `bytes ${from}-${Math.min(from + 9, 24)}/25`, bytes: Math.min(10, 25 - from) }));
    expect(await bench.app.download('a-media-id')).toMatchObject({ delivery: 'sent', value: { bytes: Buffer.alloc(25) } });
    expect(ranges).toEqual([0, 10, 20]);
  });

  it('and of more than 200 MB is refused at the first part', async () => {
    for (const [total, code] of [[200 * MB + 1, 'too-large'], [Number.MAX_SAFE_INTEGER, 'too-large'], ['9'.repeat(400), 'too-large']] as const) {
      const { bench, ranges } = await inParts(() => ({ range: `bytes 0-9/${total}`, bytes: 10 }));
      expect(await bench.app.download('a-media-id')).toMatchObject({ delivery: 'rejected', error: { code } });
      expect(ranges).toEqual([0]);
    }
  });

  it('is refused by a server that gives no ranges, rather than given wrong', async () => {
    const { bench } = await inParts(() => ({ status: 200, range: '', bytes: 1000 }));
    expect(await bench.app.download('a-media-id')).toMatchObject({ delivery: 'rejected', error: { code: 'bad-range', fix: expect.stringContaining('ranges') as string } });
    const refused = await inParts(() => ({ status: 416, range: 'bytes */100', bytes: 0 }));
    expect(await refused.bench.app.download('a-media-id')).toMatchObject({ delivery: 'rejected', attempts: 1, error: { code: 'http-refused' } });
  });
});
