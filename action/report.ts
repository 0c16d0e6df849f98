import { error, notice, warning } from '@actions/core';

import type { Choice } from './choices.ts';
import { overall } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { inert } from './print.ts';

/** The runner cuts an annotation here, in characters. */
const LONGEST = 4096;

export interface Policy {
  onError: Choice<'on-error'>;
  onUnknown: Choice<'on-unknown'>;
}

/** Is the step to fail? */
export function isFailure(ledger: Ledger, { onError, onUnknown }: Policy): boolean {
  if (onError === 'warn') return false;
  const lostAnswers = ledger.messages.filter(({ delivery }) => delivery === 'unknown').length;
  // Each lost answer is one failure; any other failure, also one before the first message, is not for `ignore` to pass over.
  return ledger.failures.length > (onUnknown === 'ignore' ? lostAnswers : 0);
}

/** One annotation for everything that went wrong; the rest stands in the log and in the summary. */
export function annotate(ledger: Ledger, policy: Policy): void {
  if (ledger.failures.length === 0) return;
  const unknown = overall(ledger) === 'unknown' || ledger.messages.some(({ delivery }) => delivery === 'unknown');
  const advice = unknown && policy.onUnknown === 'fail' ? [adviceFor(ledger)] : [];
  say([...ledger.failures, ...advice].join('\n'), isFailure(ledger, policy) ? 'error' : 'warning');
}

function adviceFor({ messages }: Ledger): string {
  const toMembers = messages.some(({ channel, delivery }) => channel === 'app' && delivery === 'unknown');
  const without = toMembers ? 'To have an application’s message repeated after a lost answer without the risk of a second copy, set dedupe-seconds. ' : '';
  return `${without}To have a message repeated${toMembers ? ' in any case' : ' after a lost answer'}, at the risk of a second copy, set on-unknown: resend.`;
}

/** The step's one annotation. Its line breaks survive, and nothing in it can be a command: the toolkit escapes them. */
export function say(message: string, level: 'error' | 'warning' | 'notice'): void {
  const lines = message.split('\n').map(inert).join('\n');
  const shown = lines.length <= LONGEST ? lines : `${lines.slice(0, LONGEST - 40)}… (the rest is in the summary)`;
  ({ error, warning, notice })[level](shown);
}
