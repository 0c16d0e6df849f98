import type { Problem } from '../../core/errors.ts';
import { titleOf } from '../../core/spec/titles.ts';

/** The problem with a label before the vendor’s name for its field. */
export const withLabel = (problem: Problem, label: string | undefined): Problem =>
  label === undefined || label === problem.path ? problem : { ...problem, path: `${label} (${problem.path})` };

/** The names and indexes of a path: `articles[0].title` has three. */
export const stepsOf = (path: string): string[] => path.replace(/\[(\d+)\]/g, '.$1').split('.');

/** "Articles 1 → Title". @param start what the steps lead on from. */
export function inWords(steps: readonly string[], start = ''): string {
  return steps.reduce((label, step) => {
    if (/^\d+$/.test(step)) return `${label} ${Number(step) + 1}`;
    return label === '' ? titleOf({ name: step }) : `${label} → ${titleOf({ name: step })}`;
  }, start);
}
