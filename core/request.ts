import { passFor } from './access.ts';
import type { Access } from './access.ts';
import type { Deadline } from './deadline.ts';
import { RejectedError, TransportError, UnknownOutcomeError } from './errors.ts';
import type { WeComError } from './errors.ts';
import type { Lane } from './limiter.ts';
import type { NotSent, Sent } from './outcome.ts';
import type { HttpAnswer, HttpRequest, HttpResult, Ports, RequestBody } from './ports.ts';
import type { Redactor } from './redact.ts';
import { waitBeforeRetry } from './retry.ts';
import type { OnUnknown } from './retry.ts';
import { RETRY } from './spec/rates.ts';
import type { Doubt, OperationSpec } from './spec/types.ts';
import { WECOM } from './vendor.ts';
import type { Vendor } from './vendor.ts';
import { judge, judgeBytes, judgeEither, judgeFile } from './verdict.ts';
import type { FileOrJson, Json, Verdict } from './verdict.ts';

/** Bytes. A longer one is no answer of WeCom's API; a file of more than 20 MB is only given in ranges. */
const MAX_ANSWER = { json: 1024 * 1024, file: 20 * 1024 * 1024 + 1024, either: 20 * 1024 * 1024 + 1024 };

export interface Connection {
  ports: Ports;
  /** Scheme, host and an optional path prefix, without a trailing slash. */
  baseUrl: string;
  access: Access;
  deadline: Deadline;
  redactor: Redactor;
  onUnknown: OnUnknown;
  /** WeCom when nothing is said. */
  vendor?: Vendor;
}

export const jsonBody = (value: unknown): RequestBody => ({ kind: 'json', text: JSON.stringify(value) });

export interface Call {
  query?: Record<string, string>;
  body?: RequestBody;
  headers?: Record<string, string>;
  /** The body makes WeCom itself drop or refuse a second copy within so many milliseconds of the first, so that one may be sent. */
  deduplicatedMs?: number;
  /** Counts every attempt against a rate. */
  lane?: Lane;
  /** Instead of the operation's path at the API: an address that the API gave. */
  address?: string;
}

/**
 * The one way to WeCom: a row of the operations' table and its arguments go in, an outcome comes out.
 *
 * Never throws. Repeats only what {@link waitBeforeRetry} allows, and stays within the deadline, waits included.
 */
export async function request(connection: Connection, operation: OperationSpec, call: Call): Promise<Sent<Json> | NotSent> {
  return attempt(connection, operation, call, judge);
}

/** The same for an operation that answers with a file: the value is the whole answer. */
export async function requestFile(connection: Connection, operation: OperationSpec, call: Call): Promise<Sent<HttpAnswer> | NotSent> {
  return attempt(connection, operation, call, judgeFile);
}

/** The same for an operation that answers with a file or with JSON. */
export async function requestEither(connection: Connection, operation: OperationSpec, call: Call): Promise<Sent<FileOrJson> | NotSent> {
  return attempt(connection, operation, call, judgeEither);
}

/** Fetches what is at an address outside the API, without any credential: the file, or where the server says that it has moved to. */
export async function requestBytes(connection: Connection, operation: OperationSpec, address: string): Promise<Sent<HttpAnswer> | NotSent> {
  return attempt({ ...connection, baseUrl: new URL(address).origin, access: { kind: 'none' } }, operation, { address }, judgeBytes);
}

type Judge<T> = (operation: OperationSpec, host: string, result: HttpResult, redactor: Redactor, vendor?: Vendor) => Verdict<T>;

