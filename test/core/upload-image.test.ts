import { describe, expect, it } from 'vitest';

import { WeComError } from '../../core/errors.ts';
import { checkMedia } from '../../core/media.ts';
import { contentImage, remoteMediaKinds } from '../../core/spec/media.ts';
import { uploadImage } from '../../core/upload-image.ts';
import { mediaFile } from '../support/robot-bench.ts';
import { ok, smallBench } from '../support/small-wecom.ts';

const UPLOAD_IMAGE = '/cgi-bin/media/uploadimg';

describe('a picture uploaded for a URL', () => {
  it('is one part of a form, and its URL comes back', async () => {
    const bench = await smallBench({ [UPLOAD_IMAGE]: { errcode: 0, errmsg: '', url: 'https://wework.qpic.cn/a/0' } });
    const outcome = await uploadImage(bench.connection, { ...mediaFile('A picture', '图表.png'), contentType: 'image/png' });
    expect(outcome).toEqual({ delivery: 'sent', value: { url: 'https://wework.qpic.cn/a/0' }, errmsg: '', attempts: 1 });
    const [asked] = bench.received;
    expect(asked).toMatchObject({ method: 'POST', path: UPLOAD_IMAGE, query: {} });
    expect(asked?.body.toString()).toMatch(/^--.+\r\nContent-Disposition: form-data; name="media"; filename="图表\.png"; filelength=9\r\nContent-Type: image\/png\r\n\r\nA picture\r\n--.+--\r\n$/);
  });

  it('is uploaded again when the answer is lost', async () => {
    const bench = await smallBench({ [UPLOAD_IMAGE]: ['lost', ok({ url: 'https://wework.qpic.cn/b/0' })] });
    expect(await uploadImage(bench.connection, mediaFile())).toMatchObject({ delivery: 'sent', attempts: 2 });
  });

  it.each([ok(), ok({ url: '' }), ok({ url: 7 })])('without a URL in the answer %j is a failure', async (answer) => {
    const bench = await smallBench({ [UPLOAD_IMAGE]: answer });
    expect(await uploadImage(bench.connection, mediaFile())).toMatchObject({ delivery: 'rejected', error: { code: 'no-url' } });
  });

  it('that cannot be read is rejected with the reason, and nothing is asked', async () => {
    const bench = await smallBench({});
    const error = new WeComError('file-unreadable', { message: 'The file has changed', fix: 'Write it first' });
    expect(await uploadImage(bench.connection, { ...mediaFile(), read: async () => error })).toEqual({ delivery: 'rejected', error, attempts: 0 });
    expect(bench.received).toEqual([]);
  });

  it('is a JPG or PNG of 6 bytes to 2 MB, smaller than one that is sent', () => {
    const problems = (size: number, format: 'png' | 'amr') => checkMedia(contentImage, { path: 'a', size, format, formatName: format }).map(({ limit }) => limit);
    expect(problems(6, 'png')).toEqual([]);
    expect(problems(2 * 1024 * 1024, 'png')).toEqual([]);
    expect(problems(5, 'png')).toEqual(['more than 5 bytes']);
    expect(problems(2 * 1024 * 1024 + 1, 'png')).toEqual(['at most 2097152 bytes (2 MB) as image']);
    expect(problems(100, 'amr')).toEqual(['JPG or PNG as image']);
  });
});

describe('a file that WeCom fetches', () => {
  it.each(remoteMediaKinds.map((row) => [row.kind, row] as const))('has up to 200 MB as %s', (kind, row) => {
    const problems = (size: number) => checkMedia(row, { path: 'a', size, format: 'mp4', formatName: 'MP4' }).map(({ limit }) => limit);
    expect(problems(200 * 1024 * 1024)).toEqual([]);
    expect(problems(200 * 1024 * 1024 + 1)).toEqual([`at most 209715200 bytes (200 MB) as ${kind}`]);
  });
});
