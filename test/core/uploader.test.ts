import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { createApp } from '../../core/app.ts';
import { TransportError } from '../../core/errors.ts';
import { createMediaMemory } from '../../core/memory.ts';
import type { MediaMemory, RememberedMedia } from '../../core/memory.ts';
import type { MediaFile } from '../../core/uploader.ts';
import { appBench, APP_UPLOAD } from '../support/app-bench.ts';
import type { AppBench } from '../support/app-bench.ts';
import { amr, JPG, MP4, PNG } from '../support/media-samples.ts';
import { mediaFile, robotBench } from '../support/robot-bench.ts';
import { START } from '../support/turned-clock.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const fileOf = (bytes: Buffer, filename: string, contentType: string): MediaFile => ({ filename, contentType, sha256: sha256(bytes), read: async () => bytes });

/** Every byte there is, in an order that no text has. */
const BYTES = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 167 + (index >> 8)) % 256));

function memoryOver(store: Map<string, RememberedMedia>, { time }: Pick<AppBench, 'time'>): MediaMemory {
  const set = async (key: string, media: RememberedMedia | undefined): Promise<void> => {
    if (media === undefined) store.delete(key);
    else store.set(key, media);
  };
  return createMediaMemory({ get: async (key) => store.get(key), set }, time.clock);
}

describe('an application’s upload', () => {
  it.each([
    ['image', 'jpg', fileOf(JPG, 'photo.jpg', 'image/jpeg')],
    ['image', 'png', fileOf(PNG, '图片.png', 'image/png')],
    ['voice', 'amr', fileOf(amr(2), 'voice.amr', 'audio/amr')],
    ['video', 'mp4', fileOf(MP4, 'film.mp4', 'video/mp4')],
    ['file', 'bytes of every kind', fileOf(BYTES, '报告 📊 (1)%20.bin', 'application/octet-stream')],
  ] as const)('as %s (%s) arrives byte for byte, under its name, with one token', async (kind, _format, file) => {
    const bench = await appBench();
    const outcome = await bench.app.upload(file, kind);
    const [stored] = bench.state().media;
    expect(stored).toMatchObject({ type: kind, filename: file.filename, sha256: file.sha256, contentType: file.contentType, corpid: bench.account.corpid, remarks: [] });
    expect(outcome).toEqual({ delivery: 'sent', value: { media_id: stored?.media_id, type: kind, created_at: START, remembered: false }, errmsg: '', attempts: 1 });
    expect(bench.state().media).toHaveLength(1);
    expect(bench.tokenCalls()).toBe(1);
  });

  it('that WeCom takes no answer back from is made again, whole, until one comes', async () => {
    const bench = await appBench();
    bench.script({ path: APP_UPLOAD, kind: 'reset-after' });
    bench.script({ path: APP_UPLOAD, kind: 'reset-before' });
    const file = fileOf(BYTES, 'bytes.bin', 'application/octet-stream');
    const outcome = await bench.app.upload(file, 'file');
    expect(outcome).toMatchObject({ delivery: 'sent', attempts: 3, value: { media_id: bench.state().media.at(-1)?.media_id } });
    expect(bench.state().media.map((stored) => stored.sha256)).toEqual([file.sha256, file.sha256]);
    expect(bench.tokenCalls()).toBe(1);
  });

  it('whose answers are all lost is rejected, since nobody saw anything of it', async () => {
    const bench = await appBench();
    bench.script({ path: APP_UPLOAD, kind: 'reset-after', times: 3 });
    expect(await bench.app.upload(mediaFile(), 'file')).toMatchObject({ delivery: 'rejected', attempts: 3, error: { code: 'no-answer' } });
    expect(bench.state().messages).toEqual([]);
  });

  it.each([undefined, '', 7])('answered with %s for a media_id is an error, and asks for nothing again', async (media_id) => {
    const bench = await appBench();
    bench.script({ path: APP_UPLOAD, kind: 'body', body: JSON.stringify({ errcode: 0, errmsg: '', media_id }) });
    expect(await bench.app.upload(mediaFile(), 'file')).toMatchObject({ delivery: 'rejected', attempts: 1, error: { code: 'no-media-id' } });
    expect(bench.state().requests).toHaveLength(2);
  });

  it.each([
    ['missing', undefined, START],
    ['not a number', 'now', START],
    ['1970', '0', START],
    ['a minute ago', String(START / 1000 - 60), START - 60_000],
    ['a number and no string', START / 1000 - 60, START - 60_000],
  ])('has a time of its own when WeCom’s is no use (%s)', async (_name, created_at, expected) => {
    const bench = await appBench();
    bench.script({ path: APP_UPLOAD, kind: 'body', body: JSON.stringify({ errcode: 0, errmsg: '', media_id: 'A-MEDIA-ID', created_at }) });
    expect(await bench.app.upload(mediaFile(), 'file')).toMatchObject({ delivery: 'sent', value: { created_at: expected } });
  });

  it('of a file that cannot be read any more asks WeCom for nothing, not even for a token', async () => {
    const bench = await appBench();
    const error = new TransportError('file-changed', { message: 'The file is gone', fix: 'Put it back' });
    expect(await bench.app.upload({ ...mediaFile(), read: async () => error }, 'file')).toEqual({ delivery: 'rejected', error, attempts: 0 });
    expect(bench.state().requests).toEqual([]);
  });
});

