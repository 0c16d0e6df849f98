import { describe, expect, it } from 'vitest';

import { validateMessage } from '../../core/validate.ts';
import { boundaryCases, specimens } from '../support/specimens.ts';

const CHANNELS = ['robot', 'app'] as const;

describe.each(CHANNELS)('a message of every type, with every field filled in: %s', (channel) => {
  it.each(specimens(channel).map(({ name, message }) => [name, message]))('has no problem and no warning: %s', (_, message) => {
    expect(validateMessage(channel, message)).toEqual({ problems: [], warnings: [] });
  });
});

describe.each(CHANNELS)('limits, requirements, choices and forms: %s', (channel) => {
  it.each(boundaryCases(channel).map((one) => [one.name, one.verdict, one] as const))('%s: %s', (_, verdict, { message, path }) => {
    const { problems, warnings } = validateMessage(channel, message);
    expect(problems.map((problem) => problem.path)).toEqual(verdict === 'problem' ? [path] : []);
    expect(warnings.map((warning) => warning.path)).toEqual(verdict === 'warning' ? [path] : []);
  });
});
