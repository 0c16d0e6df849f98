import type { CallbackAttempt, CallbackRecord } from './types.ts';

function attemptText({ result, status, ms, bytes = 0 }: CallbackAttempt): string {
  if (result === 'late') return `no answer in ${(ms / 1000).toFixed(ms < 1000 ? 1 : 0)} s`;
  if (result === 'unreachable') return 'nobody there, or the connection broke';
  return `answered ${status ?? 0} in ${ms} ms, ${bytes === 0 ? 'empty' : `${bytes} bytes`}`;
}

function outcomeText({ outcome, attempts, reply }: CallbackRecord): string[] {
  if (outcome === 'running' && attempts.length === 0) return ['sending …'];
  if (outcome === 'failed') return ['given up: it does not come again'];
  if (reply?.problem !== undefined) return [`the reply is shown to nobody: ${reply.problem}`];
  return reply?.msgtype?.startsWith('update_') === true ? ['the reply changed the card'] : [];
}

/** How a callback went, attempt by attempt, in words for the inbox page. */
export function deliveryLines(record: CallbackRecord): string[] {
  const { attempts, most, outcome } = record;
  const lines = attempts.map((attempt, index) => {
    const isLast = index === attempts.length - 1 && (outcome !== 'running' || attempts.length === most);
    return isLast ? attemptText(attempt) : `${attemptText(attempt)}, sent again (${index + 2} of ${most})`;
  });
  return [...lines, ...outcomeText(record)];
}
