import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';

import { readCallbackSettings } from '../../../core/callback/settings.ts';
import type { GivenSettings } from '../../../core/callback/settings.ts';
import { badKeys } from './vectors.ts';

const KEY = '6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt';
const given = (changes: Partial<GivenSettings>): GivenSettings => ({ token: 'QDG6eK', encodingAesKey: KEY, receiveId: { expected: 'ww1436e0e65a779aee' }, ...changes });

const problemsOf = (changes: Partial<GivenSettings>) => {
  const read = readCallbackSettings(given(changes));
  return read.ok ? [] : read.problems;
};

describe('the settings of a callback', () => {
  it('are taken as the admin console shows them, also with white space around them', () => {
    const read = readCallbackSettings({ token: ' QDG6eK\n', encodingAesKey: ` ${KEY} `, receiveId: { expected: ' ww1436e0e65a779aee\t' } });
    expect(read).toMatchObject({ ok: true, value: { token: 'QDG6eK', receiveId: { expected: 'ww1436e0e65a779aee' } } });
  });

  it.each(badKeys)('name what is wrong with a key: $why', ({ key }) => {
    const [problem, ...others] = problemsOf({ encodingAesKey: key });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ path: 'encodingAesKey', limit: '43 letters and digits' });
    expect(problem?.actual).not.toBe('');
    if (key !== '') expect(JSON.stringify(problem)).not.toContain(key);
  });

  it.each([
    ['', 'empty'],
    [`${KEY}=`, '43 and a ='],
    [KEY.slice(1), '42 characters'],
    [`${KEY}ab`, '45 characters'],
    [`${KEY.slice(0, 20)}\n${KEY.slice(20)}`, 'white space inside'],
    [`${KEY.slice(0, -1)}_`, 'one with - or _'],
    [`${KEY.slice(0, -1)}é`, '43 characters, not all of them letters and digits'],
  ])('say of the key %j: %s', (encodingAesKey, actual) => {
    expect(problemsOf({ encodingAesKey })).toMatchObject([{ actual }]);
  });

  it.each([['', 'empty'], ['a'.repeat(33), '33 characters'], ['with space', 'one with other characters'], ['fake_token', 'one with other characters']])('say of the token %j: %s', (token, actual) => {
    expect(problemsOf({ token })).toMatchObject([{ path: 'token', limit: '1 to 32 letters and digits', actual }]);
  });

  it('take an empty receive id, which an AI bot has, and none that could be none', () => {
    expect(problemsOf({ receiveId: { expected: '' } })).toEqual([]);
    expect(problemsOf({ receiveId: 'unchecked' })).toEqual([]);
    expect(problemsOf({ receiveId: { expected: 'two words' } })).toMatchObject([{ path: 'receiveId' }]);
  });

  it('name everything that is wrong at once', () => {
    expect(problemsOf({ token: '', encodingAesKey: '', receiveId: { expected: '\u0000' } }).map(({ path }) => path)).toEqual(['token', 'encodingAesKey', 'receiveId']);
  });

  it('do not show the key when they are printed', () => {
    const read = readCallbackSettings(given({}));
    const shown = inspect(read, { depth: 9, showHidden: true }) + JSON.stringify(read);
    const bytes = Buffer.from(`${KEY}=`, 'base64');
    expect(shown).toContain('QDG6eK');
    for (const hidden of [KEY, KEY.slice(0, 20), bytes.toString('hex', 0, 8), inspect(bytes).slice(8, 30), bytes.subarray(0, 6).join()]) expect(shown).not.toContain(hidden);
  });
});
