import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { ROOT } from './source-files.ts';

/** Runs the check that stands before every npm script, on a Node that says it is of this version. */
function checkOn(version: string): { status: number | null; stderr: string } {
  const pretend =
    `Object.defineProperty(process.versions, 'node', { value: '${version}' });` +
    `Object.defineProperty(process, 'version', { value: 'v${version}' });`;
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, `${ROOT}scripts/check-node.mjs`],
    { encoding: 'utf8' },
  );
  return { status, stderr };
}

describe('the check of the Node version', () => {
  it.each(['24.0.0', '24.21.0', '26.1.0'])('lets %s pass without a word', (version) => {
    expect(checkOn(version)).toEqual({ status: 0, stderr: '' });
  });

  it.each(['20.20.2', '23.11.0'])('stops on %s with one line that says what to do', (version) => {
    const { status, stderr } = checkOn(version);
    expect(status).toBe(1);
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(new RegExp(`here is v${version}.*--ignore-scripts`))]);
  });
});
