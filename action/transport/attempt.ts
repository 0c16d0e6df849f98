import type { Dispatcher } from 'undici';
import type { HttpRequest, HttpResult } from '../../core/ports.ts';
import { failureOf, notKept, timedOut, tooLarge } from './failure.ts';
import type { Progress } from './failure.ts';

export type Sink = (chunk: Uint8Array) => void;

export interface Attempt {
  dispatcher: Dispatcher;
  options: Dispatcher.DispatchOptions;
  proxied: boolean;
  limits: Pick<HttpRequest, 'timeoutMs' | 'maxAnswerBytes'>;
  /** Takes the bytes of an answer with status 200 as they come, instead of keeping them in memory. May throw, which ends the attempt. */
  sink?: Sink | undefined;
}

/**
 * One request and its answer, under one deadline. Never rejects.
 *
 * `onRequestStart` is what makes "it did not arrive" a proof: undici calls it when the connection stands – TLS and the
 * proxy's tunnel included – and before it writes the first byte. Whatever fails earlier has reached nobody, and an attempt
 * given up earlier is stopped there, so that it cannot be sent behind the caller's back.
 */
export async function attempt({ dispatcher, options, proxied, limits, sink }: Attempt): Promise<HttpResult> {
  return new Promise((resolve) => {
    const progress: Progress = { begun: false, answered: false, proxied };
    const chunks: Uint8Array[] = [];
    let received = 0;
    let status = 0;
    let headers: Record<string, string> = {};
    let controller: Dispatcher.DispatchController | undefined;
    let settled = false;

    const settle = (result: HttpResult): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      resolve(result);
      if (result.kind === 'failure') controller?.abort(new Error('given up'));
    };
    const timer = setTimeout(() => {
      settle(timedOut(limits.timeoutMs, progress));
    }, limits.timeoutMs);

    dispatcher.dispatch(options, {
      onRequestStart(started) {
        if (settled) {
          started.abort(new Error('given up'));
          return;
        }
        controller = started;
        progress.begun = true;
      },
      onResponseStart(_controller, statusCode, answerHeaders) {
        // 1xx: the answer itself is still to come.
        if (statusCode < 200) return;
        progress.answered = true;
        status = statusCode;
        headers = oneLineEach(answerHeaders);
        if (Number(headers['content-length'] ?? 0) > limits.maxAnswerBytes) settle(tooLarge(limits.maxAnswerBytes));
      },
      onResponseData(_controller, chunk) {
        received += chunk.byteLength;
        if (received > limits.maxAnswerBytes) settle(tooLarge(limits.maxAnswerBytes));
        else if (sink === undefined || status !== 200) chunks.push(chunk);
        else {
          try {
            sink(chunk);
          } catch {
            settle(notKept());
          }
        }
      },
      onResponseEnd() {
        settle({ kind: 'answer', status, headers, body: Buffer.concat(chunks, received) });
      },
      onResponseError(_controller, error) {
        settle(failureOf(error, progress));
      },
    });
  });
}

function oneLineEach(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]));
}
