import { createHash, randomBytes } from 'node:crypto';

import type { CorpApp } from '../app/apps.ts';
import { Refusal } from '../errcodes.ts';
import type { MediaStore } from '../media/store.ts';
import { checkVideo } from '../media/video.ts';
import type { MediaRecord, UrlJobRecord } from '../types.ts';
import { Recent } from '../recent.ts';
import { fetchInPieces } from './fetch.ts';

/** https://developer.work.weixin.qq.com/document/path/96219 */
const LIFE_MS = 60 * 60 * 1000;

const MOST_JOBS = 1000;

/** What an application asks for. */
export interface UrlUpload {
  type: 'video' | 'file';
  filename: string;
  url: string;
  md5: string | undefined;
}

interface Job {
  record: UrlJobRecord;
  /** Milliseconds since 1970. */
  at: number;
  /** Whether its application has been told that it is running. */
  asked: boolean;
  outcome: MediaRecord | Refusal | undefined;
}

/** How a job stands, for the application that asks. */
export type Progress = MediaRecord | Refusal | 'running';

/** Everything that is being fetched from an address, or was. */
export class UrlJobs {
  #jobs = new Recent<Job>(MOST_JOBS);
  #closing = new AbortController();
  readonly #media: MediaStore;
  readonly #now: () => number;
  /** Hears of every job that is over, well or not. */
  onFinished: (job: UrlJobRecord) => void = () => undefined;

  constructor(media: MediaStore, now: () => number) {
    this.#media = media;
    this.#now = now;
  }

  get records(): UrlJobRecord[] {
    return this.#jobs.all.map(({ record }) => record);
  }

  /** Begins to fetch and returns the job's id. */
  start({ corpid, agentid }: CorpApp, upload: UrlUpload): string {
    const { type, filename, url } = upload;
    const jobid = randomBytes(24).toString('base64url');
    const shownUrl = url.replace(/[?#].*$/s, '');
    const record: UrlJobRecord = { jobid, corpid, agentid, type, filename, url: shownUrl, status: 1 };
    const job: Job = { record, at: this.#now(), asked: false, outcome: undefined };
    this.#jobs.add(job);
    void this.#run(job, upload, this.#closing.signal);
    return jobid;
  }

  /**
   * How a job stands. The first to ask is told that it is running, however soon it was done: a client that cannot wait would
   * otherwise work here and nowhere else.
   * @throws Refusal 40058 for a job that the corp does not have, or that is older than 60 minutes.
   */
  progressOf({ corpid }: CorpApp, jobid: unknown): Progress {
    const job = this.#jobs.all.find(({ record }) => record.jobid === jobid && record.corpid === corpid);
    if (!job || this.#now() - job.at >= LIFE_MS) throw new Refusal(40058, 'there is no job with this jobid');
    const { asked, outcome = 'running' } = job;
    job.asked = true;
    return asked ? outcome : 'running';
  }

  /** Fetches nothing more and forgets every job. */
  clear(): void {
    this.#closing.abort();
    this.#closing = new AbortController();
    this.#jobs.clear();
  }

  async #run(job: Job, { type, filename, url, md5 }: UrlUpload, closing: AbortSignal): Promise<void> {
    const { record } = job;
    const { corpid, agentid } = record;
    try {
      const { bytes, contentType } = await fetchInPieces(url, closing);
      if (closing.aborted) return;
      if (type === 'video') checkVideo(bytes);
      if (md5 !== undefined && createHash('md5').update(bytes).digest('hex') !== md5.toLowerCase()) throw new Refusal(301019);
      const upload = { corpid, agentid, type, filename, contentType, rawHead: '', remarks: [], origin: 'url' as const, bytes };
      job.outcome = this.#media.add(upload, this.#now());
      Object.assign(record, { status: 2, media_id: job.outcome.media_id });
    } catch (error) {
      job.outcome = error instanceof Refusal ? error : new Refusal(-1, String(error));
      Object.assign(record, { status: 3, errcode: job.outcome.errcode });
    }
    if (!closing.aborted) this.onFinished(record);
  }
}
