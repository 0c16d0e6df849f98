import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readContext } from '../../action/context/read.ts';
import type { BuildContext } from '../../action/context/context.ts';

export const REPOSITORY = 'acme/wecom-media';
export const SHA = 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678';
const SERVER = 'https://github.com';
const HOME = `${SERVER}/${REPOSITORY}`;

type Json = Record<string, unknown>;

/** An event as a runner hands it over: its name, the variables that go with it, and its payload. */
export interface Event {
  name: string;
  env: Record<string, string>;
  payload: unknown;
}

/** What a run on github.com has whatever set it off. */
export const RUN_ENV: Record<string, string> = {
  GITHUB_SERVER_URL: SERVER,
  GITHUB_API_URL: 'https://api.github.com',
  GITHUB_REPOSITORY: REPOSITORY,
  GITHUB_WORKFLOW: 'CI',
  GITHUB_RUN_ID: '8412001',
  GITHUB_RUN_NUMBER: '128',
  GITHUB_ACTOR: 'alice',
  GITHUB_TRIGGERING_ACTOR: 'alice',
  GITHUB_REF_TYPE: 'branch',
  GITHUB_REF_NAME: 'main',
  GITHUB_SHA: SHA,
};

const repository = (hidden = false): Json => ({ full_name: REPOSITORY, html_url: HOME, private: hidden });

const commit = (number: number, message: string, name = 'Alice Chen', username = 'alice'): Json => {
  const id = `${number}${SHA.slice(1)}`;
  return { id, message, url: `${HOME}/commit/${id}`, author: { name, email: `${username}@example.com`, username } };
};

const COMMITS: readonly Json[] = [
  commit(1, 'Read the size of a part from its head\n\nNot from the name.'),
  commit(2, 'Tell two files of the same name apart', 'Bob Li', 'bob'),
  commit(3, 'Keep the order of files in an archive'),
];

const push = (commits: readonly Json[]): Event => ({
  name: 'push',
  env: {},
  payload: {
    ref: 'refs/heads/main',
    compare: `${HOME}/compare/0f0e0d0c0b0a...a1b2c3d4e5f6`,
    commits,
    head_commit: commits.at(-1),
    pusher: { name: 'alice' },
    sender: { login: 'alice' },
    repository: repository(),
  },
});

const NOTES = `<!-- Release notes generated from the changelog -->
## What's Changed
* **Cards** from the GitHub context by @alice in ${HOME}/pull/41
* Archives keep their \`Unix\` modes, see [the guide](${HOME}/wiki/Zip) by @bob in ${HOME}/pull/42
- [x] Release assets are fetched and sent

| System | Tested |
| --- | --- |
| Windows | yes |

**Full Changelog**: ${HOME}/compare/v1.1.0...v1.2.0`;

export const release = (more: Json = {}, hidden = false): Event => ({
  name: 'release',
  env: { GITHUB_WORKFLOW: 'Release', GITHUB_RUN_NUMBER: '17', GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1.2.0' },
  payload: {
    action: 'published',
    release: {
      id: 7001,
      tag_name: 'v1.2.0',
      name: 'Cards and archives',
      body: NOTES,
      html_url: `${HOME}/releases/tag/v1.2.0`,
      author: { login: 'alice' },
      prerelease: false,
      ...more,
    },
    repository: repository(hidden),
  },
});

export const pullRequest = (action: string, more: Json = {}, name = 'pull_request'): Event => ({
  name,
  env: { GITHUB_REF_NAME: name === 'pull_request' ? '42/merge' : 'main', GITHUB_HEAD_REF: 'natural-order', GITHUB_BASE_REF: 'main' },
  payload: {
    action,
    number: 42,
    pull_request: {
      number: 42,
      title: 'Send files in the order in which people count them',
      body: '### Why\nA build leaves `part-10` before **part-2** in the group.\n\n- [x] tests\n- [ ] docs',
      html_url: `${HOME}/pull/42`,
      user: { login: 'carol' },
      draft: false,
      merged: false,
      head: { ref: 'natural-order', label: 'acme:natural-order', sha: SHA, repo: { full_name: REPOSITORY } },
      base: { ref: 'main', repo: { full_name: REPOSITORY } },
      requested_reviewers: [{ login: 'alice' }, { login: 'Bob' }],
      assignees: [{ login: 'carol' }],
      ...more,
    },
    repository: repository(),
  },
});

export const deployment = (state: string, more: Json = {}): Event => ({
  name: 'deployment_status',
  env: { GITHUB_WORKFLOW: 'Tell', GITHUB_RUN_NUMBER: '5' },
  payload: {
    deployment_status: {
      state,
      description: 'Rolled out to all regions',
      environment: 'production',
      environment_url: 'https://app.example.com/',
      log_url: `${HOME}/actions/runs/8411990`,
      creator: { login: 'alice' },
      created_at: '2026-11-21T10:03:12Z',
      ...more,
    },
    deployment: { ref: 'main', sha: SHA, environment: 'production', creator: { login: 'alice' }, created_at: '2026-11-21T10:00:00Z' },
    repository: repository(),
  },
});

export const workflowRun = (conclusion: string | null, more: Json = {}): Event => ({
  name: 'workflow_run',
  env: { GITHUB_WORKFLOW: 'Tell the group', GITHUB_RUN_ID: '8412999', GITHUB_RUN_NUMBER: '9' },
  payload: {
    action: 'completed',
    workflow: { name: 'Nightly' },
    workflow_run: {
      id: 8412500,
      name: 'Nightly',
      run_number: 365,
      html_url: `${HOME}/actions/runs/8412500`,
      conclusion,
      display_title: 'Keep the order of files in an archive',
      head_branch: 'release/1.x',
      head_sha: SHA,
      run_started_at: '2026-11-21T02:00:00Z',
      updated_at: '2026-11-21T03:02:05Z',
      actor: { login: 'bob' },
      triggering_actor: { login: 'bob' },
      head_commit: { message: 'Keep the order', author: { name: 'Bob Li' } },
      ...more,
    },
    repository: repository(),
  },
});

/** One of each, as they come. */
export const EVENTS = {
  push: push(COMMITS),
  pushOfOne: push(COMMITS.slice(2)),
  tag: {
    name: 'push',
    env: { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1.2.0' },
    payload: { ref: 'refs/tags/v1.2.0', commits: [], head_commit: COMMITS[2], sender: { login: 'alice' }, repository: repository() },
  },
  pullRequest: pullRequest('opened'),
  release: release(),
  workflowRun: workflowRun('failure'),
  schedule: { name: 'schedule', env: { GITHUB_WORKFLOW: 'Nightly' }, payload: { schedule: '0 3 * * *', repository: repository() } },
  manual: { name: 'workflow_dispatch', env: {}, payload: { inputs: {}, ref: 'refs/heads/main', sender: { login: 'alice' }, repository: repository() } },
  deployment: deployment('success'),
} satisfies Record<string, Event>;

/** The context as the Action reads it, from a payload in a file and variables. */
export function contextOf({ name, env, payload }: Event, more: Record<string, string | undefined> = {}): BuildContext {
  return readWithFile(JSON.stringify(payload), { ...RUN_ENV, GITHUB_EVENT_NAME: name, ...env, ...more });
}

export function readWithFile(content: string, env: Record<string, string | undefined>): BuildContext {
  const folder = mkdtempSync(join(tmpdir(), 'event-'));
  try {
    writeFileSync(join(folder, 'event.json'), content);
    return readContext({ GITHUB_EVENT_PATH: join(folder, 'event.json'), ...env });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
