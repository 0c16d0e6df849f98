import { mapSent } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { request } from './request.ts';
import type { Connection } from './request.ts';
import { OPERATIONS } from './spec/operations.ts';

/**
 * The addresses that WeCom calls an application's callback URL from, for a firewall. They change: ask once a day.
 *
 * @see https://developer.work.weixin.qq.com/document/path/98988
 */
export async function callbackIps(connection: Connection): Promise<Outcome<string[]>> {
  const outcome = await request(connection, OPERATIONS.callbackIps, {});
  return mapSent(outcome, ({ ip_list: list }) => (Array.isArray(list) ? list.filter((ip) => typeof ip === 'string') : []));
}
