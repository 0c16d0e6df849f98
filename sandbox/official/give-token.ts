import type { ApiRequest } from '../endpoint.ts';
import type { Answer } from '../http/answer.ts';
import { singleValue } from '../requests.ts';
import type { TokenCalls } from '../types.ts';
import type { World } from '../world.ts';
import { accountAnswer } from './answer.ts';
import { AccountRefusal } from './errcodes.ts';
import { checkMethod, postedObject } from './posted.ts';
import { TOKEN_LIFE_SECONDS } from './tokens.ts';

/**
 * GET /cgi-bin/token: another token with every call.
 * Source: https://developers.weixin.qq.com/doc/service/api/base/api_getaccesstoken
 * @throws AccountRefusal 43001, 40002, the codes of Accounts.ofCredentials, 40164, 45009 after 2000 of them in a day.
 */
export function giveToken(request: ApiRequest, world: World): Answer {
  return counted(world.accountTokenCalls.token, () => {
    checkMethod(request, 'GET');
    const { query } = request;
    checkGrant(singleValue(query, 'grant_type'));
    const account = world.accounts.ofCredentials(singleValue(query, 'appid'), singleValue(query, 'secret'));
    checkAddress(request, world);
    const access_token = world.accountTokens.give(account, world.now());
    return accountAnswer({ access_token, expires_in: TOKEN_LIFE_SECONDS });
  });
}

/**
 * POST /cgi-bin/stable_token: the same token for as long as it is good, or with `force_refresh` another.
 * Source: https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken
 * @throws AccountRefusal with the codes of postedObject; 40002, the codes of Accounts.ofCredentials, 40164, 45009, 40097.
 */
export function giveStableToken(request: ApiRequest, world: World): Answer {
  return counted(world.accountTokenCalls.stable, () => {
    const { grant_type, appid, secret, force_refresh = false } = postedObject(request);
    checkGrant(grant_type);
    const account = world.accounts.ofCredentials(appid, secret);
    checkAddress(request, world);
    if (typeof force_refresh !== 'boolean') throw new AccountRefusal(40097);
    const { accountTokens: tokens } = world;
    const { value, seconds } = force_refresh ? tokens.refreshStable(account, world.now()) : tokens.giveStable(account, world.now());
    return accountAnswer({ access_token: value, expires_in: seconds });
  });
}

function checkGrant(grant: unknown): void {
  if (grant !== 'client_credential') throw new AccountRefusal(40002);
}

/** The white list guards the secret. The text has the address that the administrator has to enter. */
function checkAddress({ ip }: ApiRequest, { trustedIps }: World): void {
  if (trustedIps && !trustedIps.includes(ip)) throw new AccountRefusal(40164, `invalid ip ${ip} ipv6 ::ffff:${ip}, not in whitelist`);
}

function counted(calls: TokenCalls, answer: () => Answer): Answer {
  calls.calls += 1;
  try {
    return answer();
  } catch (error) {
    calls.refused += 1;
    throw error;
  }
}
