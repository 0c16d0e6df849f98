import type { Problem } from '../../core/errors.ts';
import { isRecord, kindOf } from '../../core/validate/kinds.ts';
import { quoted } from '../../core/validate/words.ts';
import { oneLine } from '../context/payload.ts';
import { RESULTS } from './result.ts';
import type { Result } from './result.ts';

/** A job's result; of a job with a matrix, GitHub's own sum of all its legs. */
export interface JobResult {
  name: string;
  result: Result;
}

type Read<T> = { ok: true; value: T } | { ok: false; problem: Problem };

const LIMIT = 'the needs context as JSON';
const FIX = 'Write needs: ${{ toJSON(needs) }}, with needs: [job, …] at this job';

/**
 * Reads the input `needs`: the jobs that this one waited for, in the order of the workflow. Their outputs, which may hold
 * anything, are not looked at. Of a blank input the list is empty.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#needs-context
 */
export function readNeeds(text: string): Read<JobResult[]> {
  if (text.trim() === '') return { ok: true, value: [] };
  const parsed = parse(text);
  if (parsed === undefined) return refused(wroteObject(text) ? 'the word Object, which is what an expression without toJSON gives' : 'a text that is no JSON');
  if (!isRecord(parsed)) return refused(kindOf(parsed));
  const jobs: JobResult[] = [];
  for (const [name, job] of Object.entries(parsed)) {
    const word = isRecord(job) ? job.result : undefined;
    const result = RESULTS.find((known) => known === word);
    if (result === undefined) return refused(`${quoted(name)} with ${typeof word === 'string' ? `the result ${quoted(word)}` : 'no result'}`);
    jobs.push({ name: oneLine(name), result });
  }
  return { ok: true, value: jobs };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const wroteObject = (text: string): boolean => text.trim() === 'Object';

const refused = (actual: string): Read<never> => ({ ok: false, problem: { path: 'needs', limit: LIMIT, actual, fix: FIX } });

/** The worst first: one job that failed is what all of them amount to. Skipped jobs count only where nothing else ran. */
const WORST_FIRST: readonly Result[] = ['failure', 'cancelled', 'success', 'skipped'];

/**
 * What all of it amounts to; undefined where nothing is known. The job that only reports is itself a success as a rule, so
 * beside those it waited for, its own result counts only when it is none.
 */
export function overallResult(jobs: readonly JobResult[], own: Result | undefined): Result | undefined {
  const all = jobs.map(({ result }) => result);
  if (own !== undefined && (jobs.length === 0 || own === 'failure' || own === 'cancelled')) all.push(own);
  return WORST_FIRST.find((result) => all.includes(result));
}
