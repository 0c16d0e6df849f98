import { inspect } from 'node:util';

import type { Outcome } from '../../core/outcome.ts';

/** All the ways in which an outcome that is no delivery may come before somebody's eyes. */
export function everySight(outcome: Outcome<unknown>): string {
  if (outcome.delivery === 'sent') throw new Error('The message was sent.');
  const { error } = outcome;
  const own = Object.fromEntries(Object.getOwnPropertyNames(error).map((name) => [name, error[name as keyof typeof error]]));
  return [error.message, error.stack, String(error), String(error.cause), inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error), JSON.stringify(own), JSON.stringify(outcome)].join('\n');
}
