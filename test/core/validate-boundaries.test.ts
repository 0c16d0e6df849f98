import { describe, expect, it } from 'vitest';

import { REQUESTS } from '../../core/spec/requests.ts';
import type { RequestName } from '../../core/spec/requests.ts';
import { validateRequest } from '../../core/validate-request.ts';
import { validateMessage } from '../../core/validate.ts';
import { boundaryCases, requestCases, requestSpecimens, specimens } from '../support/specimens.ts';

const CHANNELS = ['robot', 'app', 'appchat'] as const;

const REQUEST_NAMES = Object.keys(REQUESTS) as RequestName[];

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

describe.each(REQUEST_NAMES)('a request with every field filled in: %s', (request) => {
  it.each(requestSpecimens(request).map(({ name, message }) => [name, message]))('has no problem and no warning: %s', (_, message) => {
    expect(validateRequest(request, message)).toEqual({ problems: [], warnings: [] });
  });
});

describe.each(REQUEST_NAMES)('limits, requirements, choices and forms of a request: %s', (request) => {
  it.each(requestCases(request).map((one) => [one.name, one.verdict, one] as const))('%s: %s', (_, verdict, { message, path }) => {
    const { problems, warnings } = validateRequest(request, message);
    expect(problems.map((problem) => problem.path)).toEqual(verdict === 'problem' ? [path] : []);
    expect(warnings.map((warning) => warning.path)).toEqual(verdict === 'warning' ? [path] : []);
  });
});
