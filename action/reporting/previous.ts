import { createDeadline } from '../../core/deadline.ts';
import type { Deadline } from '../../core/deadline.ts';
import type { Ports } from '../../core/ports.ts';
import { apiUrlOf, createGitHub } from '../github/api.ts';
import type { Answer, GitHub } from '../github/api.ts';
import { previousRun, runStart } from '../results/previous-run.ts';
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

/** Whose run it is, as `owner/name`, and which; '' where that is not known. */
export interface RunId {
  repository: string;
  id: string;
}

const isRun = ({ repository, id }: RunId): boolean => repository !== '' && /^\d{1,20}$/.test(id);

/** Asks GitHub what the run before this one came to; in half of the time that is left at most, since a message waits for it. */
export async function askPrevious(run: RunId, asking: Asking): Promise<Answer<Previous>> {
  if (!isRun(run)) return { ok: false, refusal: { reason: 'this is no run on GitHub', fix: 'Use change in a workflow only' } };
  return withGitHub(asking, { mostMs: 60_000, attempts: 3 }, (github) => previousRun(github, run.repository, run.id));
}

/** Asks GitHub when the run began, once and for a moment: a card does without it. In milliseconds since 1970. */
export async function askStart(run: RunId, asking: Asking): Promise<number | undefined> {
  if (!isRun(run) || asking.token === '') return undefined;
  return withGitHub(asking, { mostMs: 5000, attempts: 1 }, (github) => runStart(github, run.repository, run.id));
}

async function withGitHub<T>({ token, env, clock, deadline }: Asking, { mostMs, attempts }: { mostMs: number; attempts: number }, ask: (github: GitHub) => Promise<T>): Promise<T> {
  const http = createHttp(env);
  try {
    const own = createDeadline(clock, Math.min(mostMs, deadline.left() / 2));
    return await ask(createGitHub({ http, sleep, apiUrl: apiUrlOf(env), token, deadline: own, attempts }));
  } finally {
    await http.close();
  }
}
