import { createHash } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { MP4, startApp } from './app-wire.ts';
import type { AppStage } from './app-wire.ts';
import { serving, startFileHost } from './file-host.ts';
import type { Answering, FileHost } from './file-host.ts';
import { request } from './wire.ts';

const MB = 1024 * 1024;

let stage: AppStage;
let host: FileHost | undefined;
beforeEach(async () => {
  stage = await startApp();
});
afterEach(async () => {
  await stage.sandbox.close();
  await host?.close();
  host = undefined;
});

interface Result {
  status: number;
  detail: { errcode: number; errmsg: string; media_id?: string; created_at?: string };
}

const start = (job: Record<string, unknown>) =>
  stage.post<{ jobid: string }>('media/upload_by_url', { scene: 1, type: 'file', filename: '报告.zip', url: 'http://127.0.0.1:9/', ...job });
const errcodeOf = async (job: Record<string, unknown>): Promise<number> => (await start(job)).errcode;
const ask = (jobid: unknown, token?: string) => stage.post<Result>('media/get_upload_by_url_result', { jobid }, token);

/** Asks until the job is no longer running. */
async function resultOf(jobid: string | undefined): Promise<Partial<Result>> {
  for (;;) {
    const result = await ask(jobid);
    if (result.status !== 1) return result;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** What becomes of a file that a host answers for in this way. */
async function fetched(answering: Answering, job: Record<string, unknown> = {}): Promise<Partial<Result>> {
  await host?.close();
  host = await startFileHost(answering);
  return resultOf((await start({ url: host.url('/a.zip'), ...job })).jobid);
}

const ZIP = Buffer.from('PK a zip as far as this test is concerned');
const md5Of = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex');

describe('media/upload_by_url', () => {
  it('answers with a job, which is running, then done with a media_id, which media/get gives', async () => {
    host = await startFileHost(serving(ZIP));
    const outcome = await start({ url: host.url('/a.zip?sign=s3cr3t'), md5: md5Of(ZIP) });
    expect(outcome).toEqual({ errcode: 0, errmsg: 'ok', jobid: expect.stringMatching(/^[\w-]{32}$/) as string });
    expect(await ask(outcome.jobid)).toEqual({ errcode: 0, errmsg: 'ok', status: 1 });
    const { status, detail } = await resultOf(outcome.jobid);
    expect({ status, detail }).toEqual({
      status: 2,
      detail: { errcode: 0, errmsg: 'ok', media_id: detail?.media_id, created_at: '1760000000' },
    });
    expect(host.paths).toEqual(['/a.zip?sign=s3cr3t']);
    const got = await request(stage.url('media/get', { access_token: await stage.token(), media_id: detail?.media_id ?? '' }));
    expect(got.text).toBe(ZIP.toString());
    expect(got.headers.get('content-type')).toBe('application/zip');
  });

  it('is found in the state with its outcome, but without the query of its address', async () => {
    await fetched(serving(ZIP), { type: 'video' });
    const { media_id } = (await fetched(serving(ZIP))).detail ?? {};
    const job = { corpid: stage.app.corpid, agentid: stage.app.agentid, filename: '报告.zip', jobid: expect.any(String) as string };
    expect(stage.sandbox.state().urlJobs).toEqual([
      { ...job, type: 'video', url: expect.stringMatching(/\/a\.zip$/) as string, status: 3, errcode: 40004 },
      { ...job, type: 'file', url: host?.url('/a.zip'), status: 2, media_id },
    ]);
    expect(stage.sandbox.state().media).toMatchObject([{ media_id, origin: 'url', type: 'file', filename: '报告.zip', size: ZIP.length }]);
    await resultOf((await start({ url: host?.url('/b?sign=s3cr3t#x') })).jobid);
    expect(JSON.stringify(stage.sandbox.state())).not.toContain('s3cr3t');
  });

  it('fetches a large file in ranges, and media/get gives it in ranges', async () => {
    const large = Buffer.alloc(21 * MB, 'abc');
    const { detail } = await fetched(serving(large), { md5: md5Of(large) });
    expect(host?.ranges).toEqual(['bytes=0-8388607', 'bytes=8388608-16777215', 'bytes=16777216-25165823']);
    const url = stage.url('media/get', { access_token: await stage.token(), media_id: detail?.media_id ?? '' });
    expect(JSON.parse((await request(url)).text)).toMatchObject({ errcode: 830002 });
    const tail = await request(url, { headers: { range: `bytes=${21 * MB - 6}-` } });
    expect([tail.status, tail.text]).toEqual([206, large.subarray(-6).toString()]);
  });

  it('gives a media_id that no message takes', async () => {
    const file = await fetched(serving(ZIP));
    const video = await fetched(serving(MP4), { type: 'video', filename: 'a.mp4' });
    expect(await stage.errcodeOf({ msgtype: 'file', file: { media_id: file.detail?.media_id } })).toBe(40007);
    expect(await stage.errcodeOf({ msgtype: 'video', video: { media_id: video.detail?.media_id } })).toBe(40007);
  });

  it.each([
    ['a host that knows no Range', (_request, response) => response.end(ZIP), 830001],
    ['a page that is not there', (_request, response) => response.writeHead(404).end(), 830003],
    ['a redirect', (_request, response) => response.writeHead(302, { location: '/b' }).end(), 830003],
    ['another range than was asked for', (_request, response) => response.writeHead(206, { 'content-range': 'bytes 1-9/41' }).end('PK a zip.'), 830003],
    ['more than was promised', (_request, response) => response.writeHead(206, { 'content-range': 'bytes 0-8/9' }).end(ZIP), 830003],
    ['less than was promised', (_request, response) => response.writeHead(206, { 'content-range': 'bytes 0-99/100' }).end(ZIP), 830003],
    ['a broken connection', (_request, response) => response.destroy(), 830003],
    ['a file of 5 bytes', serving(Buffer.alloc(5)), 45001],
    ['a file of more than 200 MB', (_request, response) => response.writeHead(206, { 'content-range': `bytes 0-5/${200 * MB + 1}` }).end('PK....'), 45001],
  ] as [string, Answering, number][])('fails for %s', async (_what, answering, errcode) => {
    expect(await fetched(answering)).toMatchObject({ errcode: 0, status: 3, detail: { errcode } });
    expect(stage.sandbox.state().media).toEqual([]);
  });

  it('fails for another md5 and for a video that is none', async () => {
    expect(await fetched(serving(ZIP), { md5: md5Of(MP4) })).toMatchObject({ status: 3, detail: { errcode: 301019 } });
    expect(await fetched(serving(ZIP), { type: 'video' })).toMatchObject({ status: 3, detail: { errcode: 40004 } });
    expect(await fetched(serving(ZIP), { md5: md5Of(ZIP).toUpperCase() })).toMatchObject({ status: 2 });
  });

  it.each([
    ['not an address', 830001],
    ['ftp://127.0.0.1/a.zip', 830001],
    ['https://files.example.com/a.zip', 830003],
    ['http://169.254.169.254/latest', 830003],
    ['http://127.0.0.1:9/', 830003],
  ])('fetches nothing from %s', async (url, errcode) => {
    expect(await resultOf((await start({ url })).jobid)).toMatchObject({ status: 3, detail: { errcode } });
  });

  it.each([
    [{ scene: 2 }, 40058],
    [{ scene: undefined }, 40058],
    [{ scene: '1' }, 40058],
    [{ type: 'image' }, 40005],
    [{ type: undefined }, 40005],
    [{ filename: undefined }, 40058],
    [{ filename: 'a'.repeat(129) }, 40058],
    [{ url: undefined }, 41010],
    [{ url: 'http://127.0.0.1/'.padEnd(1025, 'a') }, 40039],
    [{ md5: 'x' }, 40058],
    [{ md5: 'a'.repeat(33) }, 40058],
  ])('refuses %j with %i', async (job, errcode) => {
    expect(await errcodeOf(job)).toBe(errcode);
    expect(stage.sandbox.state().urlJobs).toEqual([]);
  });

  it('takes a name of 128 and an address of 1024 bytes', async () => {
    expect(await errcodeOf({ filename: 'a'.repeat(128), url: 'http://127.0.0.1:9/'.padEnd(1024, 'a') })).toBe(0);
  });
});

describe('media/get_upload_by_url_result', () => {
  it('knows a job for 60 minutes', async () => {
    const { jobid } = await start({});
    stage.clock.now += 3_599_999;
    expect((await ask(jobid)).errcode).toBe(0);
    stage.clock.now += 1;
    expect((await ask(jobid)).errcode).toBe(40058);
  });

  it("knows the corp's jobs and no others", async () => {
    const { jobid } = await start({});
    expect((await ask(jobid, await stage.token(stage.sandbox.addApp()))).errcode).toBe(0);
    expect((await ask(jobid, await stage.token(stage.sandbox.addApp({ corpid: 'wwother' })))).errcode).toBe(40058);
    for (const bad of ['unknown', '', undefined]) expect((await ask(bad)).errcode).toBe(40058);
    stage.sandbox.reset();
    expect((await ask(jobid)).errcode).toBe(40058);
  });
});

describe('a sandbox that is closed while it fetches', () => {
  it('lets go of the file', async () => {
    const gone = new Promise<void>((resolve) => {
      void startFileHost((request) => request.socket.on('close', () => { resolve(); })).then(async (started) => {
        host = started;
        await start({ url: started.url('/a.zip') });
        while (started.paths.length === 0) await new Promise((wait) => setImmediate(wait));
        await stage.sandbox.close();
      });
    });
    await gone;
    expect(host?.paths).toEqual(['/a.zip']);
  });
});
