import { partOf } from '../context/payload.ts';
import type { Part } from '../context/payload.ts';
import type { Answer, GitHub } from '../github/api.ts';
import { isVerdict } from './occasions.ts';
import type { Verdict } from './occasions.ts';
import { resultOfConclusion } from './result.ts';

export interface Previous {
  /** The last success or failure before this run; 'none' when there is none among the runs that were looked at. */
  verdict: Verdict | 'none';
  /** When this run began, in milliseconds since 1970, where GitHub says so. */
  startedAt: number | undefined;
}

const RIGHT = 'actions: read';

/**
 * The last verdict of the same workflow on the same branch before a run. Two requests.
 *
 * Left out are the run itself (which may have been started anew), runs after it, runs that have not ended, and those of
 * another repository: the branch of a pull request from a fork may be called `main` too.
 *
 * @param repository `owner/name`
 * @see https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow
 */
export async function previousRun(github: Pick<GitHub, 'get'>, repository: string, runId: string): Promise<Answer<Previous>> {
  const current = await askRun(github, repository, runId);
  if (!current.ok) return current;
  const run = partOf(current.value);
  const startedAt = run.time('run_started_at');
  const [workflow, branch] = [run.line('workflow_id'), run.line('head_branch')];
  if (!/^\d+$/.test(workflow)) return { ok: true, value: { verdict: 'none', startedAt } };

  const query = new URLSearchParams({ status: 'completed', per_page: '100', exclude_pull_requests: 'true', ...(branch === '' ? {} : { branch }) });
  const listed = await github.get(`/repos/${repository}/actions/workflows/${workflow}/runs?${query.toString()}`, RIGHT);
  if (!listed.ok) return listed;
  const earlier = partOf(listed.value).parts('workflow_runs').filter((other) => isEarlier(other, run));
  const verdict = earlier
    .toSorted((a, b) => numberOf(b) - numberOf(a))
    .map((other) => resultOfConclusion(other.line('conclusion')))
    .find(isVerdict);
  return { ok: true, value: { verdict: verdict ?? 'none', startedAt } };
}

const askRun = async (github: Pick<GitHub, 'get'>, repository: string, runId: string): Promise<Answer<unknown>> => github.get(`/repos/${repository}/actions/runs/${runId}`, RIGHT);

/** When the run began, in milliseconds since 1970, where GitHub says so. One request. @see https://docs.github.com/en/rest/actions/workflow-runs#get-a-workflow-run */
export async function runStart(github: Pick<GitHub, 'get'>, repository: string, runId: string): Promise<number | undefined> {
  const current = await askRun(github, repository, runId);
  return current.ok ? partOf(current.value).time('run_started_at') : undefined;
}

function isEarlier(other: Part, run: Part): boolean {
  return (
    other.line('id') !== run.line('id') &&
    numberOf(other) < numberOf(run) &&
    other.line('status') === 'completed' &&
    other.line('head_branch') === run.line('head_branch') &&
    other.part('head_repository').line('full_name') === run.part('head_repository').line('full_name')
  );
}

const numberOf = (run: Part): number => Number(run.line('run_number'));
