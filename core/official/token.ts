import type { Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import { jsonBody, request } from '../request.ts';
import type { Connection } from '../request.ts';
import { OFFICIAL } from '../spec/official-operations.ts';
import { isFinalRefusal, readToken } from '../token.ts';
import { keepToken } from '../token-source.ts';
import type { Token, TokenSource } from '../token-source.ts';
import { WECHAT } from './vendor.ts';

export interface AccountCredentials {
  appId: string;
  appSecret: string;
  /** Which call gives the token. Each call of the older one ends the tokens of all other programs that use it; the two leave each other alone. */
  tokenKind: 'stable' | 'older';
}

/** How often a token may be replaced by force: WeChat takes 20 a day, at least 30 seconds apart. */
export interface ForceAllowance {
  /** Takes one, if there is one. */
  take: () => boolean;
}

const [FORCED_A_DAY, FORCED_APART, DAY] = [20, 30_000, 86_400_000];

/** @see https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/getStableAccessToken.html */
export function createForceAllowance({ steady }: Pick<Ports['clock'], 'steady'>): ForceAllowance {
  let taken: number[] = [];
  return {
    take: () => {
      const now = steady();
      taken = taken.filter((at) => now - at < DAY);
      const last = taken.at(-1);
      if (taken.length >= FORCED_A_DAY || (last !== undefined && now - last <= FORCED_APART)) return false;
      taken.push(now);
      return true;
    },
  };
}

/**
 * An account's token, or another one in the place of one that was refused.
 *
 * The stable call gives the same token for as long as WeChat believes in it. Only when that is the very one that has just been
 * refused is it replaced by force, which ends it for everyone who still has it.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/getStableAccessToken.html
 */
export async function fetchAccountToken(given: Omit<Connection, 'access'>, credentials: AccountCredentials, force: ForceAllowance, refused?: string): Promise<Outcome<Token>> {
  const { appId, appSecret, tokenKind } = credentials;
  given.redactor.add(appSecret);
  const connection: Connection = { ...given, vendor: WECHAT, onUnknown: 'fail', access: { kind: 'fixed', secret: appSecret } };
  if (tokenKind === 'older') {
    return readToken(connection, await request(connection, OFFICIAL.token, { query: { grant_type: 'client_credential', appid: appId } }));
  }
  const ask = async (operation: typeof OFFICIAL.stableToken | typeof OFFICIAL.forcedToken): Promise<Outcome<Token>> => {
    const body = { grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: operation === OFFICIAL.forcedToken };
    return readToken(connection, await request(connection, operation, { body: jsonBody(body) }));
  };
  const outcome = await ask(OFFICIAL.stableToken);
  if (outcome.delivery !== 'sent' || outcome.value.token !== refused || !force.take()) return outcome;
  const forced = await ask(OFFICIAL.forcedToken);
  // Whether or not the lost one took effect, the stable call tells what the token is now.
  return forced.delivery === 'unknown' ? ask(OFFICIAL.stableToken) : forced;
}

/** The account's token, kept in memory. */
export function createAccountTokens(connection: Omit<Connection, 'access'>, credentials: AccountCredentials): TokenSource {
  const { clock } = connection.ports;
  const force = createForceAllowance(clock);
  return keepToken({
    owner: credentials.appId,
    clock,
    issue: (refused) => fetchAccountToken(connection, credentials, force, refused),
    isFinal: (error) => isFinalRefusal(error, WECHAT),
  });
}
