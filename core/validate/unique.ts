import { isRecord } from './kinds.ts';
import type { Report } from './report.ts';
import { isAbsent, own } from './requirements.ts';
import { memberPath } from './words.ts';

/** Reports each member whose field has a value that an earlier member had. */
export function checkUnique(field: string, members: readonly unknown[], path: string, report: Report): void {
  const seen = new Map<unknown, string>();
  for (const [index, member] of members.entries()) {
    const value = isRecord(member) ? own(member, field) : undefined;
    if (isAbsent(value)) continue;
    const at = memberPath(memberPath(path, index), field);
    const earlier = seen.get(value);
    if (earlier === undefined) seen.set(value, at);
    else report.problem({ path: at, limit: 'a value that no other has', actual: `the same as in ${earlier}`, fix: 'Give each its own' });
  }
}
