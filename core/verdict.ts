import { RejectedError, TransportError } from './errors.ts';
import type { WeComError } from './errors.ts';
import type { HttpAnswer, HttpFailure, HttpRefusal, HttpResult } from './ports.ts';
import type { Redactor } from './redact.ts';
import type { ErrcodeClass, OperationSpec } from './spec/types.ts';
import { WECOM } from './vendor.ts';
import type { Vendor } from './vendor.ts';

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
export function judge(operation: OperationSpec, host: string, result: HttpResult, redactor: Redactor, vendor = WECOM): Verdict<Json> {
  if (result.kind !== 'answer') return judgeNoAnswer(operation, host, result);
  const json = parseObject(result.body);
  const errcode = json === undefined ? undefined : errcodeOf(operation, json);
  if (json === undefined || errcode === undefined) return judgeStranger(operation, host, result, redactor, vendor);
  const errmsg = redactor.clean(typeof json.errmsg === 'string' ? json.errmsg : '');
  if (errcode === 0) {
    if (result.status < 300) return { effect: 'done', value: json, errmsg };
    return { effect: 'maybe', what: `${host} was asked to ${operation.name} and answered errcode 0 with HTTP ${result.status}, which contradict each other`, again: 'network' };
  }
  return { effect: 'none', error: refusal(operation, errcode, errmsg, vendor), again: vendor.errcodeSpec(errcode)?.class ?? 'caller' };
}

/** WeChat leaves errcode 0 away from most of its answers: then what was asked for has to be in it. */
function errcodeOf({ proof = [] }: OperationSpec, json: Json): number | undefined {
  if (json.errcode === undefined && proof.some((name) => json[name] !== undefined)) return 0;
  return readErrcode(json.errcode);
}

/** What the vendor's no means. @param errmsg without secrets. */
export function refusal(operation: Pick<OperationSpec, 'name'>, errcode: number, errmsg: string, vendor = WECOM): RejectedError {
  const spec = vendor.errcodeSpec(errcode);
  return new RejectedError(errcode, errmsg, {
    message: `${vendor.name} refused to ${operation.name}: errcode ${errcode}, ${spec?.meaning ?? 'a code without a documented meaning'} (${vendor.name} says: ${errmsg || 'nothing'})`,
    fix: vendor.fixFor?.(errcode, errmsg) ?? spec?.fix ?? 'Look the code up on its page',
    page: vendor.errcodePage(errcode),
  });
}

/**
 * The same for an answer that is a file when all went well. The file may itself be JSON, so its bytes alone decide nothing:
 * WeCom names every file it gives, and says in a header of its own when something went wrong.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90254
 */
export function judgeFile(operation: OperationSpec, host: string, result: HttpResult, redactor: Redactor, vendor = WECOM): Verdict<HttpAnswer> {
  if (result.kind !== 'answer') return judgeNoAnswer(operation, host, result);
  const flagged = (readErrcode(result.headers['error-code']) ?? 0) !== 0;
  const named = result.headers['content-disposition'] !== undefined;
  if (!flagged && named && (result.status === 200 || result.status === 206)) return { effect: 'done', value: result, errmsg: '' };
  const verdict = judge(operation, host, result, redactor, vendor);
  if (verdict.effect === 'none' || (verdict.effect === 'maybe' && result.status >= 300)) return verdict;
  return nameless(operation, host, result);
}

/** Not shown: it may be the file itself, whose header something on the way has taken off, and a file has no place in a log. */
function nameless(operation: OperationSpec, host: string, { status }: HttpAnswer): Verdict<never> {
  return { effect: 'maybe', what: `${host} was asked to ${operation.name} and answered HTTP ${status} without naming a file`, again: 'network' };
}

/** What an operation of this kind gives. */
export type FileOrJson = { kind: 'file'; file: HttpAnswer } | { kind: 'json'; json: Json };

/**
 * The same for an answer that is either a file or JSON that describes one. No kind of media is JSON, so here the bytes decide,
 * whatever type the header says.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Getting_Permanent_Assets.html
 */
export function judgeEither(operation: OperationSpec, host: string, result: HttpResult, redactor: Redactor, vendor = WECOM): Verdict<FileOrJson> {
  if (result.kind === 'answer' && result.status === 200 && parseObject(result.body) === undefined) {
    const { 'content-disposition': named, 'content-type': type = '' } = result.headers;
    const isMedia = result.body.byteLength > 0 && (named !== undefined || /^(?:image|audio|voice|video)\//i.test(type));
    return isMedia ? { effect: 'done', value: { kind: 'file', file: result }, errmsg: '' } : nameless(operation, host, result);
  }
  const verdict = judge(operation, host, result, redactor, vendor);
  return verdict.effect === 'done' ? { ...verdict, value: { kind: 'json', json: verdict.value } } : verdict;
}

/** The same for an address outside the API, where whatever is there is the file. A redirect is handed on, since the address holds no credential. */
export function judgeBytes(operation: OperationSpec, host: string, result: HttpResult, redactor: Redactor, vendor = WECOM): Verdict<HttpAnswer> {
  if (result.kind !== 'answer') return judgeNoAnswer(operation, host, result);
  const moved = result.status >= 300 && result.status < 400 && result.headers.location !== undefined;
  if (moved || (result.status === 200 && result.body.byteLength > 0)) return { effect: 'done', value: result, errmsg: '' };
  return judgeStranger(operation, host, result, redactor, vendor);
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
function judgeStranger(operation: OperationSpec, host: string, answer: HttpAnswer, redactor: Redactor, vendor: Vendor): Verdict<never> {
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
      message: `${what}, which is not an answer of ${vendor.name}'s API`,
      fix: REFUSED_FIX[answer.status] ?? `Check the proxy or relay between here and ${vendor.name}`,
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
