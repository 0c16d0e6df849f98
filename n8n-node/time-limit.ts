import type { IExecuteFunctions } from 'n8n-workflow';

import { InvalidInputError } from '../core/errors.ts';
import type { Problem } from '../core/errors.ts';

/** Seconds, where nothing is said. */
export const DEFAULT_SECONDS = 300;

/**
 * How many seconds the item may take in all. One that is no number would never pass.
 *
 * @throws InvalidInputError when it is none.
 */
export function readTimeLimit(context: IExecuteFunctions, itemIndex: number): number {
  const { timeoutSeconds } = context.getNodeParameter('additionalFields', itemIndex, {}) as { timeoutSeconds?: unknown };
  const limit = secondsOf('Timeout (Seconds)', timeoutSeconds ?? DEFAULT_SECONDS, Infinity);
  if (typeof limit === 'number') return limit;
  throw new InvalidInputError([limit]);
}

/** How many seconds a value means, or what is wrong with it. @param path the parameter's label. @param most seconds. */
export function secondsOf(path: string, value: unknown, most: number): number | Problem {
  // An expression may give the number as a text.
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof seconds === 'number' && seconds > 0 && seconds <= most) return seconds;
  const limit = most === Infinity ? 'a number of seconds above 0' : `1 to ${most} seconds`;
  return { path, limit, actual: typeof seconds === 'number' && Number.isFinite(seconds) ? `${seconds} seconds` : 'something that is no number', fix: 'Write how many seconds it may take' };
}
