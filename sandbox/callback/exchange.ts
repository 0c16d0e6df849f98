import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** What one request to a callback address came to. */
export type Exchange =
  | { result: 'answered'; status: number; body: Buffer; ms: number }
  | { result: 'late' | 'unreachable'; ms: number };

interface Asked {
  method: 'GET' | 'POST';
  contentType?: string;
  body?: Buffer;
  timeoutMs: number;
  /** Ends the exchange at once. */
  closing: AbortSignal;
}

/** An answer that never ends must not fill the memory; no reply is nearly as long. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** Asks once, over a connection of its own; never follows a redirect, which to WeCom is a failure like any status but 200. Never throws. */
export function exchange(url: URL, { method, contentType, body, timeoutMs, closing }: Asked): Promise<Exchange> {
  const begun = performance.now();
  const elapsed = (): number => Math.round(performance.now() - begun);
  return new Promise((resolve) => {
    const headers = { ...(contentType !== undefined && { 'content-type': contentType }), ...(body && { 'content-length': body.length }) };
    const ask = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = ask(url, { method, headers, agent: false, signal: closing }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_ANSWER_BYTES) request.destroy();
        else chunks.push(chunk);
      });
      response.on('end', () => {
        end({ result: 'answered', status: response.statusCode ?? 0, body: Buffer.concat(chunks), ms: elapsed() });
      });
      response.on('close', fail);
      response.on('error', fail);
    });
    const timer = setTimeout(() => {
      end({ result: 'late', ms: elapsed() });
    }, timeoutMs);
    const end = (exchanged: Exchange): void => {
      clearTimeout(timer);
      resolve(exchanged);
      request.destroy();
    };
    const fail = (): void => {
      end({ result: 'unreachable', ms: elapsed() });
    };
    request.on('error', fail);
    request.end(body);
  });
}
