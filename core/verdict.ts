import { RejectedError, TransportError } from './errors.ts';
import type { WeComError } from './errors.ts';
import type { HttpAnswer, HttpFailure, HttpRefusal, HttpResult } from './ports.ts';
import type { Redactor } from './redact.ts';
import { errcodePage, errcodeSpec } from './spec/errcodes.ts';
import type { ErrcodeClass, OperationSpec } from './spec/types.ts';

export type Json = Record<string, unknown>;

/** What one attempt tells: did it take effect, and is there any use in another one. */
export type Verdict<T> =
  | { effect: 'done'; value: T; errmsg: string }
  | { effect: 'none'; error: WeComError; again: ErrcodeClass | 'network' | 'never' }
  /** `what` happened, a clause; whether that is an error or an unknown outcome depends on the operation. */
  | { effect: 'maybe'; what: string; again: 'network' };

/** Statuses of a server or gateway in trouble, which may have passed the request on before. */
const isGatewayTrouble = (status: number): boolean => status >= 500 || status === 408;

/** What to do about an HTTP status that is not WeCom's. */
const REFUSED_FIX: Record<number, string> = {
  404: 'Check the base URL: this path does not exist there',
  413: 'Send less at once, or have the limit of the proxy or relay between here and WeCom raised',
  429: 'Send less often, or wait a while and run it again',
};

/**
 * Reads one attempt's result. `errcode` decides wherever there is one, because WeCom answers 200 for its refusals; anything
 * that carries none is no word of WeCom's, and never counts as success.
 */
export function judge(operation: OperationSpec, host: string, result: HttpResult, redactor: Redactor): Verdict<Json> {
  if (result.kind !== 'answer') return judgeNoAnswer(operation, host, result);
  const json = parseObject(result.body);
  const errcode = json === undefined ? undefined : readErrcode(json.errcode);
  if (json === undefined || errcode === undefined) return judgeStranger(operation, host, result, redactor);
  const errmsg = redactor.clean(typeof json.errmsg === 'string' ? json.errmsg : '');
  if (errcode === 0) {
    if (result.status < 300) return { effect: 'done', value: json, errmsg };
    return { effect: 'maybe', what: `${host} was asked to ${operation.name} and answered errcode 0 with HTTP ${result.status}, which contradict each other`, again: 'network' };
  }
  return { effect: 'none', error: refusal(operation, errcode, errmsg), again: errcodeSpec(errcode)?.class ?? 'caller' };
}

/** Of a request from an address that is not among the application's trusted ones. */
const UNTRUSTED = 60020;

/** The address that WeCom saw the request come from: `…, from ip: 203.0.113.7, …`. It is what the administrator has to enter. */
function callerIn(errmsg: string): string | undefined {
  return /\bfrom ip: ?([\d.]+\d|[\da-f:]*:[\da-f:]+)/i.exec(errmsg)?.[1];
}

/** What WeCom's no means. @param errmsg without secrets. */
export function refusal(operation: Pick<OperationSpec, 'name'>, errcode: number, errmsg: string): RejectedError {
  const spec = errcodeSpec(errcode);
  const address = errcode === UNTRUSTED ? callerIn(errmsg) : undefined;
  return new RejectedError(errcode, errmsg, {
    message: `WeCom refused to ${operation.name}: errcode ${errcode}, ${spec?.meaning ?? 'a code without a documented meaning'} (WeCom says: ${errmsg || 'nothing'})`,
    fix: `${address === undefined ? '' : `The address is ${address}. `}${spec?.fix ?? 'Look the code up on its page'}`,
    page: errcodePage(errcode),
  });
}

/**
 * The same for an answer that is a file when all went well. The file may itself be JSON, so its bytes alone decide nothing:
 * WeCom names every file it gives, and says in a header of its own when something went wrong.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90254
 */
export function judgeFile(operation: OperationSpec, host: string, result: HttpResult, redactor: Redactor): Verdict<HttpAnswer> {
  if (result.kind !== 'answer') return judgeNoAnswer(operation, host, result);
  const flagged = (readErrcode(result.headers['error-code']) ?? 0) !== 0;
  const named = result.headers['content-disposition'] !== undefined;
  if (!flagged && named && (result.status === 200 || result.status === 206)) return { effect: 'done', value: result, errmsg: '' };
  const verdict = judge(operation, host, result, redactor);
  if (verdict.effect === 'none' || (verdict.effect === 'maybe' && result.status >= 300)) return verdict;
  // Not shown: it may be the file itself, whose header something on the way has taken off, and a file has no place in a log.
  return { effect: 'maybe', what: `${host} was asked to ${operation.name} and answered HTTP ${result.status} without naming a file`, again: 'network' };
}

function judgeNoAnswer(operation: OperationSpec, host: string, failure: HttpFailure | HttpRefusal): Verdict<never> {
  if (failure.kind === 'refusal') return { effect: 'none', error: failure.error, again: 'never' };
  const what = `${host} was asked to ${operation.name}, and ${failure.reason} (${failure.code})`;
  if (failure.reached === 'no') {
    const error = new TransportError('not-reached', {
      message: `${what}; the request did not get there`,
      fix: failure.lasting
        ? 'Trying again cannot help: mend the proxy or certificate settings of this machine first'
        : 'Check the network, the proxy settings and the base URL, and run it again',
    });
    return { effect: 'none', error, again: failure.lasting ? 'never' : 'network' };
  }
  return { effect: 'maybe', what, again: 'network' };
}

/** An answer that is not WeCom's: a gateway's page, a redirect, an empty or garbled body. */
function judgeStranger(operation: OperationSpec, host: string, answer: HttpAnswer, redactor: Redactor): Verdict<never> {
  const shown = redactor.clean(new TextDecoder().decode(answer.body));
  const what = `${host} was asked to ${operation.name} and answered HTTP ${answer.status}, ${shown === '' ? 'with nothing to read' : `“${shown}”`}`;
  if (answer.status >= 300 && answer.status < 400) {
    // Following would carry the secret in the address to wherever the answer points.
    const target = redactor.clean(URL.parse(answer.headers.location ?? '')?.host ?? '');
    const redirect = `${host} answered HTTP ${answer.status}, a redirect${target === '' ? '' : ` to ${target}`}, which is never followed because the secret is part of the address`;
    // "See other" is what a server says that has taken the request and shows the result elsewhere.
    if (answer.status === 303) return { effect: 'maybe', what: redirect, again: 'network' };
    const error = new TransportError('redirected', { message: redirect, fix: 'Set the base URL to the API host itself, with https' });
    return { effect: 'none', error, again: 'never' };
  }
  if (answer.status >= 400 && !isGatewayTrouble(answer.status)) {
    const error = new TransportError('http-refused', {
      message: `${what}, which is not an answer of WeCom's API`,
      fix: REFUSED_FIX[answer.status] ?? 'Check the proxy or relay between here and WeCom',
    });
    return { effect: 'none', error, again: answer.status === 429 ? 'busy' : 'never' };
  }
  return { effect: 'maybe', what, again: 'network' };
}

function parseObject(body: Uint8Array): Json | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    // The parser's own error quotes the body, and says no more than "unreadable".
    return undefined;
  }
}

/** Relays have been seen to turn the number into a string. */
export function readErrcode(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  return typeof value === 'string' && /^(?:0|-?[1-9]\d{0,8})$/.test(value) ? Number(value) : undefined;
}
