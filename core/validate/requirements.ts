import type { FieldSpec, Requirement } from '../spec/types.ts';
import { isRecord } from './kinds.ts';

/** The object that holds a field, and so the others beside it. */
export type Siblings = Record<string, unknown>;

/** Names such as `__proto__` or `constructor` mean nothing here unless somebody really wrote them. */
export const own = (object: Siblings, name: string): unknown => (Object.hasOwn(object, name) ? object[name] : undefined);

/** An empty text is none: forms and templates leave one behind for every field that was not filled in. */
export const isAbsent = (value: unknown): boolean => value === undefined || value === '';

export function isRequired(requirement: Requirement | undefined, siblings: Siblings): boolean {
  if (requirement === undefined || requirement === true) return requirement === true;
  if ('when' in requirement) {
    const value = own(siblings, requirement.when);
    return requirement.is.some((one) => one === value) || (requirement.orAbsent === true && isAbsent(value));
  }
  if ('with' in requirement) return hasContent(valueAt(siblings, requirement.with));
  return !requirement.unless.some((path) => hasContent(valueAt(siblings, path)));
}

/** Whether a sibling has one of the values beside which a field must be left out. */
export function isExcluded({ when, is }: NonNullable<FieldSpec['without']>, siblings: Siblings): boolean {
  return is.some((value) => value === own(siblings, when));
}

/** Why a field is required, as the end of a sentence that says to fill it in. */
export function becauseOf(requirement: Requirement | undefined, siblings: Siblings): string {
  if (requirement === undefined || requirement === true) return '';
  if ('when' in requirement) {
    const value = own(siblings, requirement.when);
    return `, because ${requirement.when} is ${isAbsent(value) ? 'left out' : String(value)}`;
  }
  if ('with' in requirement) return `, because ${requirement.with} needs it`;
  return `, or fill in ${requirement.unless.join(' or ')} instead`;
}

const valueAt = (object: Siblings, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (isRecord(value) ? own(value, name) : undefined), object);

const hasContent = (value: unknown): boolean => !isAbsent(value) && !(typeof value === 'string' && value.trim() === '');
