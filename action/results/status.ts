import type { Problem } from '../../core/errors.ts';
import { nearest } from '../../core/validate/nearest.ts';
import { quoted } from '../../core/validate/words.ts';
import { RESULTS } from './result.ts';
import type { Result } from './result.ts';

/** Reads the input `status`; of a blank one nothing is known. */
export function readStatus(text: string): { ok: true; value: Result | undefined } | { ok: false; problem: Problem } {
  const word = text.trim().toLowerCase();
  const value = RESULTS.find((known) => known === word);
  if (value !== undefined || word === '') return { ok: true, value };
  const near = nearest(word, RESULTS);
  const fix = near === undefined ? 'Write status: ${{ job.status }}' : `Write ${near}, if that is what you mean, or status: \${{ job.status }}`;
  return { ok: false, problem: { path: 'status', limit: `one of ${RESULTS.join(', ')}`, actual: quoted(text.trim()), fix } };
}
