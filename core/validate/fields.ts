import { fieldsFor, memberSpec } from '../spec/messages.ts';
import type { FieldSpec, FieldType } from '../spec/types.ts';
import { isJsonValue, isRecord, kindOf } from './kinds.ts';
import { overLimit } from './limits.ts';
import { nearest } from './nearest.ts';
import type { Report } from './report.ts';
import { becauseOf, isAbsent, isExcluded, isRequired, own } from './requirements.ts';
import type { Siblings } from './requirements.ts';
import { allowed, checkText } from './texts.ts';
import { checkUnique } from './unique.ts';
import { expected, memberPath, oneOf, quoted } from './words.ts';

/** Checks an object's fields, then names those it should not have. The one interpreter of the tables: it knows no type by name. */
export function checkFields(spec: FieldSpec, object: Siblings, path: string, report: Report): void {
  const choice = spec.variants === undefined ? undefined : own(object, spec.variants.by);
  const fields = fieldsFor(spec, choice);
  for (const field of fields) checkValue(field, own(object, field.name), object, memberPath(path, field.name), report);

  // As long as the choice is wrong, nobody can tell which of the others belong.
  const chosen = spec.variants === undefined || spec.variants.of.some(({ value }) => value === choice);
  if (chosen) warnOfStrangers(spec, fields, object, path, report);
}

function checkValue(spec: FieldSpec, value: unknown, siblings: Siblings, path: string, report: Report): void {
  if (isAbsent(value)) {
    if (!isRequired(spec.required, siblings)) return;
    report.problem({ path, limit: allowed(spec), actual: value === undefined ? 'missing' : 'empty', fix: `Fill it in${becauseOf(spec.required, siblings)}` });
    return;
  }
  if (!isJsonValue(value)) return; // Reported where the whole message was checked for such.
  if (spec.without !== undefined && isExcluded(spec.without, siblings)) {
    const { when } = spec.without;
    report.problem({ path, limit: `nothing when ${when} is ${String(own(siblings, when))}`, actual: 'filled in', fix: `Take it out, or change ${when}` });
    return;
  }
  if (!hasType(spec.type, value)) {
    report.problem({ path, limit: expected(spec.type), actual: kindOf(value), fix: fixOfType(spec.type, value) });
    return;
  }
  if (typeof value === 'string' && !checkText(spec, value, siblings, path, report)) return;
  if (spec.values !== undefined && !spec.values.some((known) => known === value)) reportChoice(spec.values, value, path, report);
  if (isRecord(value)) checkFields(spec, value, path, report);
  if (Array.isArray(value)) checkMembers(spec, value, siblings, path, report);

  const excess = spec.limit === undefined ? undefined : overLimit(spec.limit, value);
  if (excess === undefined) return;
  if (spec.limit?.over === 'advised' || spec.limit?.over === 'clipped') report.warning({ path, ...excess });
  else report.problem({ path, ...excess });
}

function checkMembers(spec: FieldSpec, members: readonly unknown[], siblings: Siblings, path: string, report: Report): void {
  const member = memberSpec(spec);
  for (const [index, value] of members.entries()) checkValue(member, value, siblings, memberPath(path, index), report);
  if (spec.unique !== undefined) checkUnique(spec.unique, members, path, report);
}

function reportChoice(values: readonly (string | number)[], value: unknown, path: string, report: Report): void {
  const given = typeof value === 'string' || typeof value === 'number' ? quoted(value) : kindOf(value);
  const near = typeof value === 'string' ? nearest(value, values.map(String)) : undefined;
  const fix = near === undefined ? 'Choose one of these' : `Write ${quoted(near)}, if that is what you mean`;
  report.problem({ path, limit: oneOf(values), actual: given, fix });
}

function warnOfStrangers({ variants }: FieldSpec, fields: readonly FieldSpec[], object: Siblings, path: string, report: Report): void {
  const known = fields.map(({ name }) => name);
  for (const key of Object.keys(object)) {
    if (known.includes(key) || object[key] === undefined) continue;
    const owner = variants?.of.find((variant) => variant.fields.some(({ name }) => name === key));
    const near = nearest(key, known);
    report.warning({
      path: memberPath(path, key),
      limit: known.join(', '),
      actual: owner === undefined || variants === undefined ? 'a field that is not known here' : `a field of ${variants.by} ${quoted(owner.value)}`,
      fix: owner === undefined && near !== undefined ? `Write ${near}, if that is what you mean: as it is, it may be ignored` : 'Take it out: it may be ignored',
    });
  }
}

function hasType(type: FieldType, value: unknown): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'object':
      return isRecord(value);
    case 'strings':
    case 'integers':
    case 'objects':
      return Array.isArray(value);
    default:
      return typeof value === type;
  }
}

function fixOfType(type: FieldType, value: unknown): string {
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return 'Put it in quotes';
  if ((type === 'integer' || type === 'number' || type === 'boolean') && typeof value === 'string') return 'Write it without quotes';
  if ((type === 'strings' || type === 'integers' || type === 'objects') && !Array.isArray(value)) return 'Make it an array, also when it holds only one';
  return value === null ? 'Give it a value, or leave it out' : `Make it ${expected(type)}`;
}
