import { describe, expect, it } from 'vitest';

import { md5Of, remoteUploadResult, startRemoteUpload, UnfinishedJobError, uploadByUrl, waitForRemoteUpload } from '../../core/remote-upload.ts';
import type { RemoteFile } from '../../core/remote-upload.ts';
import { validateRequest } from '../../core/validate-request.ts';
import { everySight } from '../support/every-sight.ts';
import { ok, smallBench } from '../support/small-wecom.ts';
import { START } from '../support/turned-clock.ts';

const BEGIN = '/cgi-bin/media/upload_by_url';
const RESULT = '/cgi-bin/media/get_upload_by_url_result';

const file: RemoteFile = { scene: 1, type: 'video', filename: '发布.mp4', url: 'https://files.example.com/tour.mp4?sign=CANARY-SIGNATURE', md5: md5Of(Buffer.from('The film')) };

const running = ok({ status: 1, detail: {} });
const done = ok({ status: 2, detail: { errcode: 0, errmsg: 'ok', media_id: 'A-MEDIA-ID', created_at: String(START / 1000) } });
const failed = (errcode: unknown, errmsg = 'no') => ok({ status: 3, detail: { errcode, errmsg } });

describe('a file that WeCom is to fetch', () => {
  it('has an MD5 of its bytes in hex, and is a request that holds', () => {
    expect(md5Of(Buffer.from(''))).toBe('d41d8cd98f00b204e9800998ecf8427e');
    expect(validateRequest('uploadByUrl', file)).toEqual({ problems: [], warnings: [] });
  });

  it('is waited for with longer and longer pauses, and has a media_id in the end', async () => {
    const bench = await smallBench({ [BEGIN]: ok({ jobid: 'A-JOB' }), [RESULT]: [running, running, running, running, running, done] });
    expect(await uploadByUrl(bench.connection, file)).toMatchObject({ delivery: 'sent', value: { media_id: 'A-MEDIA-ID', created_at: START } });
    expect(bench.received[0]).toMatchObject({ method: 'POST', path: BEGIN, json: file });
    expect(bench.received.slice(1).map(({ json }) => json)).toEqual(Array.from({ length: 6 }, () => ({ jobid: 'A-JOB' })));
    expect(bench.time.sleeps).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000]);
  });

  it.each([
    [830001, /URL to fetch is invalid.*Range/],
    [830003, /could not download/],
    [45001, /too large.*200 MB/],
    [301019, /MD5 does not match/],
  ])('and that it cannot get fails with the reason: %i', async (errcode, told) => {
    const bench = await smallBench({ [BEGIN]: ok({ jobid: 'A-JOB' }), [RESULT]: [running, failed(errcode)] });
    const outcome = await uploadByUrl(bench.connection, file);
    expect(outcome).toMatchObject({ delivery: 'rejected', error: { errcode } });
    expect(outcome).toHaveProperty('error.message', expect.stringMatching(told));
    expect(outcome).toHaveProperty('error.message', expect.stringContaining('WeCom refused to fetch a file from a URL'));
  });

  it('and that takes longer than there is time fails at the deadline, and names the job', async () => {
    const bench = await smallBench({ [BEGIN]: ok({ jobid: 'A-JOB' }), [RESULT]: running }, { budget: 20_000 });
    const outcome = await uploadByUrl(bench.connection, file);
    expect(outcome).toMatchObject({ delivery: 'unknown', error: { code: 'not-finished' } });
    expect(outcome).toHaveProperty('error.message', expect.stringMatching(/still fetching the file when the time ran out \(job A-JOB\)\. Raise the time limit/));
    expect(bench.time.elapsed()).toBeLessThan(20_000);
  });

  it('is waited for again by its job, which is asked at once', async () => {
    const bench = await smallBench({ [RESULT]: [running, running, done] });
    expect(await waitForRemoteUpload(bench.connection, 'A-JOB')).toMatchObject({ delivery: 'sent', value: { media_id: 'A-MEDIA-ID' } });
    expect(bench.received.map(({ path, json }) => [path, json])).toEqual(Array.from({ length: 3 }, () => [RESULT, { jobid: 'A-JOB' }]));
    expect(bench.time.sleeps).toEqual([1000, 2000]);
  });

  it.each([
    ['the connection is lost', 'lost', /could not be asked any more: .* \(job A-JOB\)\./],
    ['the address is not trusted any more', { errcode: 60020, errmsg: 'not allow' }, /errcode 60020.* \(job A-JOB\)\./],
    ['WeCom is too busy to say', { errcode: -1, errmsg: 'busy' }, /errcode -1.* \(job A-JOB\)\./],
  ] as const)('is not lost when %s meanwhile: the error names the job', async (_, reply, told) => {
    const bench = await smallBench({ [BEGIN]: ok({ jobid: 'A-JOB' }), [RESULT]: [running, reply] });
    const outcome = await uploadByUrl(bench.connection, file);
    expect(outcome).toMatchObject({ delivery: 'unknown', error: { code: 'not-finished', jobid: 'A-JOB' } });
    expect(outcome).toHaveProperty('error.message', expect.stringMatching(told));
    expect(outcome.delivery !== 'sent' && outcome.error instanceof UnfinishedJobError).toBe(true);
  });

  it('by a job that there is not, or no more, is refused for good', async () => {
    const bench = await smallBench({ [RESULT]: { errcode: 40058, errmsg: 'no such job' } });
    expect(await waitForRemoteUpload(bench.connection, 'A-JOB')).toMatchObject({ delivery: 'rejected', error: { errcode: 40058 } });
    expect(bench.received).toHaveLength(1);
  });

  it('is refused at once when the application has no permission for it', async () => {
    const bench = await smallBench({ [BEGIN]: { errcode: 48002, errmsg: 'no permission' } });
    expect(await uploadByUrl(bench.connection, file)).toMatchObject({ delivery: 'rejected', error: { errcode: 48002 } });
    expect(bench.received).toHaveLength(1);
  });

  it('is asked for again when an answer is lost, as no one sees a second job', async () => {
    const bench = await smallBench({ [BEGIN]: ['lost', ok({ jobid: 'A-JOB' })], [RESULT]: ['lost', done] });
    expect(await uploadByUrl(bench.connection, file)).toMatchObject({ delivery: 'sent', value: { media_id: 'A-MEDIA-ID' } });
    expect(bench.received.map(({ path }) => path)).toEqual([BEGIN, BEGIN, RESULT, RESULT]);
  });

  it.each([ok(), ok({ jobid: '' }), ok({ jobid: 7 })])('without a job in the answer %j is a failure', async (answer) => {
    const bench = await smallBench({ [BEGIN]: answer });
    expect(await startRemoteUpload(bench.connection, file)).toMatchObject({ delivery: 'rejected', error: { code: 'no-job-id' } });
  });

  it.each([
    ['done, without a media_id', ok({ status: 2, detail: {} }), 'no-media-id'],
    ['done, without details', ok({ status: 2 }), 'no-media-id'],
    ['failed, without a reason', ok({ status: 3, detail: { errcode: 0 } }), 'not-fetched'],
    ['failed, without details', ok({ status: 3, detail: 'none' }), 'not-fetched'],
    ['nowhere', ok(), 'no-status'],
    ['at a stage that nobody knows', ok({ status: 4 }), 'no-status'],
  ])('and of which WeCom says that it is %s is a failure, and not waited for', async (_, answer, code) => {
    const bench = await smallBench({ [RESULT]: answer });
    expect(await remoteUploadResult(bench.connection, 'A-JOB')).toMatchObject({ delivery: 'rejected', error: { code } });
  });

  it('is read also where a relay makes texts of the numbers', async () => {
    const bench = await smallBench({ [RESULT]: [ok({ status: '1' }), ok({ status: '3', detail: { errcode: '830003', errmsg: 'no' } })] });
    expect(await remoteUploadResult(bench.connection, 'A-JOB')).toMatchObject({ delivery: 'sent', value: 'running' });
    expect(await remoteUploadResult(bench.connection, 'A-JOB')).toMatchObject({ delivery: 'rejected', error: { errcode: 830003 } });
  });

  it('has an address that may be signed, which no error repeats', async () => {
    for (const [answer, result] of [
      [{ errcode: 830001, errmsg: `bad url ${file.url}` }, running],
      [ok({ jobid: 'A-JOB' }), failed(830003, `cannot get ${file.url} or ${encodeURIComponent(file.url)}`)],
    ] as const) {
      const bench = await smallBench({ [BEGIN]: answer, [RESULT]: result });
      const seen = everySight(await uploadByUrl(bench.connection, file)) + JSON.stringify(bench.logged);
      expect(seen).not.toContain('CANARY');
      expect(seen).not.toContain('files.example.com');
    }
  });
});
