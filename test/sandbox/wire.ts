import { connect } from 'node:net';

import { startSandbox } from '../../sandbox/server.ts';
import type { Sandbox, SandboxOptions } from '../../sandbox/server.ts';

/** What a client of the sandbox sees and sends, down to the single byte. */

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** The fields of an answer's JSON that any test looks at. */
export interface Outcome {
  errcode: number;
  errmsg: string;
  type?: string;
  media_id?: string;
  created_at?: string;
}

export async function request(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Posts bytes or text as JSON and reads the outcome. */
export async function postJson(url: string, body: string | Buffer): Promise<Outcome> {
  const { text } = await request(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return JSON.parse(text) as Outcome;
}

/** Sends a message as any client would. */
export const sendMessage = (webhook: string, message: unknown): Promise<Outcome> => postJson(webhook, JSON.stringify(message));

export const textMessage = (content: string): unknown => ({ msgtype: 'text', text: { content } });

/** The upload address of a robot, from its webhook. */
export const uploadUrl = (webhook: string, type = 'file'): string => `${webhook.replace('/send?', '/upload_media?')}&type=${type}`;

const BOUNDARY = 'b0undary';

/** The head of a part as it is documented. */
export const partHead = (filename: string, length: number): string =>
  `Content-Disposition: form-data; name="media"; filename="${filename}"; filelength=${length}\r\n` +
  'Content-Type: application/octet-stream';

export interface UploadParts {
  bytes?: Buffer;
  /** The header lines of the part, as text or as bytes. */
  head?: string | Buffer;
  boundary?: string;
  contentType?: string;
  /** The whole body, instead of the one made of the parts. */
  body?: Buffer;
}

/** A multipart body around a head and bytes. */
export const frame = (head: string | Buffer, bytes: Buffer, boundary = BOUNDARY): Buffer =>
  Buffer.concat([
    Buffer.from(`--${boundary}\r\n`),
    Buffer.from(head),
    Buffer.from('\r\n\r\n'),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);

/** Uploads a file; what is not given is right. */
export async function upload(url: string, parts: UploadParts = {}): Promise<Outcome> {
  const { bytes = Buffer.from('hello, group'), boundary = BOUNDARY } = parts;
  const { head = partHead('report.txt', bytes.length), contentType = `multipart/form-data; boundary=${boundary}` } = parts;
  const body = parts.body ?? frame(head, bytes, boundary);
  const { text } = await request(url, { method: 'POST', headers: { 'content-type': contentType }, body });
  return JSON.parse(text) as Outcome;
}

/** Writes bytes to the sandbox and reads until it closes the connection: in order, or with a reset. */
export function rawExchange(baseUrl: string, bytes: string | Buffer): Promise<{ received: string; reset: boolean }> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(baseUrl).port), '127.0.0.1');
    let received = '';
    let reset = false;
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
    socket.on('error', () => {
      reset = true;
    });
    socket.on('close', () => {
      resolve({ received, reset });
    });
    socket.write(bytes);
  });
}

export interface Clocked {
  sandbox: Sandbox;
  webhook: string;
  clock: { now: number };
}

/** A sandbox with a clock that the test moves by hand. */
export async function startWithClock(options: SandboxOptions = {}): Promise<Clocked> {
  const clock = { now: 1_760_000_000_000 };
  const sandbox = await startSandbox({ ...options, now: () => clock.now });
  return { sandbox, clock, webhook: sandbox.robots[0]?.webhook ?? '' };
}
