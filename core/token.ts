import { RejectedError, TransportError } from './errors.ts';
import type { WeComError } from './errors.ts';
import type { NotSent, Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';
import { request } from './request.ts';
import type { Connection } from './request.ts';
import { errcodeSpec } from './spec/errcodes.ts';
import { OPERATIONS } from './spec/operations.ts';

/** Seconds. WeCom says 7200; whatever else stands there is not believed beyond these bounds. */
const [SHORTEST_LIFE, LONGEST_LIFE] = [60, 7200];

/** Seconds before its end from which a token is not used any more: a message that waits must not outlive it. */
const MARGIN = 300;

export interface AppCredentials {
  corpId: string;
  corpSecret: string;
}

export interface Token {
  token: string;
  /** Milliseconds for which it may be used, from the moment it was fetched. */
  usableMs: number;
}

/** One application's access token: fetched when first needed, shared by all who need it. */
export interface TokenSource {
  /** Of the application's corp. */
  corpId: string;
  get: () => Promise<{ ok: true; token: string } | { ok: false; failure: NotSent }>;
  /**
   * WeCom does not take this token any more. Only this one is forgotten: a late refusal of an old token must not throw away
   * the new one that somebody else has just fetched.
   */
  drop: (token: string) => void;
}

/**
 * One call to gettoken. A wrong secret is never tried again: many of them get the calling address banned for an hour.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91039
 */
export async function fetchToken(connection: Omit<Connection, 'access'>, { corpId, corpSecret }: AppCredentials): Promise<Outcome<Token>> {
  const { redactor } = connection;
  redactor.add(corpSecret);
  const outcome = await request({ ...connection, access: { kind: 'fixed', secret: corpSecret } }, OPERATIONS.token, { query: { corpid: corpId } });
  if (outcome.delivery !== 'sent') return outcome;
  const { access_token: token, expires_in: life } = outcome.value;
  if (typeof token !== 'string' || token === '') return withoutToken(outcome.attempts);
  redactor.add(token);
  const seconds = Math.min(LONGEST_LIFE, Math.max(SHORTEST_LIFE, Number(life) || SHORTEST_LIFE));
  return { ...outcome, value: { token, usableMs: Math.max(seconds - MARGIN, SHORTEST_LIFE / 2) * 1000 } };
}

/** Keeps the token in memory for as long as the source lives. */
export function createTokenSource(connection: Omit<Connection, 'access'>, credentials: AppCredentials): TokenSource {
  const { steady }: Ports['clock'] = connection.ports.clock;
  let current: { token: string; until: number } | undefined;
  let pending: Promise<Outcome<Token>> | undefined;
  /** Once WeCom has refused the secret, asking again changes nothing and counts towards a ban. */
  let refused: NotSent | undefined;

  const getAnew = async (): Promise<Outcome<Token>> => {
    const outcome = await fetchToken(connection, credentials);
    if (outcome.delivery === 'sent') current = { token: outcome.value.token, until: steady() + outcome.value.usableMs };
    else if (isFinalRefusal(outcome.error)) refused = outcome;
    pending = undefined;
    return outcome;
  };

  return {
    corpId: credentials.corpId,
    get: async () => {
      if (current !== undefined && steady() < current.until) return { ok: true, token: current.token };
      if (refused !== undefined) return { ok: false, failure: refused };
      pending ??= getAnew();
      const outcome = await pending;
      return outcome.delivery === 'sent' ? { ok: true, token: outcome.value.token } : { ok: false, failure: outcome };
    },
    drop: (token) => {
      if (current?.token === token) current = undefined;
    },
  };
}

/** Is it of no use to ask for a token again? A busy or throttled WeCom may answer otherwise a moment later; a wrong secret stays wrong. */
export function isFinalRefusal(error: WeComError): boolean {
  if (!(error instanceof RejectedError)) return false;
  const { class: kind } = errcodeSpec(error.errcode) ?? { class: 'caller' };
  return kind === 'token' || kind === 'caller' || kind === 'permission';
}

function withoutToken(attempts: number): NotSent {
  const error = new TransportError('no-token', {
    message: 'WeCom accepted the application’s secret and its answer holds no access token',
    fix: 'Check what stands between here and WeCom: a relay may have changed the answer',
  });
  return { delivery: 'rejected', error, attempts };
}
