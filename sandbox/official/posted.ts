import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { parseJsonBody } from '../http/json.ts';
import { isObject } from '../message/fields.ts';
import type { JsonObject } from '../message/fields.ts';
import { AccountRefusal } from './errcodes.ts';

/** @throws AccountRefusal 43001 or 43002 for a request of another method. */
export function checkMethod(request: ApiRequest, method: 'GET' | 'POST'): void {
  if (request.method !== method) throw new AccountRefusal(method === 'GET' ? 43001 : 43002);
}

/**
 * The JSON object that a request posts, whatever type it says it is of.
 * @throws AccountRefusal 43002 for another method, 44002 for no body, 47001 for what is no JSON object, 40033 for bytes that are not
 * UTF-8 and for characters written as \uXXXX, which this host would keep as they stand.
 */
export function postedObject(request: ApiRequest): JsonObject {
  checkMethod(request, 'POST');
  if (request.body.length === 0) throw new AccountRefusal(44002);
  const value = parsed(request.body);
  if (!isObject(value)) throw new AccountRefusal(47001);
  return value;
}

function parsed(body: Buffer): unknown {
  try {
    return parseJsonBody({ 'content-type': 'application/json' }, body);
  } catch (error) {
    if (error instanceof Refusal) throw new AccountRefusal(error.errcode === 40033 ? 40033 : 47001);
    throw error;
  }
}

/** The media_id that a request posts. @throws AccountRefusal 41006 when it is missing, 40007 when it is no text. */
export function postedMediaId({ media_id }: JsonObject): string {
  if (media_id === undefined || media_id === '') throw new AccountRefusal(41006);
  if (typeof media_id !== 'string') throw new AccountRefusal(40007);
  return media_id;
}

/** Which part of a list is asked for. @throws AccountRefusal 40097 for a negative offset, or a count that is not from 1 to 20. */
export function postedPage({ offset, count }: JsonObject): { offset: number; count: number } {
  if (typeof offset !== 'number' || !Number.isInteger(offset) || offset < 0) throw new AccountRefusal(40097);
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > 20) throw new AccountRefusal(40097);
  return { offset, count };
}
