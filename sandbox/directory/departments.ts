import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { singleValue } from '../requests.ts';
import type { AppSettings } from '../types.ts';
import type { World } from '../world.ts';
import { readerOf } from './caller.ts';
import { departmentsInSight, isDepartment } from './tree.ts';
import type { Department } from './tree.ts';

/**
 * GET /cgi-bin/department/list: a department and those below it, or all that the application sees.
 * Source: https://developer.work.weixin.qq.com/document/path/90208
 * @throws Refusal with the codes of readerOf and asked.
 */
export function getDepartments(request: ApiRequest, world: World): Answer {
  const { settings } = readerOf(request, world, 'GET', 'names');
  const department = asked(request, settings).map((one) => ({ ...one, name_en: '', department_leader: [] }));
  return jsonAnswer(0, 'ok', { department });
}

/**
 * GET /cgi-bin/department/simplelist: the same without names.
 * Source: https://developer.work.weixin.qq.com/document/path/95350
 * @throws Refusal with the codes of readerOf and asked.
 */
export function getDepartmentIds(request: ApiRequest, world: World): Answer {
  const { settings } = readerOf(request, world, 'GET', 'ids');
  const department_id = asked(request, settings).map(({ id, parentid, order }) => ({ id, parentid, order }));
  return jsonAnswer(0, 'ok', { department_id });
}

/** @throws Refusal with the codes of departmentIn. */
function asked({ query }: ApiRequest, settings: AppSettings): readonly Department[] {
  const id = singleValue(query, 'id');
  if (id === '') return departmentsInSight(settings);
  const wanted = departmentIn(id, settings);
  return departmentsInSight(settings).filter((department) => department.id === wanted || department.parentid === wanted);
}

/**
 * A department that the application sees.
 * @throws Refusal 60123 for an id that is none, 60003 for one that no department has, 60011 for one that it does not see.
 */
export function departmentIn(text: string, settings: AppSettings): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new Refusal(60123);
  const id = Number(text);
  if (!isDepartment(id)) throw new Refusal(60003);
  if (!departmentsInSight(settings).some((department) => department.id === id)) throw new Refusal(60011);
  return id;
}
