import type { IExecuteFunctions } from 'n8n-workflow';

import { InvalidInputError } from '../../../core/errors.ts';
import type { Problem } from '../../../core/errors.ts';
import { LONGEST_WAIT } from './parameters/application-media.ts';

/** Seconds. */
const DEFAULT = 300;

/**
 * How many seconds the item may take in all. One that is no number would never pass.
 *
 * @throws InvalidInputError when it is none.
 */
export function readTimeLimit(context: IExecuteFunctions, itemIndex: number): number {
  const { timeoutSeconds } = context.getNodeParameter('additionalFields', itemIndex, {}) as { timeoutSeconds?: unknown };
  const limit = secondsOf('Timeout (Seconds)', timeoutSeconds ?? DEFAULT, Infinity);
  if (typeof limit === 'number') return limit;
  throw new InvalidInputError([limit]);
}

/** How many seconds the item waits for a file to be fetched, or what is wrong with that. */
export function readWait(context: IExecuteFunctions, itemIndex: number): number | Problem {
  return secondsOf('Wait at Most (Seconds)', context.getNodeParameter('waitSeconds', itemIndex, DEFAULT), LONGEST_WAIT);
}

function secondsOf(path: string, value: unknown, most: number): number | Problem {
  // An expression may give the number as a text.
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof seconds === 'number' && seconds > 0 && seconds <= most) return seconds;
  const limit = most === Infinity ? 'a number of seconds above 0' : `1 to ${most} seconds`;
  return { path, limit, actual: typeof seconds === 'number' && Number.isFinite(seconds) ? `${seconds} seconds` : 'something that is no number', fix: 'Write how many seconds it may take' };
}
