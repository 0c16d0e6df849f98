import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { parseJsonBody } from '../http/json.ts';
import { isObject } from '../message/fields.ts';
import type { JsonObject } from '../message/fields.ts';
import type { CorpApp } from './apps.ts';

/** The JSON object that a request posts. @throws Refusal 40058 for another method or other JSON, and the codes of parseJsonBody. */
export function postedObject({ method, headers, body }: ApiRequest): JsonObject {
  if (method !== 'POST') throw new Refusal(40058);
  const value = parseJsonBody(headers, body);
  if (!isObject(value)) throw new Refusal(40058, 'the body is not a JSON object');
  return value;
}

/** @throws Refusal 41011 when it is missing, 40056 when it is no integer, 301002 when the token is another application's. */
export function checkAgent(agentid: unknown, app: CorpApp): void {
  if (agentid === undefined || agentid === null) throw new Refusal(41011);
  if (!Number.isInteger(agentid)) throw new Refusal(40056);
  if (agentid !== app.agentid) throw new Refusal(301002);
}