describe('a remembered media_id', () => {
  it('is used again by every application of the corp, without a request, and after the token was renewed as well', async () => {
    const store = new Map<string, RememberedMedia>();
    const bench = await appBench({ memory: (time) => memoryOver(store, { time }) });
    const file = mediaFile();
    const uploaded = await bench.app.upload(file, 'file');
    if (uploaded.delivery !== 'sent') throw uploaded.error;
    bench.sandbox.revokeTokens();
    const colleague = bench.appFor(bench.sandbox.addApp(), memoryOver(store, bench));
    for (const app of [bench.app, colleague.app]) {
      expect(await app.upload(file, 'file')).toEqual({ ...uploaded, errmsg: '', attempts: 0, value: { ...uploaded.value, remembered: true } });
    }
    expect(file.reads()).toBe(1);
    expect(bench.state().media).toHaveLength(1);
    expect(bench.tokenCalls()).toBe(1);
  });

  it('is good for no other corp, and for no robot', async () => {
    const store = new Map<string, RememberedMedia>();
    const bench = await appBench({ memory: (time) => memoryOver(store, { time }) });
    const file = mediaFile();
    await bench.app.upload(file, 'file');
    const stranger = bench.appFor(bench.sandbox.addApp({ corpid: 'wwanother' }), memoryOver(store, bench));
    expect(await stranger.app.upload(file, 'file')).toMatchObject({ delivery: 'sent', value: { remembered: false } });
    const robots = await robotBench({ baseUrl: bench.sandbox.baseUrl, memory: (time) => memoryOver(store, { time }) });
    const robot = robots.robotFor(bench.sandbox.robots[0] ?? robots.account, memoryOver(store, bench));
    expect(await robot.upload(file, 'file')).toMatchObject({ delivery: 'sent', value: { remembered: false } });
    expect(new Set(bench.state().media.map(({ media_id }) => media_id)).size).toBe(3);
    expect(store.size).toBe(3);
  });

  it('is not used where the host holds the credential, because nobody knows whose it is', async () => {
    const store = new Map<string, RememberedMedia>();
    const bench = await appBench();
    const { ports } = bench.connection;
    const got = await bench.tokens.get();
    const http: typeof ports.http = (request) => ports.http({ ...request, url: `${request.url}&access_token=${got.ok ? got.token : ''}` });
    const app = createApp({ ...bench.connection, ports: { ...ports, http }, access: { kind: 'host' } }, memoryOver(store, bench));
    for (let times = 0; times < 2; times += 1) expect(await app.upload(mediaFile(), 'file')).toMatchObject({ delivery: 'sent', value: { remembered: false } });
    expect(store.size).toBe(0);
    expect(bench.state().media).toHaveLength(2);
  });

  it('does not last longer than WeCom keeps the file', async () => {
    const store = new Map<string, RememberedMedia>();
    const bench = await appBench({ memory: (time) => memoryOver(store, { time }) });
    const file = mediaFile();
    await bench.app.upload(file, 'file');
    bench.time.advance(3 * 86_400_000);
    expect(await bench.app.upload(file, 'file')).toMatchObject({ delivery: 'sent', value: { remembered: false } });
    expect(bench.tokenCalls()).toBe(2);
  });
});
