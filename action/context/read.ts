import { readFileSync } from 'node:fs';

import type { BuildContext, Cause } from './context.ts';
import { readDeployment } from './events/deployment.ts';
import { readPullRequest } from './events/pull-request.ts';
import { readPush } from './events/push.ts';
import { readRelease } from './events/release.ts';
import { readWorkflowRun } from './events/workflow-run.ts';
import { hash, oneLine, partOf, webAddress } from './payload.ts';
import type { EventReader } from './payload.ts';

type Environment = Record<string, string | undefined>;

const READERS: Readonly<Record<string, { cause: Cause; read: EventReader }>> = {
  push: { cause: 'push', read: readPush },
  pull_request: { cause: 'pull-request', read: readPullRequest },
  pull_request_target: { cause: 'pull-request', read: readPullRequest },
  release: { cause: 'release', read: readRelease },
  workflow_run: { cause: 'workflow-run', read: readWorkflowRun },
  deployment_status: { cause: 'deployment', read: readDeployment },
  schedule: { cause: 'schedule', read: () => ({}) },
  workflow_dispatch: { cause: 'manual', read: () => ({}) },
};

/**
 * What GitHub tells a step about its run, from the GITHUB_ variables and the event's payload, without a request. Works on
 * GitHub Enterprise hosts too. What is missing or odd is empty in the result: nothing throws.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export function readContext(env: Environment): BuildContext {
  const event = partOf(readEvent(env.GITHUB_EVENT_PATH ?? ''));
  const name = env.GITHUB_EVENT_NAME ?? '';
  const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  const base = baseOf(env, reader?.cause ?? 'other');
  return { ...base, ...reader?.read(event, base) };
}

function baseOf(env: Environment, cause: Cause): BuildContext {
  const server = webAddress(env.GITHUB_SERVER_URL).replace(/\/+$/, '') || 'https://github.com';
  const written = oneLine(env.GITHUB_REPOSITORY);
  const repository = /^[\w.-]+\/[\w.-]+$/.test(written) ? written : '';
  const repositoryUrl = repository === '' ? server : `${server}/${repository}`;
  const id = digits(env.GITHUB_RUN_ID);
  const sha = hash(oneLine(env.GITHUB_SHA));
  const isTag = env.GITHUB_REF_TYPE === 'tag';
  const ref = oneLine(env.GITHUB_REF_NAME);
  const run = {
    workflow: oneLine(env.GITHUB_WORKFLOW),
    id,
    number: digits(env.GITHUB_RUN_NUMBER),
    url: id === '' ? repositoryUrl : `${repositoryUrl}/actions/runs/${id}`,
  };
  return {
    cause,
    repository,
    repositoryUrl,
    title: '',
    url: run.url,
    branch: isTag ? '' : oneLine(env.GITHUB_HEAD_REF) || ref,
    tag: isTag ? ref : '',
    sha,
    author: { login: oneLine(env.GITHUB_TRIGGERING_ACTOR) || oneLine(env.GITHUB_ACTOR), name: '' },
    commits: [],
    commitCount: 0,
    compareUrl: '',
    notes: '',
    run,
  };
}

const digits = (text: string | undefined): string => /^\d{1,20}$/.exec(text ?? '')?.[0] ?? '';

function readEvent(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // Outside of Actions there is none; of one that cannot be read nothing is known.
    return undefined;
  }
}
