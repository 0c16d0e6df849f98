import type { Problem } from '../../core/errors.ts';
import { nearest } from '../../core/validate/nearest.ts';
import { quoted } from '../../core/validate/words.ts';
import { RESULTS } from './result.ts';
import type { Result } from './result.ts';

const WORDS = [...RESULTS, 'change'] as const;

/** When to tell, or to mention: always, or on any of these. */
export type Occasions = 'always' | ReadonlySet<(typeof WORDS)[number]>;

/** Reads `notify-on` or `mention-on`: `always`, or some of success, failure, cancelled, skipped and change, separated by commas, spaces or lines. */
export function readOccasions(path: 'notify-on' | 'mention-on', text: string): { ok: true; value: Occasions } | { ok: false; problems: Problem[] } {
  const given = text.toLowerCase().split(/[\s,，|]+/).filter((word) => word !== '');
  const known: readonly string[] = ['always', ...WORDS];
  const problems = given
    .filter((word) => !known.includes(word))
    .map((word): Problem => {
      const near = nearest(word, known);
      return { path, limit: `always, or any of ${WORDS.join(', ')}`, actual: quoted(word), fix: near === undefined ? 'Write failure, or several such as failure, change' : `Write ${near}, if that is what you mean` };
    });
  if (problems.length > 0) return { ok: false, problems };
  if (given.length === 0 || given.includes('always')) return { ok: true, value: 'always' };
  return { ok: true, value: new Set(WORDS.filter((word) => given.includes(word))) };
}

/** Must the result of the previous run be asked for? Only when nothing else decides. */
export function needsPrevious(occasions: Occasions, result: Result | undefined): boolean {
  return occasions !== 'always' && occasions.has('change') && isVerdict(result) && !occasions.has(result);
}

/**
 * Is this one of the occasions?
 *
 * A change is a verdict – success or failure – other than the last one; 'none' is a branch's first. What was cancelled or
 * skipped is no verdict and changes nothing: where newer pushes cancel older runs, every other message would be noise.
 *
 * @param previous the last verdict before this run; asked for when {@link needsPrevious} says so.
 */
export function isOccasion(occasions: Occasions, result: Result | undefined, previous?: Verdict | 'none'): boolean {
  if (occasions === 'always') return true;
  if (result === undefined) return false;
  return occasions.has(result) || (occasions.has('change') && isVerdict(result) && previous !== undefined && previous !== result);
}

export type Verdict = Extract<Result, 'success' | 'failure'>;

export const isVerdict = (result: Result | undefined): result is Verdict => result === 'success' || result === 'failure';

/** An occasion that can never come, because nobody says what the result is, would silence the step for ever. */
export function checkOccasions(path: 'notify-on' | 'mention-on', occasions: Occasions, result: Result | undefined): Problem[] {
  if (occasions === 'always' || result !== undefined) return [];
  return [
    {
      path,
      limit: 'always, as long as the result is not given',
      actual: `${[...occasions].join(', ')}, without status or needs`,
      fix: 'Add status: ${{ job.status }}, or needs: ${{ toJSON(needs) }} in a job of its own, and if: always() at the step',
    },
  ];
}