async function attempt<T>(connection: Connection, operation: OperationSpec, call: Call, judgeAnswer: Judge<T>): Promise<Sent<T> | NotSent> {
  const { ports, deadline, redactor, onUnknown, vendor = WECOM } = connection;
  const host = new URL(connection.baseUrl).host;
  if (call.body?.kind === 'json') for (const mediaId of mediaIdsIn(call.body.text)) redactor.add(mediaId);
  const replay = operation.replay === 'dedupe' && call.deduplicatedMs === undefined ? 'never' : operation.replay;
  let rateWaits = 0;
  let renewed = false;
  let credential: HttpRequest['credential'] = connection.access.kind === 'none' ? 'none' : 'current';
  /** The attempts whose effect is not known. Once there is one, no later refusal makes the outcome certain. */
  const doubts: Lost[] = [];

  /** Could a copy sent after this wait arrive when WeCom no longer remembers the one that may have arrived? */
  const isTooLate = (wait: number): boolean => {
    const [first] = doubts;
    if (first === undefined || replay !== 'dedupe' || onUnknown === 'resend') return false;
    return ports.clock.steady() + wait + operation.timeoutMs - first.begun > (call.deduplicatedMs ?? 0);
  };

  const failed = (error: WeComError, attempts: number): NotSent =>
    doubts.length === 0 || operation.replay === 'safe'
      ? { delivery: 'rejected', error, attempts }
      : { delivery: 'unknown', error: unknownOutcome(operation.doubt, doubts, attempts), attempts };

  for (let attempt = 1; ; attempt += 1) {
    if (call.lane !== undefined && !(await call.lane.enter(deadline.left()))) return failed(noPlace(operation, call.lane), attempt - 1);
    const admitted = await passFor(connection.access);
    if (!admitted.ok) return failed(admitted.failure.error, attempt - 1);
    const { secret, renew } = admitted.pass;
    if (deadline.left() === 0 || isTooLate(0)) return failed(outOfTime(operation, attempt), attempt - 1);

    const begun = ports.clock.steady();
    const result = await ports.http({
      method: operation.method,
      url: call.address ?? address(connection.baseUrl, operation, secret, call.query),
      ...(call.body === undefined ? {} : { body: call.body }),
      ...(call.headers === undefined ? {} : { headers: call.headers }),
      ...(secret === undefined ? { credential } : {}),
      timeoutMs: Math.min(operation.timeoutMs, deadline.left()),
      maxAnswerBytes: operation.maxAnswerBytes ?? MAX_ANSWER[operation.answer],
      freshConnection: operation.replay !== 'safe',
    });
    call.lane?.leave();
    // Said once: at a further attempt the host has the new one, which nobody has refused.
    if (credential === 'renewed') credential = 'current';

    const verdict = judgeAnswer(operation, host, result, redactor, vendor);
    if (verdict.effect === 'done') return { delivery: 'sent', value: verdict.value, errmsg: verdict.errmsg, attempts: attempt };
    if (verdict.again === 'token' && renew !== undefined && !renewed) {
      // A refusal of the token is certain, whatever the operation: once more, with another one.
      renew();
      renewed = true;
      credential = 'renewed';
      continue;
    }
    if (verdict.effect === 'maybe') doubts.push({ what: verdict.what, attempt, begun });

    const wait = waitBeforeRetry({ verdict, replay, onUnknown, attempt, rateWaits }, ports.random);
    const error = verdict.effect === 'none' ? verdict.error : noAnswer(verdict.what);
    if (wait === undefined || wait >= deadline.left() || isTooLate(wait)) return failed(error, attempt);
    if (verdict.again === 'rate') rateWaits += 1;
    ports.log('info', `Attempt ${attempt} of ${RETRY.attempts} to ${operation.name} failed (${error instanceof RejectedError ? `errcode ${error.errcode}` : error.code}); trying again in ${Math.ceil(wait / 1000)} s`);
    await ports.sleep(wait);
  }
}

/** One that the user gave is known from the message alone, and WeCom may repeat it in its errmsg. */
function mediaIdsIn(message: string): string[] {
  return [...message.matchAll(/"(?:\w+_)?media_id":"([^"\\]+)"/g)].map(([, mediaId]) => mediaId ?? '');
}

function address(baseUrl: string, operation: OperationSpec, secret: string | undefined, query: Record<string, string> = {}): string {
  const parameters = new URLSearchParams({ ...(secret === undefined || operation.credential === 'body' ? {} : { [operation.credential]: secret }), ...query });
  return `${baseUrl}${operation.path}${parameters.size === 0 ? '' : `?${parameters.toString()}`}`;
}

function noPlace(operation: OperationSpec, { rate, wait }: Lane): TransportError {
  return new TransportError('out-of-time', {
    message: `There was no time left to ${operation.name}: ${rate.rule}, and the next place is free in ${Math.ceil(wait() / 1000)} s`,
    fix: 'Send fewer messages in one step, or raise the time limit',
  });
}

function outOfTime(operation: OperationSpec, attempt: number): TransportError {
  return new TransportError('out-of-time', {
    message: `There was no time left to ${operation.name}; it was not tried${attempt === 1 ? '' : ' again'}`,
    fix: 'Raise the time limit, or send less in one step',
  });
}

function noAnswer(what: string): TransportError {
  return new TransportError('no-answer', { message: what, fix: 'Check the network, the proxy settings and the base URL, and run it again' });
}

interface Lost {
  /** What spoilt the attempt, a clause. */
  what: string;
  attempt: number;
  /** On the clock that never jumps. */
  begun: number;
}

function unknownOutcome({ maybe, once, fix }: Doubt, doubts: readonly Lost[], attempts: number): UnknownOutcomeError {
  const last = doubts.at(-1);
  const copies = doubts.length === 1 ? '' : ` up to ${doubts.length} times`;
  const repeated = attempts > (doubts[0]?.attempt ?? 0);
  return new UnknownOutcomeError('unknown-outcome', {
    message: `${last?.what ?? ''}; ${maybe}${copies}${repeated ? '' : `, and ${once}`}`,
    fix,
  });
}
