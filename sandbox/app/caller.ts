import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import type { World } from '../world.ts';
import type { CorpApp } from './apps.ts';

/**
 * The application that a request speaks for: its token first, then the address it comes from. WeCom names that address in
 * the errmsg: it is what the administrator has to enter.
 * @throws Refusal 41001, 40014 or 42001 for the token, 60020 for an address that is not trusted.
 */
export function callerOf({ query, ip }: ApiRequest, world: World): CorpApp {
  const app = world.tokens.appOf(query, world.now());
  if (world.trustedIps && !world.trustedIps.includes(ip)) throw new Refusal(60020);
  return app;
}
