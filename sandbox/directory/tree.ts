import { MEMBERS } from '../app/members.ts';
import type { AppSettings, Member } from '../types.ts';

export interface Department {
  id: number;
  name: string;
  /** 0 = none: the root. */
  parentid: number;
  order: number;
}

const DEPARTMENTS: readonly Department[] = [
  { id: 1, name: 'Example Corp', parentid: 0, order: 100_000_000 },
  { id: 2, name: 'Development', parentid: 1, order: 100_000_000 },
  { id: 3, name: 'Testing', parentid: 1, order: 99_999_000 },
];

export const TAGS = [
  { tagid: 1, tagname: 'On call' },
  { tagid: 2, tagname: 'Managers' },
] as const;

/** The departments that an application sees: all, or the one that is its visible range. */
export const departmentsInSight = ({ visibleRange }: AppSettings): readonly Department[] =>
  visibleRange === 'root' ? DEPARTMENTS : DEPARTMENTS.filter(({ id }) => id === 2);

export const isDepartment = (id: number): boolean => DEPARTMENTS.some((department) => department.id === id);

/** The departments that a member is in directly: everybody is somewhere below the root, which counts only for sending. */
export const departmentsOf = ({ parties }: Member): number[] => parties.map(Number).filter((id) => id !== 1);

export const membersOf = (departmentId: number): Member[] => MEMBERS.filter((member) => departmentsOf(member).includes(departmentId));

/** The members that an application sees. */
export function membersInSight(settings: AppSettings): Member[] {
  const ids = departmentsInSight(settings).map(({ id }) => id);
  return MEMBERS.filter((member) => departmentsOf(member).some((id) => ids.includes(id)));
}
