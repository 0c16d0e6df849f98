import { RejectedError, TransportError } from './errors.ts';
import type { WeComError } from './errors.ts';
import type { NotSent, Outcome } from './outcome.ts';
import { request } from './request.ts';
import type { Connection } from './request.ts';
import { OPERATIONS } from './spec/operations.ts';
import { keepToken } from './token-source.ts';
import type { Token, TokenSource } from './token-source.ts';
import { WECOM } from './vendor.ts';
import type { Json } from './verdict.ts';

/** Seconds. The vendors say 7200; whatever else stands there is not believed beyond these bounds. */
const [SHORTEST_LIFE, LONGEST_LIFE] = [60, 7200];

/** Seconds before its end from which a token is not used any more: a message that waits must not outlive it. */
const MARGIN = 300;

export interface AppCredentials {
  corpId: string;
  corpSecret: string;
}

/**
 * One call to gettoken. A wrong secret is never tried again: many of them get the calling address banned for an hour.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91039
 */
export async function fetchToken(connection: Omit<Connection, 'access'>, { corpId, corpSecret }: AppCredentials): Promise<Outcome<Token>> {
  connection.redactor.add(corpSecret);
  return readToken(connection, await request({ ...connection, access: { kind: 'fixed', secret: corpSecret } }, OPERATIONS.token, { query: { corpid: corpId } }));
}

/** The token in an answer, which is a secret from now on. */
export function readToken({ redactor, vendor = WECOM }: Pick<Connection, 'redactor' | 'vendor'>, outcome: Outcome<Json>): Outcome<Token> {
  if (outcome.delivery !== 'sent') return outcome;
  const { access_token: token, expires_in: life } = outcome.value;
  if (typeof token !== 'string' || token === '') return withoutToken(vendor.name, outcome.attempts);
  redactor.add(token);
  const seconds = Math.min(LONGEST_LIFE, Math.max(SHORTEST_LIFE, Number(life) || SHORTEST_LIFE));
  return { ...outcome, value: { token, usableMs: Math.max(seconds - MARGIN, SHORTEST_LIFE / 2) * 1000 } };
}

/** One application's token, kept in memory. */
export function createTokenSource(connection: Omit<Connection, 'access'>, credentials: AppCredentials): TokenSource {
  const { clock } = connection.ports;
  return keepToken({ owner: credentials.corpId, clock, issue: () => fetchToken(connection, credentials), isFinal: isFinalRefusal });
}

/** Is it of no use to ask for a token again? A busy or throttled vendor may answer otherwise a moment later; a wrong secret stays wrong. */
export function isFinalRefusal(error: WeComError, vendor = WECOM): boolean {
  if (!(error instanceof RejectedError)) return false;
  const { class: kind } = vendor.errcodeSpec(error.errcode) ?? { class: 'caller' };
  return kind === 'token' || kind === 'caller' || kind === 'permission';
}

function withoutToken(vendor: string, attempts: number): NotSent {
  const error = new TransportError('no-token', {
    message: `${vendor} accepted the secret and its answer holds no access token`,
    fix: 'Check what stands between here and the API: a relay may have changed the answer',
  });
  return { delivery: 'rejected', error, attempts };
}
