import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from './source-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counts-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs vitest as `npm test` does, over these test files, and gives the last line it wrote and how it ended. */
function closeOf(files: Record<string, string>): { lastLine: string | undefined; ok: boolean } {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const reporters = ['--reporter=default', `--reporter=${join(ROOT, 'test/support/counts-reporter.ts')}`];
  const { stdout, status } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder, '--globals', '--passWithNoTests', ...reporters],
    // Colour is forced, because the closing line must stay plain even then.
    { encoding: 'utf8', env: { ...process.env, FORCE_COLOR: '1' } },
  );
  return { lastLine: stdout.trimEnd().split('\n').at(-1), ok: status === 0 };
}

describe('the closing line of a test run', () => {
  it('counts what passed', () => {
    const files = { 'a.test.js': `it('a', () => {}); it('b', () => {});`, 'b.test.js': `describe('x', () => { it('c', () => {}); });` };
    expect(closeOf(files)).toEqual({ lastLine: '3 passed, 0 failed', ok: true });
  });

  it('counts what failed and what was skipped', () => {
    const files = { 'a.test.js': `it('a', () => {}); it('b', () => { throw new Error('no'); }); it.skipIf(true)('c', () => {});` };
    expect(closeOf(files)).toEqual({ lastLine: '1 passed, 1 failed, 1 skipped', ok: false });
  });

  it('counts a test that skips itself when it runs', () => {
    expect(closeOf({ 'a.test.js': `it('a', ({ skip }) => { skip('no browser'); });` })).toEqual({
      lastLine: '0 passed, 0 failed, 1 skipped',
      ok: true,
    });
  });

  it.each([
    ['a file that does not load', `throw new Error('at the top');`, /^0 passed, 1 failed$/],
    ['a hook that throws', `beforeAll(() => { throw new Error('hook'); }); it('a', () => {});`, /^0 passed, 1 failed, 1 skipped$/],
    ['an error nobody caught', `it('a', async () => { Promise.reject(new Error('lost')); await new Promise((r) => setTimeout(r, 50)); });`, /^1 passed, 1 failed$/],
  ])('never says "0 failed" after %s', (_what, text, expected) => {
    const { lastLine, ok } = closeOf({ 'a.test.js': text });
    expect(lastLine).toMatch(expected);
    expect(ok).toBe(false);
  });
});
