import { postedObject } from '../app/posted.ts';
import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { singleValue } from '../requests.ts';
import type { World } from '../world.ts';
import { readerOf } from './caller.ts';
import { departmentIn } from './departments.ts';
import { departmentsOf, membersInSight, membersOf } from './tree.ts';

/**
 * GET /cgi-bin/user/simplelist: the members of one department, and of none below it.
 * Source: https://developer.work.weixin.qq.com/document/path/90200
 * @throws Refusal with the codes of readerOf and departmentIn.
 */
export function getMembers(request: ApiRequest, world: World): Answer {
  const { settings } = readerOf(request, world, 'GET', 'names');
  const id = departmentIn(singleValue(request.query, 'department_id'), settings);
  const userlist = membersOf(id).map((member) => ({ userid: member.userid, name: member.name, department: departmentsOf(member), open_userid: '' }));
  return jsonAnswer(0, 'ok', { userlist });
}

const MOST = 10_000;

/**
 * POST /cgi-bin/user/list_id: a row for each department of each member, page by page. What the cursor holds is the server's own.
 * Source: https://developer.work.weixin.qq.com/document/path/96067
 * @throws Refusal with the codes of readerOf and postedObject; 40058 for a limit that is none, or a cursor that was never given.
 */
export function listMemberIds(request: ApiRequest, world: World): Answer {
  const { settings } = readerOf(request, world, 'POST', 'all userids');
  const { cursor = '', limit = MOST } = postedObject(request);
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > MOST) throw new Refusal(40058, 'limit is not from 1 to 10000');
  const rows = membersInSight(settings).flatMap((member) => departmentsOf(member).map((department) => ({ userid: member.userid, department })));
  const from = cursor === '' ? 0 : Number(/^row-(\d+)$/.exec(String(cursor))?.[1] ?? NaN);
  if (!(from < rows.length)) throw new Refusal(40058, 'cursor is not one that was given');
  const next = from + limit;
  return jsonAnswer(0, 'ok', { next_cursor: next < rows.length ? `row-${next}` : '', dept_user: rows.slice(from, next) });
}
