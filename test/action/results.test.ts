import { describe, expect, it } from 'vitest';

import { overallResult, readNeeds } from '../../action/results/needs.ts';
import { checkOccasions, isOccasion, needsPrevious, readOccasions } from '../../action/results/occasions.ts';
import type { Occasions } from '../../action/results/occasions.ts';
import { RESULTS } from '../../action/results/result.ts';
import type { Result } from '../../action/results/result.ts';
import { readStatus } from '../../action/results/status.ts';

const NEEDS = JSON.stringify({ lint: { result: 'success', outputs: {} }, test: { result: 'failure', outputs: { token: 'secret' } }, deploy: { result: 'skipped', outputs: {} } }, null, 2);

const occasionsOf = (text: string): Occasions => {
  const read = readOccasions('notify-on', text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
};

describe('the input status', () => {
  it('takes the four results, in any capitals, and nothing at all', () => {
    for (const result of RESULTS) expect(readStatus(` ${result.toUpperCase()} `)).toEqual({ ok: true, value: result });
    expect(readStatus(' ')).toEqual({ ok: true, value: undefined });
  });

  it('refuses another word with the nearest, or with what to write', () => {
    expect(readStatus('sucess')).toMatchObject({ ok: false, problem: { path: 'status', actual: '"sucess"', fix: expect.stringContaining('Write success') as string } });
    expect(readStatus('${{ job.status }}')).toMatchObject({ ok: false, problem: { fix: 'Write status: ${{ job.status }}' } });
  });
});

describe('the input needs', () => {
  it('is each job with its result, in order, and none of its outputs', () => {
    expect(readNeeds(NEEDS)).toEqual({ ok: true, value: [{ name: 'lint', result: 'success' }, { name: 'test', result: 'failure' }, { name: 'deploy', result: 'skipped' }] });
  });

  it.each(['', '  \n', '{}'])('is empty for %j', (text) => {
    expect(readNeeds(text)).toEqual({ ok: true, value: [] });
  });

  it.each([
    ['Object', 'the word Object, which is what an expression without toJSON gives'],
    ['{"lint": {', 'a text that is no JSON'],
    ['["lint"]', 'an array'],
    ['null', 'null'],
    ['{"lint": "success"}', '"lint" with no result'],
    ['{"lint": {"result": "passed"}}', '"lint" with the result "passed"'],
  ])('refuses %j and says what it is', (text, actual) => {
    expect(readNeeds(text)).toEqual({
      ok: false,
      problem: { path: 'needs', limit: 'the needs context as JSON', actual, fix: 'Write needs: ${{ toJSON(needs) }}, with needs: [job, …] at this job' },
    });
  });
});

describe('what all jobs amount to', () => {
  const of = (...results: Result[]): { name: string; result: Result }[] => results.map((result, index) => ({ name: String(index), result }));

  it.each<[Result[], Result | undefined, Result | undefined]>([
    [['success', 'success'], 'success', 'success'],
    [['success', 'failure', 'cancelled'], 'success', 'failure'],
    [['success', 'cancelled', 'skipped'], 'success', 'cancelled'],
    [['success', 'skipped'], undefined, 'success'],
    // The job that reports is a success itself, which says nothing of the others.
    [['skipped', 'skipped'], 'success', 'skipped'],
    [['success'], 'failure', 'failure'],
    [[], 'cancelled', 'cancelled'],
    [[], undefined, undefined],
  ])('of %j, reported by a job that is %s, is %s', (results, own, overall) => {
    expect(overallResult(of(...results), own)).toBe(overall);
  });
});

describe('notify-on and mention-on', () => {
  it('take always, or words separated in any way', () => {
    expect(occasionsOf('')).toBe('always');
    expect(occasionsOf('failure, always')).toBe('always');
    expect(occasionsOf('Failure，change\ncancelled')).toEqual(new Set(['failure', 'cancelled', 'change']));
  });

  it('refuse every unknown word, each with the nearest', () => {
    expect(readOccasions('mention-on', 'failures, sometimes')).toMatchObject({
      ok: false,
      problems: [
        { path: 'mention-on', actual: '"failures"', fix: 'Write failure, if that is what you mean' },
        { path: 'mention-on', actual: '"sometimes"', fix: 'Write failure, or several such as failure, change' },
      ],
    });
  });

  it('hold for the results they name, and always for all', () => {
    for (const result of RESULTS) {
      expect(isOccasion('always', result)).toBe(true);
      expect(isOccasion(occasionsOf('failure cancelled'), result)).toBe(result === 'failure' || result === 'cancelled');
    }
  });

  it.each<[Result, 'success' | 'failure' | 'none', boolean]>([
    ['failure', 'success', true],
    ['success', 'failure', true],
    ['failure', 'failure', false],
    ['success', 'success', false],
    ['success', 'none', true],
    ['failure', 'none', true],
    ['cancelled', 'success', false],
    ['skipped', 'failure', false],
  ])('know a change: %s after %s is one: %s', (result, previous, expected) => {
    expect(isOccasion(occasionsOf('change'), result, previous)).toBe(expected);
  });

  it('ask for the previous run only when nothing else decides', () => {
    expect(needsPrevious(occasionsOf('failure, change'), 'failure')).toBe(false);
    expect(needsPrevious(occasionsOf('failure, change'), 'success')).toBe(true);
    expect(needsPrevious(occasionsOf('change'), 'cancelled')).toBe(false);
    expect(needsPrevious(occasionsOf('failure'), 'success')).toBe(false);
    expect(needsPrevious('always', 'success')).toBe(false);
  });

  it('are refused where nobody says what the result is, since they would never come', () => {
    expect(checkOccasions('notify-on', occasionsOf('failure'), undefined)).toMatchObject([{ path: 'notify-on', actual: 'failure, without status or needs' }]);
    expect(checkOccasions('notify-on', occasionsOf('failure'), 'success')).toEqual([]);
    expect(checkOccasions('notify-on', 'always', undefined)).toEqual([]);
  });
});
