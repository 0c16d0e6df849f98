import type { OperationSpec } from './types.ts';

/** Milliseconds for one attempt. */
const QUICK = 15_000;

const lookUp = (name: string, path: string, document: number, method: 'GET' | 'POST' = 'GET'): OperationSpec => ({
  name,
  method,
  path,
  credential: 'access_token',
  body: method === 'GET' ? 'none' : 'json',
  answer: 'json',
  replay: 'safe',
  timeoutMs: QUICK,
  source: `https://developer.work.weixin.qq.com/document/path/${document}`,
});

/** Who there is to send to. WeCom shows an application only what is in its visible range. */
export const DIRECTORY = {
  departments: lookUp('list the departments', '/cgi-bin/department/list', 90208),
  departmentIds: lookUp('list the ids of the departments', '/cgi-bin/department/simplelist', 95350),
  /** Of one department, without those below it. */
  members: lookUp('list the members of a department', '/cgi-bin/user/simplelist', 90200),
  memberIds: lookUp('list the ids of the members', '/cgi-bin/user/list_id', 96067, 'POST'),
  tags: lookUp('list the tags', '/cgi-bin/tag/list', 90216),
} as const satisfies Record<string, OperationSpec>;

/**
 * The refusals after which the ids may still be had, without names: they are all that the secret of the contacts' synchronisation
 * is given since August 2022, and a private deployment may keep names back in the same way.
 */
export const NAMES_WITHHELD: readonly number[] = [48002, 48009];
