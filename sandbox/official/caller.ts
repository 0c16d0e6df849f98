import type { ApiRequest } from '../endpoint.ts';
import type { World } from '../world.ts';
import type { Account } from './accounts.ts';

/**
 * The account that a request speaks for. Its address does not matter here: the white list guards the calls that give tokens.
 * @throws AccountRefusal 41001, 40014, 40001 or 42001 for the token.
 */
export const callerOf = ({ query }: ApiRequest, world: World): Account => world.accountTokens.accountOf(query, world.now());
