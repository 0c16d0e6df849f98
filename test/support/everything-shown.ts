import { expect } from 'vitest';

import type { ActionRun } from '../../scripts/run-action.ts';
import { commandsIn } from './runner-commands.ts';

/** Where the runner shows or keeps what a step wrote: the log without the masks' own lines, and all that is written to files. */
export function everythingShown({ stdout, stderr, summary, outputs }: ActionRun): string {
  const lines = stdout.split(/\r\n|\r|\n/).filter((line) => !line.startsWith('::add-mask::'));
  return [...lines, stderr, summary, JSON.stringify(outputs)].join('\n');
}

export const masksIn = (run: ActionRun): string[] => commandsIn(run.stdout).filter(({ name }) => name === 'add-mask').map(({ data }) => data);

/** Nothing shows the secret, and its mask stood before any other line: a mask works on later lines only. */
export function keeps(run: ActionRun, ...secrets: string[]): void {
  const names = run.stdout.split('\n').filter((line) => line !== '').map((line) => line.startsWith('::add-mask::'));
  expect(names).toEqual([...names].sort((a, b) => Number(b) - Number(a)));
  for (const secret of secrets) {
    expect(masksIn(run).some((mask) => secret.includes(mask) && mask.length * 2 > secret.length)).toBe(true);
    expect(everythingShown(run)).not.toContain(secret);
    expect(everythingShown(run)).not.toContain(encodeURIComponent(secret));
  }
}
