import { WeComError } from '../core/errors.ts';
import { createLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { writeOutputs } from './outputs.ts';
import { print, printGroup } from './print.ts';
import { annotate, isFailure } from './report.ts';
import type { Policy } from './report.ts';
import { run } from './run.ts';
import { writeSummary } from './summary.ts';

const ledger = createLedger();
const policy: Policy = { onError: 'fail', onUnknown: 'fail' };

let finished = false;

/**
 * Says what happened in every place where GitHub shows it, and sets the step's exit code. Once, whoever comes first: a step
 * that is cancelled while it ends has one annotation.
 */
function finish(): void {
  if (finished) return;
  finished = true;
  printOutcome(ledger);
  try {
    writeOutputs(ledger, process.env);
  } catch {
    ledger.warnings.push('The outputs could not be written, so later steps see none');
    print('The outputs could not be written, so later steps see none.');
  }
  try {
    writeSummary(ledger, process.env);
  } catch {
    print('The step summary could not be written.');
  }
  annotate(ledger, policy);
  process.exitCode = isFailure(ledger, policy) ? 1 : 0;
}

/** Files beyond so many are folded up, so that what the messages came to is not far above. */
const MOST_FILES_OPEN = 10;

function printOutcome({ files, messages, destinations }: Ledger): void {
  const several = destinations.length > 1;
  const place = (destination: number): string => (several ? ` (${destinations[destination - 1] ?? ''})` : '');
  const lines = files.map(({ path, status, reason, destination }) => {
    // Why something failed stands in the annotation, which the log shows right below.
    const why = reason === '' || status === 'rejected' || status === 'unknown' ? '' : ` (${reason})`;
    return `${path}${place(destination)}: ${status}${why}`;
  });
  if (lines.length > MOST_FILES_OPEN) printGroup(`What became of ${lines.length} files`, lines);
  else for (const line of lines) print(line);
  for (const { msgtype, delivery, destination } of messages) print(`${msgtype} message${place(destination)}: ${delivery}`);
}

/** The kind of an unforeseen error and where it arose. Its text may hold anything, the secret included, so it is not told. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error';
  return [error.name, ...(error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')).slice(0, 2)].map((part) => part.trim()).join(' ');
}

/** GitHub cancels a job with SIGINT and kills it seconds later: time enough to say what is known. */
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    const underWay = ledger.messages.some(({ delivery }) => delivery === 'unknown');
    ledger.failures.push(`The step was cancelled${underWay ? ' while a message was under way, which may have been delivered. Look into the chat before you run it again' : ', and what it had not sent yet was not sent'}.`);
    finish();
    process.exit(1);
  });
}

try {
  await run(ledger, policy, process.env);
} catch (error) {
  if (error instanceof WeComError) ledger.failures.push(error.message);
  else ledger.failures.push(`The step broke down in an unforeseen way. This is a mistake in the action: please report it with this line: ${placeOf(error)}.`);
}
finish();
