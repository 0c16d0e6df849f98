import { describe, expect, it } from 'vitest';
import fc from 'fast-check';

import { readContext } from '../../../action/context/read.ts';
import { EVENTS, REPOSITORY, RUN_ENV, SHA, contextOf, deployment, pullRequest, readWithFile, workflowRun } from '../../support/github-events.ts';
import type { Event } from '../../support/github-events.ts';

const HOME = `https://github.com/${REPOSITORY}`;

describe('the context of a run', () => {
  it('of a push is its newest commit, with who wrote it, all commits, and the page that compares', () => {
    expect(contextOf(EVENTS.push)).toMatchObject({
      cause: 'push',
      repository: REPOSITORY,
      repositoryUrl: HOME,
      title: 'Keep the order of files in an archive',
      branch: 'main',
      tag: '',
      author: { login: 'alice', name: 'Alice Chen' },
      commitCount: 3,
      compareUrl: `${HOME}/compare/0f0e0d0c0b0a...a1b2c3d4e5f6`,
      run: { workflow: 'CI', id: '8412001', number: '128', url: `${HOME}/actions/runs/8412001` },
    });
    expect(contextOf(EVENTS.push).commits.map(({ title }) => title)).toEqual([
      'Read the size of a part from its head',
      'Tell two files of the same name apart',
      'Keep the order of files in an archive',
    ]);
  });

  it('of a push of one commit has nothing to compare', () => {
    expect(contextOf(EVENTS.pushOfOne)).toMatchObject({ commitCount: 1, compareUrl: '' });
  });

  it('of a pushed tag is the tag, and no branch', () => {
    expect(contextOf(EVENTS.tag)).toMatchObject({ cause: 'tag', tag: 'v1.2.0', branch: '', url: `${HOME}/releases/tag/v1.2.0` });
  });

  it.each(['pull_request', 'pull_request_target'])('of a %s names both branches, its author, reviewers and assignees', (name) => {
    expect(contextOf(pullRequest('opened', {}, name))).toMatchObject({
      cause: 'pull-request',
      title: 'Send files in the order in which people count them',
      url: `${HOME}/pull/42`,
      branch: 'natural-order',
      sha: SHA,
      author: { login: 'carol' },
      pullRequest: { number: '42', event: 'opened', from: 'natural-order', into: 'main', reviewers: [{ login: 'alice' }, { login: 'Bob' }], assignees: [{ login: 'carol' }] },
    });
  });

  it('tells a pull request that was merged from one that was only closed', () => {
    expect(contextOf(pullRequest('closed', { merged: true })).pullRequest?.event).toBe('merged');
    expect(contextOf(pullRequest('closed')).pullRequest?.event).toBe('closed');
  });

  it('names the owner of the fork that a pull request comes from, also when the fork is gone', () => {
    const from = (head: object): string | undefined => contextOf(pullRequest('opened', { head })).pullRequest?.from;
    expect(from({ ref: 'main', label: 'mallory:main', sha: SHA, repo: { full_name: 'mallory/wecom-media' } })).toBe('mallory:main');
    expect(from({ ref: 'main', label: 'mallory:main', sha: SHA, repo: null })).toBe('mallory:main');
  });

  it('of a release is the release, with its notes', () => {
    const context = contextOf(EVENTS.release);
    expect(context).toMatchObject({ cause: 'release', title: 'Cards and archives', tag: 'v1.2.0', branch: '', release: { id: '7001', tag: 'v1.2.0', preRelease: false, hidden: false } });
    expect(context.notes).toContain('Cards');
  });

  it('of a workflow that follows another one is that of the other: its run, branch, result and time', () => {
    expect(contextOf(EVENTS.workflowRun)).toMatchObject({
      cause: 'workflow-run',
      branch: 'release/1.x',
      author: { login: 'bob', name: 'Bob Li' },
      run: { workflow: 'Nightly', id: '8412500', number: '365', url: `${HOME}/actions/runs/8412500` },
      result: 'failure',
      seconds: 3725,
    });
  });

  it.each([
    ['success', 'success'],
    ['neutral', 'success'],
    ['timed_out', 'failure'],
    ['startup_failure', 'failure'],
    ['cancelled', 'cancelled'],
    ['stale', 'cancelled'],
    ['action_required', 'skipped'],
    [null, undefined],
    ['a word of next year', undefined],
  ])('takes the conclusion %s for %s', (conclusion, result) => {
    expect(contextOf(workflowRun(conclusion)).result).toBe(result);
  });

  it.each([
    ['success', 'success'],
    ['error', 'failure'],
    ['failure', 'failure'],
    ['in_progress', undefined],
    ['inactive', undefined],
  ])('of a deployment that is in state %s has the result %s', (state, result) => {
    expect(contextOf(deployment(state))).toMatchObject({ cause: 'deployment', deployment: { environment: 'production', state, siteUrl: 'https://app.example.com/' } });
    expect(contextOf(deployment(state)).result).toBe(result);
  });

  it('tells how long a deployment took once it has ended, and not before', () => {
    expect(contextOf(deployment('success')).seconds).toBe(192);
    expect(contextOf(deployment('in_progress')).seconds).toBeUndefined();
    expect(contextOf(deployment('success', { created_at: '2020-01-01T00:00:00Z' })).seconds).toBeUndefined();
  });

  it.each([
    ['schedule', 'schedule'],
    ['manual', 'manual'],
  ] as const)('of a %s run is its branch and who set it off', (event, cause) => {
    expect(contextOf(EVENTS[event])).toMatchObject({ cause, title: '', branch: 'main', author: { login: 'alice' } });
  });

  it('leads to the hosts of GitHub Enterprise', () => {
    const context = contextOf(EVENTS.schedule, { GITHUB_SERVER_URL: 'https://git.corp.example/' });
    expect(context.run.url).toBe(`https://git.corp.example/${REPOSITORY}/actions/runs/8412001`);
  });
});

