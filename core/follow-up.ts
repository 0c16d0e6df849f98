import { readIds } from './id-list.ts';
import { mapSent } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { jsonBody, request } from './request.ts';
import type { Connection } from './request.ts';
import { OPERATIONS } from './spec/operations.ts';
import { isRecord } from './validate/kinds.ts';

/**
 * Takes a message of the same application back. It works for 24 hours, and in WeCom only: in WeChat the message stays.
 *
 * @param msgid from the receipt; must have been validated before.
 * @see https://developer.work.weixin.qq.com/document/path/94867
 */
export async function recall(connection: Connection, msgid: string): Promise<Outcome<undefined>> {
  return mapSent(await request(connection, OPERATIONS.recall, { body: jsonBody({ msgid }) }), () => undefined);
}

export interface CardUpdate {
  /** Userids that it does not apply to, in lower case. */
  invaliduser: string[];
}

/**
 * Greys out the button of a card that was sent, or puts another card in its place. A response_code is good for one update, so
 * one whose answer was lost is not made again, also when lost messages are.
 *
 * @param update must have been validated before.
 * @see https://developer.work.weixin.qq.com/document/path/94888
 */
export async function updateTemplateCard(connection: Connection, update: Record<string, unknown>): Promise<Outcome<CardUpdate>> {
  // Whoever has it can change the card, and WeCom may repeat it in its errmsg.
  if (typeof update.response_code === 'string') connection.redactor.add(update.response_code);
  const outcome = await request({ ...connection, onUnknown: 'fail' }, OPERATIONS.updateTemplateCard, { body: jsonBody(update) });
  return mapSent(outcome, ({ invaliduser }) => ({ invaliduser: readIds(invaliduser) }));
}

export interface AppCount {
  agentid: number;
  app_name: string;
  /** Messages sent on that day. */
  count: number;
}

/**
 * How many messages each application has sent.
 *
 * @see https://developer.work.weixin.qq.com/document/path/92369
 */
export async function countMessages(connection: Connection, day: 'today' | 'yesterday'): Promise<Outcome<AppCount[]>> {
  const outcome = await request(connection, OPERATIONS.statistics, { body: jsonBody({ time_type: day === 'today' ? 0 : 1 }) });
  return mapSent(outcome, ({ statistics }) => (Array.isArray(statistics) ? statistics.flatMap(readCount) : []));
}

function readCount(row: unknown): AppCount[] {
  if (!isRecord(row)) return [];
  const [agentid, count] = [Number(row.agentid), Number(row.count)];
  if (!Number.isInteger(agentid) || !Number.isInteger(count)) return [];
  return [{ agentid, app_name: typeof row.app_name === 'string' ? row.app_name : '', count }];
}
