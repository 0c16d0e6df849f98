import { createDeadline } from '../../core/deadline.ts';
import type { Deadline } from '../../core/deadline.ts';
import type { Ports } from '../../core/ports.ts';
import { apiUrlOf, createGitHub } from '../github/api.ts';
import type { Answer } from '../github/api.ts';
import { previousRun } from '../results/previous-run.ts';
import type { Previous } from '../results/previous-run.ts';
import { sleep } from '../time.ts';
import { createHttp } from '../transport.ts';

/** What a question to GitHub takes. */
export interface Asking {
  token: string;
  env: NodeJS.ProcessEnv;
  clock: Ports['clock'];
  /** Of the whole step. */
  deadline: Deadline;
}

/** Longest time for the answer: the message that waits for it is worth more. */
const LONGEST_MS = 60_000;

/** Asks GitHub what the run before this one came to; in half of the time that is left at most. @param repository `owner/name`, or ''. */
export async function askPrevious(repository: string, runId: string, { token, env, clock, deadline }: Asking): Promise<Answer<Previous>> {
  if (repository === '' || !/^\d{1,20}$/.test(runId)) return { ok: false, refusal: { reason: 'this is no run on GitHub', fix: 'Use change in a workflow only' } };
  const http = createHttp(env);
  try {
    const own = createDeadline(clock, Math.min(LONGEST_MS, deadline.left() / 2));
    return await previousRun(createGitHub({ http, sleep, apiUrl: apiUrlOf(env), token, deadline: own }), repository, runId);
  } finally {
    await http.close();
  }
}
