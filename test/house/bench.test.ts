import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const BENCH = join(import.meta.dirname, '..', '..', 'bench');
const MAIN = join(BENCH, 'main.ts');
/** A bundle that does nothing. */
const EMPTY = join(BENCH, 'empty.mjs');

const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** A row of a table: what was measured, then numbers. */
const row = (printed: string, name: string): RegExpExecArray[] => [...printed.matchAll(new RegExp(`^ {2}${name}   +(.*)$`, 'gm'))];

describe('npm run bench', () => {
  it('prints every row with its ratios, and beside each aim what was reached', { timeout: 120_000 }, async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [MAIN, '--quick']);
    expect(stderr).toBe('');

    const numbers = hasCurl ? /^\d+\.\d +\d+\.\d\d +\d+\.\d\d$/ : /^\d+\.\d +\d+\.\d\d +–$/;
    const times = { 'node -e 0': 4, 'the Action': 4, 'an empty ES module': 1, 'ten lines of node:http': 1, 'the Action, refusing an input': 1, 'the Action, dry run': 1 };
    for (const [name, tables] of Object.entries(times)) {
      const rows = row(stdout, name).map(([, values]) => values);
      expect(rows.length, name).toBe(tables);
      for (const values of rows) expect(values, name).toMatch(numbers);
    }

    const withCurl = { curl: 1, 'curl, curl': 1, 'curl -F': 2 };
    for (const [name, tables] of Object.entries(withCurl)) {
      const rows = row(stdout, name).map(([, values]) => values);
      expect(rows.length, name).toBe(tables);
      for (const values of rows) expect(values, name).toMatch(hasCurl ? numbers : /^curl is not here$/);
    }

    const verdicts = [...stdout.matchAll(/^ {2}aim ≤ [\d.]+ (?:× [^,:]+|kB)(.*)$/gm)].map(([, reached]) => reached);
    expect(verdicts).toHaveLength(7);
    for (const reached of verdicts) expect(reached).toMatch(hasCurl ? /^, (?:reached|missed with) \d+\.\d/ : /^, (?:reached|missed with) \d+\.\d|^: not measured, curl is not here$/);

    for (const name of ['ours', 'wxcrypt', '@wecom/crypto, XML by wxcrypt']) {
      const rows = row(stdout, name).map(([, values]) => values);
      expect(rows.length, name).toBe(2);
      for (const values of rows) expect(values, name).toMatch(/^\d+\.\d +\d+ +\d+\.\d\d$/);
    }

    const memory = row(stdout, '(?:One text|One small file uploaded and sent|20 MB uploaded|50 × 1 MB uploaded)');
    if (existsSync('/proc/self/status')) {
      expect(memory).toHaveLength(4);
      for (const [, values] of memory) expect(values).toMatch(hasCurl ? /^(?:\d+\.\d +){3}\d+\.\d\d +\d+\.\d\d$/ : /^curl is not here +(?:\d+\.\d +){2}\d+\.\d\d +–$/);
    } else expect(stdout).toContain('not measured: there is no /proc on this system');
  });

  it.each([
    [['--rounds', 'many'], /^--rounds takes a whole number from 1, and not "many"\.\n$/],
    [['--bundle', 'no-such-bundle.js'], /^There is no .*no-such-bundle\.js to measure: `npm run build` writes the Action's bundle\.\n$/],
  ])('refuses %j in one line', (args, expected) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(expected);
  });

  it('stops where a contender failed, because that measures nothing', () => {
    const { status, stderr } = spawnSync(process.execPath, [MAIN, '--quick', '--bundle', EMPTY], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('"the Action, refusing an input" ended with 0 instead of 1');
  });
});
