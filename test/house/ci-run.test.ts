import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from './source-files.ts';

interface Step {
  says?: string;
  exitCode?: number;
}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ci-run-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function program(name: string, script: string): void {
  const path = join(folder, 'bin', name);
  writeFileSync(path, `#!/usr/bin/env bash\n${script}\n`);
  chmodSync(path, 0o755);
}

/** Runs .ci/run where npm only says and does what is told here, by the words after it; other commands pass in silence. */
function run(npm: Record<string, Step>): { lines: string[]; status: number | null } {
  mkdirSync(join(folder, 'bin'));
  cpSync(join(ROOT, '.ci/run'), join(folder, '.ci/run'));
  const cases = Object.entries(npm).map(([words, { says = '', exitCode = 0 }]) => `'${words}') printf '%s' '${says}'; exit ${exitCode} ;;`);
  program('npm', `case "$*" in ${cases.join(' ')} esac`);
  program('apt-get', '');
  program('uname', 'echo Linux x86_64');
  const env = { ...process.env, PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter) };
  const { stdout, status } = spawnSync('bash', [join(folder, '.ci/run')], { encoding: 'utf8', env });
  return { lines: stdout.trimEnd().split('\n'), status };
}

const closeOf = (npm: Record<string, Step>): { last: string | undefined; status: number | null } => {
  const { lines, status } = run(npm);
  return { last: lines.at(-1), status };
};

describe.skipIf(process.platform === 'win32')('the run of everything', () => {
  it('closes with the counts of all tests together', () => {
    const npm = { test: { says: '10 passed, 0 failed\n' }, 'run test:n8n': { says: 'words\n5 passed, 0 failed, 2 skipped\n' } };
    expect(closeOf(npm)).toEqual({ last: '15 passed, 0 failed, 2 skipped', status: 0 });
  });

  it('stops at the first step that fails, and keeps what was counted', () => {
    const { lines, status } = run({ test: { says: '9 passed, 1 failed\n', exitCode: 1 } });
    expect(lines.at(-1)).toBe('9 passed, 1 failed');
    expect(lines).not.toContain('> npm run test:n8n');
    expect(status).toBe(1);
  });

  it.each([
    ['a step before the tests fails', { ci: { exitCode: 1 } }, '0 passed, 1 failed'],
    ['tests pass and their run ends badly all the same', { test: { says: '9 passed, 0 failed\n', exitCode: 1 } }, '9 passed, 1 failed'],
    ['a test run says nothing and ends well', { test: { says: '9 passed, 0 failed\n' }, 'run test:n8n': {} }, '9 passed, 1 failed'],
  ])('never says "0 failed" when %s', (_when, npm, last) => {
    expect(closeOf(npm)).toEqual({ last, status: 1 });
  });
});