describe('what strangers wrote', () => {
  it('is one line of visible characters: a title cannot turn a line around or begin another', () => {
    const { title } = contextOf(pullRequest('opened', { title: 'fix\u202E gpj.exe\n::error::boo\u0000\u200B\uFEFF' }));
    expect(title).toBe('fix gpj.exe ::error::boo');
  });

  it('keeps the emoji that are joined of several', () => {
    expect(contextOf(pullRequest('opened', { title: '👩‍👩‍👧 构建' })).title).toBe('👩‍👩‍👧 构建');
  });

  it.each(['javascript:alert(1)', 'https://', '//evil.example', 'https://a b', 'https://a/">x', `https://a/${'x'.repeat(3000)}`, 7, null])('is no address when it is %j', (url) => {
    expect(contextOf(deployment('success', { environment_url: url })).deployment?.siteUrl).toBe('');
  });

  it('is never so long that it costs anything', () => {
    const context = contextOf(pullRequest('opened', { title: 'x'.repeat(100_000), body: 'y'.repeat(1_000_000) }));
    expect(context.title.length).toBeLessThanOrEqual(500);
    expect(context.notes.length).toBeLessThanOrEqual(8000);
  });
});

describe('an event that is missing or odd', () => {
  it('leaves what the variables say', () => {
    expect(readContext({ ...RUN_ENV, GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: '/no/such/file' })).toMatchObject({ cause: 'push', branch: 'main', author: { login: 'alice' }, url: `${HOME}/actions/runs/8412001` });
  });

  it('is empty where there is nothing at all, as outside of Actions', () => {
    expect(readContext({})).toMatchObject({ cause: 'other', repository: '', repositoryUrl: 'https://github.com', url: 'https://github.com', sha: '', author: { login: '', name: '' } });
  });

  it.each(['', 'no json', 'null', '[]', '7', '{"pull_request":[]}', '{"release":null,"workflow_run":"x","commits":{"length":9}}'])('with the payload %j is read without a throw, whatever the event', (content) => {
    for (const { name } of Object.values(EVENTS) as Event[]) {
      expect(readWithFile(content, { ...RUN_ENV, GITHUB_EVENT_NAME: name })).toMatchObject({ repository: REPOSITORY, run: { workflow: 'CI' } });
    }
  });

  it('with any JSON in any place is read without a throw', () => {
    const json = fc.jsonValue({ maxDepth: 2 });
    const part = fc.record({ head: json, base: json, user: json, title: json, body: json, assignees: json, requested_reviewers: json, author: json, conclusion: json, state: json, id: json, message: json }, { requiredKeys: [] });
    const payload = fc.record({ pull_request: part, release: part, workflow_run: part, deployment_status: part, deployment: part, head_commit: part, commits: fc.array(part), action: json, number: json, sender: json }, { requiredKeys: [] });
    fc.assert(
      fc.property(payload, fc.constantFrom('push', 'pull_request', 'release', 'workflow_run', 'deployment_status'), (event, name) => {
        const context = readWithFile(JSON.stringify(event), { ...RUN_ENV, GITHUB_EVENT_NAME: name });
        return typeof context.title === 'string' && !/[\n\u202e]/.test(context.title) && /^https?:/.test(context.url);
      }),
      { numRuns: 300 },
    );
  });

  it('with an event of a later year, or a name that every object has, is of some other cause', () => {
    for (const name of ['merge_group', 'constructor', '__proto__']) expect(readWithFile('{}', { GITHUB_EVENT_NAME: name }).cause).toBe('other');
  });
});
