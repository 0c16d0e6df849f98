import { describe, expect, it } from 'vitest';

import { validateMessage } from '../../core/validate.ts';
import { boundaryCases, specimens } from '../support/specimens.ts';

describe('a message of every type, with every field filled in', () => {
  it.each(specimens('robot').map(({ name, message }) => [name, message]))('has no problem and no warning: %s', (_, message) => {
    expect(validateMessage('robot', message)).toEqual({ problems: [], warnings: [] });
  });
});

describe('limits, requirements, choices and forms', () => {
  it.each(boundaryCases('robot').map((one) => [one.name, one.verdict, one] as const))('%s: %s', (_, verdict, { message, path }) => {
    const { problems, warnings } = validateMessage('robot', message);
    expect(problems.map((problem) => problem.path)).toEqual(verdict === 'problem' ? [path] : []);
    expect(warnings.map((warning) => warning.path)).toEqual(verdict === 'warning' ? [path] : []);
  });
});
