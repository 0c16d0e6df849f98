import { sleep } from 'n8n-workflow';
import type { IHttpRequestMethods, IHttpRequestOptions } from 'n8n-workflow';

import { isWeComError } from '../core/errors.ts';
import { multipartContentType } from '../core/multipart.ts';
import type { HttpAnswer, HttpFailure, HttpRequest, HttpResult, Ports } from '../core/ports.ts';
import { frameInPlace } from './roomy-bytes.ts';

/** What n8n's helper resolves to with `returnFullResponse` and `encoding: 'stream'`. */
interface FullResponse {
  statusCode: number;
  headers: Record<string, string | string[] | undefined>;
  body: AsyncIterable<Uint8Array>;
}

/** Sends with one of n8n's own HTTP helpers, so that n8n's proxies, certificates and rules for outgoing requests hold. */
export type Send = (options: IHttpRequestOptions, request: HttpRequest) => Promise<unknown>;

/** The core's HTTP over n8n's. Every request of n8n is on a connection of its own, so `freshConnection` needs nothing. */
export function createHttp(send: Send, random: Ports['random'] = Math.random): Ports['http'] {
  return async (request) => {
    const stopTimer = new AbortController();
    const answered = answer(send, request, random);
    // n8n's own time limit ends when the headers are there, and a body may then drip for ever.
    const expired = sleep(request.timeoutMs, stopTimer.signal).then(
      () => failure('maybe', 'TIMEOUT', `no complete answer came within ${Math.ceil(request.timeoutMs / 1000)} s`),
      // Aborted: the answer came first.
      () => failure('maybe', 'TIMEOUT', 'no answer came'),
    );
    try {
      return await Promise.race([answered, expired]);
    } finally {
      stopTimer.abort();
    }
  };
}

async function answer(send: Send, request: HttpRequest, random: Ports['random']): Promise<HttpResult> {
  try {
    const response = (await send(optionsOf(request, random), request)) as FullResponse;
    return await readAnswer(response, request.maxAnswerBytes);
  } catch (error) {
    return explain(error);
  }
}

function optionsOf(request: HttpRequest, random: Ports['random']): IHttpRequestOptions {
  const { body } = request;
  const boundary = `----wecom${Array.from({ length: 24 }, () => Math.floor(random() * 36).toString(36)).join('')}`;
  const contentType = body?.kind === 'media' ? multipartContentType(boundary) : 'application/json';
  const content = body?.kind === 'media' ? frameInPlace(body.part, boundary, body.text) : Buffer.from(body?.text ?? '');
  return {
    method: request.method satisfies IHttpRequestMethods,
    url: request.url,
    headers: { ...request.headers, ...(body === undefined ? {} : { 'content-type': contentType }) },
    ...(body === undefined ? {} : { body: Buffer.from(content.buffer, content.byteOffset, content.byteLength) }),
    encoding: 'stream',
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
    // Followed, the secret in the address would go wherever the answer points.
    disableFollowRedirect: true,
    timeout: request.timeoutMs,
  };
}

async function readAnswer({ statusCode, headers, body }: FullResponse, maxBytes: number): Promise<HttpAnswer | HttpFailure> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.byteLength;
      if (size > maxBytes) return failure('maybe', 'TOO_LARGE', `the answer was longer than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
  } catch {
    return failure('maybe', 'CONNECTION_CLOSED', 'the connection was closed in the middle of the answer');
  }
  const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : (value ?? '')]);
  return { kind: 'answer', status: statusCode, headers: Object.fromEntries(lowered) as Record<string, string>, body: Buffer.concat(chunks) };
}

const failure = (reached: HttpFailure['reached'], code: string, reason: string, lasting = false): HttpFailure => ({ kind: 'failure', reached, code, reason, lasting });

/** Codes of failures that come before the request has left this machine. */
const NOT_REACHED: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'the host name was not found',
  EAI_AGAIN: 'the name server did not answer',
  EHOSTUNREACH: 'the host cannot be reached from this machine',
  ENETUNREACH: 'the network of the host cannot be reached from this machine',
};

const CERTIFICATE = /CERT|^UNABLE_TO_|^SELF_SIGNED|^ERR_TLS_|^EPROTO$/;

/**
 * What n8n threw, in our own words: the texts and objects of HTTP clients hold the address, and the address the secret.
 */
function explain(error: unknown): HttpResult {
  const causes = causesOf(error);
  const ours = causes.find(isWeComError);
  if (ours !== undefined) return { kind: 'refusal', error: ours };
  const code = causes.map(codeOf).find((each) => each !== undefined) ?? 'UNKNOWN';
  const reason = NOT_REACHED[code];
  if (reason !== undefined) return failure('no', code, reason);
  if (CERTIFICATE.test(code)) return failure('no', code, 'the certificate is not trusted by this n8n, or no TLS connection could be agreed on', true);
  if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') return failure('maybe', 'TIMEOUT', 'no answer came in time');
  if (code === 'ERR_CANCELED') return failure('maybe', 'CANCELLED', 'the execution was stopped before an answer came');
  return failure('maybe', code, 'the connection failed before an answer came');
}

/** n8n wraps what its HTTP client threw, sometimes twice. */
function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let each = error; each !== undefined && each !== null && causes.length < 5; each = (each as { cause?: unknown }).cause) causes.push(each);
  return causes;
}

function codeOf(error: unknown): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,59}$/.test(code) ? code : undefined;
}
