import { RejectedError } from './errors.ts';
import { mapSent } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { jsonBody, request } from './request.ts';
import type { Connection } from './request.ts';
import { DIRECTORY, NAMES_WITHHELD } from './spec/directory.ts';
import { isRecord } from './validate/kinds.ts';
import type { Json } from './verdict.ts';

/*
 * Whom an application can send to, for a person to choose from. It sees the departments, members and tags of its visible range, and
 * of some only the ids.
 */

/** A department, member or tag. */
export interface Entry {
  /** As a message names it. */
  id: string;
  /** Absent where WeCom gives ids alone. */
  name?: string;
}

/**
 * The departments that the application sees, with those below them.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90208 and, for the ids alone, https://developer.work.weixin.qq.com/document/path/95350
 */
export async function listDepartments(connection: Connection): Promise<Outcome<Entry[]>> {
  const named = mapSent(await request(connection, DIRECTORY.departments, {}), (json) => entriesIn(json, 'department', 'id', 'name'));
  if (!isWithheld(named)) return named;
  return mapSent(await request(connection, DIRECTORY.departmentIds, {}), (json) => entriesIn(json, 'department_id', 'id'));
}

/**
 * The members of one department, without those of the departments below it.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90200
 */
export async function listMembers(connection: Connection, departmentId: string): Promise<Outcome<Entry[]>> {
  return mapSent(await request(connection, DIRECTORY.members, { query: { department_id: departmentId } }), (json) => entriesIn(json, 'userlist', 'userid', 'name'));
}

/** Entries of one page; the most that WeCom gives at once. */
const PAGE = 10_000;

/**
 * The userids of all members, each once, where WeCom gives no names.
 *
 * @see https://developer.work.weixin.qq.com/document/path/96067
 */
export async function listMemberIds(connection: Connection): Promise<Outcome<Entry[]>> {
  const ids = new Set<string>();
  for (let cursor = ''; ; ) {
    const outcome = await request(connection, DIRECTORY.memberIds, { body: jsonBody({ ...(cursor === '' ? {} : { cursor }), limit: PAGE }) });
    if (outcome.delivery !== 'sent') return outcome;
    const before = ids.size;
    for (const { id } of entriesIn(outcome.value, 'dept_user', 'userid')) ids.add(id);
    const { next_cursor: next } = outcome.value;
    // A page with nobody new on it would come again and again.
    if (typeof next !== 'string' || next === '' || ids.size === before) return { ...outcome, value: [...ids].map((id) => ({ id })) };
    cursor = next;
  }
}

/** @see https://developer.work.weixin.qq.com/document/path/90216 */
export async function listTags(connection: Connection): Promise<Outcome<Entry[]>> {
  return mapSent(await request(connection, DIRECTORY.tags, {}), (json) => entriesIn(json, 'taglist', 'tagid', 'tagname'));
}

/** Was this refused to a caller who may still have the ids? */
export function isWithheld(outcome: Outcome<unknown>): boolean {
  return outcome.delivery !== 'sent' && outcome.error instanceof RejectedError && NAMES_WITHHELD.includes(outcome.error.errcode);
}

function entriesIn(json: Json, list: string, idName: string, nameName?: string): Entry[] {
  const rows: unknown = json[list];
  return (Array.isArray(rows) ? rows : []).filter(isRecord).flatMap((row): Entry[] => {
    const [id, name] = [row[idName], nameName === undefined ? undefined : row[nameName]];
    if ((typeof id !== 'string' && typeof id !== 'number') || id === '') return [];
    return [{ id: String(id), ...(typeof name === 'string' && name !== '' ? { name } : {}) }];
  });
}
