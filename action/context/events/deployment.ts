import type { Result } from '../../results/result.ts';
import type { BuildContext } from '../context.ts';
import { hash } from '../payload.ts';
import type { EventReader } from '../payload.ts';
import { authorOf } from './pull-request.ts';
import { secondsBetween } from './workflow-run.ts';

const RESULTS: Readonly<Record<string, Result>> = { success: 'success', failure: 'failure', error: 'failure' };

/** @see https://docs.github.com/en/rest/deployments/statuses for the states */
export const readDeployment: EventReader = (event, base) => {
  const [status, deployment] = [event.part('deployment_status'), event.part('deployment')];
  const state = status.line('state');
  const result = Object.hasOwn(RESULTS, state) ? RESULTS[state] : undefined;
  const seconds = result === undefined ? undefined : secondsBetween(deployment.time('created_at'), status.time('created_at'));
  const logUrl = status.url('log_url') || status.url('target_url');
  const siteUrl = status.url('environment_url');
  return {
    title: status.line('description') || deployment.line('description'),
    url: siteUrl || logUrl || base.run.url,
    branch: branchOf(deployment.line('ref'), base),
    sha: hash(deployment.line('sha')) || base.sha,
    author: authorOf(deployment.person('creator'), authorOf(status.person('creator'), base.author)),
    deployment: { environment: status.line('environment') || deployment.line('environment'), state, siteUrl, logUrl },
    ...(result === undefined ? {} : { result }),
    ...(seconds === undefined ? {} : { seconds }),
  };
};

/** A deployment may be made of a branch, a tag or a bare commit, and only the run's own ref says which it is. */
const branchOf = (ref: string, { branch, tag }: BuildContext): string => (tag !== '' || hash(ref) !== '' ? '' : ref || branch);
