import { createHash } from 'node:crypto';

import { RejectedError, TransportError, UnknownOutcomeError } from './errors.ts';
import type { WeComError } from './errors.ts';
import type { NotSent, Outcome, Sent } from './outcome.ts';
import { jsonBody, request } from './request.ts';
import type { Connection } from './request.ts';
import { errcodeSpec } from './spec/errcodes.ts';
import { OPERATIONS } from './spec/operations.ts';
import { POLL } from './spec/rates.ts';
import { readMedia } from './uploader.ts';
import { isRecord } from './validate/kinds.ts';
import { readErrcode, refusal } from './verdict.ts';
import type { Json } from './verdict.ts';

/** A file that WeCom is to fetch, as WeCom takes it; must have been validated before. */
export interface RemoteFile {
  /** 1 = the material of welcome messages in customer groups: the only use there is. */
  scene: 1;
  type: 'video' | 'file';
  /** At most 128 bytes. */
  filename: string;
  /** At most 1024 bytes; its server must answer range requests. */
  url: string;
  /** In hex, of the file. */
  md5: string;
}

export interface RemoteMedia {
  /** For downloads and welcome messages: no message takes it. */
  media_id: string;
  /** Milliseconds since 1970. */
  created_at: number;
}

/** Nobody knows how the job ended, and it may still be asked for: its id is not lost. */
export class UnfinishedJobError extends UnknownOutcomeError {
  readonly jobid: string;

  /** @param what a clause: what kept the result from being known. */
  constructor(jobid: string, what: string) {
    super('not-finished', {
      message: `${what} (job ${jobid})`,
      fix: 'Raise the time limit: a large file, or a slow server, takes longer. Or go on waiting for the same job, whose result can be asked for until an hour after it began',
    });
    this.jobid = jobid;
  }
}

/** For a caller who has the bytes and no MD5. */
export const md5Of = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

/**
 * Has WeCom fetch a file of up to 200 MB from a URL, and waits until it has, or has failed, or the deadline passes. The application
 * needs the permission for customer contact.
 *
 * When the time runs out the job goes on: the error is an {@link UnfinishedJobError}, with which {@link waitForRemoteUpload} goes on.
 *
 * @see https://developer.work.weixin.qq.com/document/path/96219
 */
export async function uploadByUrl(connection: Connection, file: RemoteFile): Promise<Outcome<RemoteMedia>> {
  const started = await startRemoteUpload(connection, file);
  return started.delivery === 'sent' ? waitUntilDone(connection, started.value, POLL.firstWait) : started;
}

/** Waits for a job that was begun before, for at most an hour since then. @param jobid must have been validated before. */
export async function waitForRemoteUpload(connection: Connection, jobid: string): Promise<Outcome<RemoteMedia>> {
  return waitUntilDone(connection, jobid, 0);
}

async function waitUntilDone(connection: Connection, jobid: string, firstWait: number): Promise<Outcome<RemoteMedia>> {
  const { ports, deadline } = connection;
  for (let wait = firstWait; ; wait = Math.max(POLL.firstWait, Math.min(wait * 2, POLL.longestWait))) {
    if (wait >= deadline.left()) return unfinished(connection, jobid, 'WeCom was still fetching the file when the time ran out');
    if (wait > 0) await ports.sleep(wait);
    const asked = await askForResult(connection, jobid);
    // Only WeCom itself can say that there is no such job. Whatever else went wrong did so on the way there.
    if (asked.delivery !== 'sent') return isFinal(asked.error) ? asked : unfinished(connection, jobid, `WeCom was fetching the file when it could not be asked any more: ${asked.error.what.replace(/\.$/, '')}`);
    const result = readResult(connection, asked);
    if (result.delivery !== 'sent') return result;
    if (result.value !== 'running') return { ...result, value: result.value };
  }
}

const isFinal = (error: WeComError): boolean => error instanceof RejectedError && errcodeSpec(error.errcode)?.class === 'caller';

/** Begins the job; the value is its id. */
export async function startRemoteUpload(connection: Connection, file: RemoteFile): Promise<Outcome<string>> {
  // A signed address is a secret for as long as it is good, and WeCom may repeat it in its errmsg.
  connection.redactor.add(file.url);
  const outcome = await request(connection, OPERATIONS.uploadByUrl, { body: jsonBody(file) });
  if (outcome.delivery !== 'sent') return outcome;
  const { jobid } = outcome.value;
  return typeof jobid === 'string' && jobid !== '' ? { ...outcome, value: jobid } : badAnswer('no-job-id', 'and its answer names no job', outcome.attempts);
}

/** How far a job is: its media, or that it is still running. A job that has failed is a refusal with its reason. */
export async function remoteUploadResult(connection: Connection, jobid: string): Promise<Outcome<RemoteMedia | 'running'>> {
  const asked = await askForResult(connection, jobid);
  return asked.delivery === 'sent' ? readResult(connection, asked) : asked;
}

const askForResult = (connection: Connection, jobid: string): Promise<Outcome<Json>> => request(connection, OPERATIONS.uploadByUrlResult, { body: jsonBody({ jobid }) });

const [RUNNING, DONE, FAILED] = [1, 2, 3];

function readResult({ redactor, ports }: Connection, outcome: Sent<Json>): Outcome<RemoteMedia | 'running'> {
  const { attempts } = outcome;
  const detail = isRecord(outcome.value.detail) ? outcome.value.detail : {};
  const errcode = readErrcode(detail.errcode) ?? 0;
  switch (Number(outcome.value.status)) {
    case RUNNING:
      return { ...outcome, value: 'running' };
    case DONE: {
      const media = readMedia(detail, ports.clock.now());
      if (media === undefined) return badAnswer('no-media-id', 'and its answer names no media_id', attempts);
      redactor.add(media.media_id);
      return { ...outcome, value: media };
    }
    case FAILED: {
      if (errcode === 0) return badAnswer('not-fetched', 'and could not, without saying why', attempts);
      const errmsg = redactor.clean(typeof detail.errmsg === 'string' ? detail.errmsg : '');
      return { delivery: 'rejected', error: refusal(OPERATIONS.uploadByUrl, errcode, errmsg), attempts };
    }
    default:
      return badAnswer('no-status', 'and its answer does not say how far that is', attempts);
  }
}

function badAnswer(code: string, what: string, attempts: number): NotSent {
  const error = new TransportError(code, {
    message: `WeCom was asked to fetch a file from a URL, ${what}`,
    fix: 'Try again; if it stays so, check what stands between here and WeCom: a relay may have changed the answer',
  });
  return { delivery: 'rejected', error, attempts };
}

const unfinished = ({ redactor }: Connection, jobid: string, what: string): NotSent => ({ delivery: 'unknown', error: new UnfinishedJobError(redactor.clean(jobid), what), attempts: 1 });
