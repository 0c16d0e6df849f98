import type { Problem } from '../core/errors.ts';

/** One `path.to.field=value` line. */
export interface FieldLine {
  /** Names, and numbers for places in a list. */
  path: (string | number)[];
  /** Everything after the first `=`, as written. */
  value: string;
}

/** No list in a message is longer; a larger place would only make a hole. */
const MAX_PLACE = 999;

/** Reads the lines of `fields`: `news.articles[0].title=Nightly`, or `news.articles.0.title=Nightly`. Blank ones count only as lines. */
export function parseFields(text: string): { fields: FieldLine[]; problems: Problem[] } {
  const fields: FieldLine[] = [];
  const problems: Problem[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '') return;
    const match = /^\s*([^=\s]+)\s*=(.*)$/s.exec(line);
    const path = match?.[1]?.replaceAll(/\[(\d+)\]/g, '.$1').split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    if (path?.every(isStep) !== true) {
      problems.push({
        path: `fields (line ${index + 1})`,
        limit: 'path.to.field=value',
        actual: 'a line of another form',
        fix: 'Write it like text.content=Hello or news.articles[0].title=Nightly',
      });
      return;
    }
    fields.push({ path, value: match?.[2] ?? '' });
  });
  return { fields, problems };
}

/** These names reach the prototype every object shares, and no WeCom field has them. */
const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor']);

const isStep = (step: string | number): boolean => (typeof step === 'number' ? step <= MAX_PLACE : /^\w+$/.test(step) && !FORBIDDEN.has(step));

/** Puts a value into a message, making the objects and lists on the way. Returns the changed copy. */
export function setField(target: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === 'number' && (target === undefined || target === null || Array.isArray(target))) {
    const list: unknown[] = [...((target as unknown[] | null | undefined) ?? [])];
    list[step] = setField(list[step], rest, value);
    // A place beyond the end leaves a hole, which JSON would write as null; validation then names it.
    return Array.from(list, (item) => item ?? null);
  }
  const object = typeof target === 'object' && target !== null && !Array.isArray(target) ? (target as Record<string, unknown>) : {};
  return { ...object, [step]: setField(Object.hasOwn(object, step) ? object[step] : undefined, rest, value) };
}
