import { describe, expect, it } from 'vitest';

import { apiUrlOf } from '../../action/github/api.ts';
import { previousRun } from '../../action/results/previous-run.ts';
import { TOKEN, clientOf, startGitHub } from '../support/small-github.ts';
import type { Reply, SmallGitHub } from '../support/small-github.ts';

const REPOSITORY = 'acme/app';
const CURRENT = `/repos/${REPOSITORY}/actions/runs/50`;
const LIST = `/repos/${REPOSITORY}/actions/workflows/7/runs?status=completed&per_page=100&exclude_pull_requests=true&branch=main`;

const run = (id: number, conclusion: string | null, more: object = {}): object => ({
  id, run_number: id, workflow_id: 7, head_branch: 'main', status: 'completed', conclusion, head_repository: { full_name: REPOSITORY }, run_started_at: '2026-11-21T10:00:00Z', ...more,
});

const withRuns = async (...runs: object[]): Promise<SmallGitHub> => startGitHub({ [CURRENT]: { json: run(50, null, { status: 'in_progress' }) }, [LIST]: { json: { total_count: runs.length, workflow_runs: runs } } });

const verdictOf = async (...runs: object[]): Promise<unknown> => {
  const answer = await previousRun(clientOf(await withRuns(...runs)).github, REPOSITORY, '50');
  return answer.ok ? answer.value.verdict : answer.refusal;
};

describe('the previous run', () => {
  it('is the last of the same workflow and branch, asked for with the token', async () => {
    const server = await withRuns(run(48, 'success'), run(49, 'failure'));
    const answer = await previousRun(clientOf(server).github, REPOSITORY, '50');
    expect(answer).toEqual({ ok: true, value: { verdict: 'failure', startedAt: Date.parse('2026-11-21T10:00:00Z') } });
    expect(server.asked.map(({ path, authorization }) => [path, authorization])).toEqual([[CURRENT, `Bearer ${TOKEN}`], [LIST, `Bearer ${TOKEN}`]]);
  });

  it('is neither the run itself, nor a later one, nor one that is still running', async () => {
    expect(await verdictOf(run(51, 'failure'), run(50, 'failure'), run(49, 'failure', { status: 'in_progress' }), run(48, 'success'))).toBe('success');
  });

  it('is not one of a fork whose branch is called the same', async () => {
    expect(await verdictOf(run(49, 'failure', { head_repository: { full_name: 'mallory/app' } }), run(48, 'success'))).toBe('success');
    expect(await verdictOf(run(49, 'failure', { head_repository: null }), run(48, 'success'))).toBe('success');
  });

  it('is not one that was cancelled or skipped, which is no verdict', async () => {
    expect(await verdictOf(run(49, 'cancelled'), run(48, 'skipped'), run(47, 'timed_out'))).toBe('failure');
  });

  it('is none at a branch’s first', async () => {
    expect(await verdictOf()).toBe('none');
  });

  it('is asked for again when GitHub fails for a moment', async () => {
    const server = await startGitHub({ [CURRENT]: [{ status: 502 }, 'lost', { json: run(50, null) }], [LIST]: { json: { workflow_runs: [run(49, 'success')] } } });
    const client = clientOf(server);
    expect(await previousRun(client.github, REPOSITORY, '50')).toMatchObject({ ok: true, value: { verdict: 'success' } });
    expect(server.asked).toHaveLength(4);
    expect(client.waited()).toBe(3000);
  });

  it.each<[string, Reply, string, string]>([
    ['the token has no right', { status: 403, body: '{"message":"Resource not accessible by integration"}' }, 'the github-token has no right to this (403)', 'Add permissions: with actions: read to the job, and github-token: ${{ github.token }} to the step'],
    ['GitHub hides what a token may not see', { status: 404 }, 'GitHub has no such thing, or the github-token has no right to see it (404)', 'Add permissions: with actions: read to the job, and github-token: ${{ github.token }} to the step'],
    ['the token is not known', { status: 401 }, 'GitHub does not know the github-token (401): it is mistyped, expired or of another host', 'Write github-token: ${{ github.token }}'],
    ['the token is used up', { status: 403, headers: { 'x-ratelimit-remaining': '0' } }, 'the github-token has used up its requests to GitHub’s API (403)', 'Run the job again later'],
    ['something else answers', { status: 200, body: '<html>Sign in' }, 'what answered in the place of GitHub’s API sent no JSON', 'Check the proxy, and GITHUB_API_URL on an Enterprise host'],
    ['GitHub is down', { status: 503 }, 'GitHub’s API answered with status 503', 'Run the job again; if it stays so, see https://www.githubstatus.com'],
  ])('cannot be had when %s, and the refusal says what to do, without the token', async (_, reply, reason, fix) => {
    const answer = await previousRun(clientOf(await startGitHub({ [CURRENT]: reply })).github, REPOSITORY, '50');
    expect(answer).toMatchObject({ ok: false, refusal: { reason, fix } });
    expect(JSON.stringify(answer)).not.toContain(TOKEN);
  });

  it('cannot be had without a token where one is needed', async () => {
    const answer = await previousRun(clientOf(await startGitHub({ [CURRENT]: { status: 404 } }), '').github, REPOSITORY, '50');
    expect(answer).toMatchObject({ ok: false, refusal: { reason: 'GitHub’s API refused to answer without a token (404)' } });
  });

  it('is asked for at the API of an Enterprise host', () => {
    expect(apiUrlOf({ GITHUB_API_URL: 'https://git.corp.example/api/v3/' })).toBe('https://git.corp.example/api/v3');
    expect(apiUrlOf({ GITHUB_API_URL: 'file:///etc' })).toBe('https://api.github.com');
    expect(apiUrlOf({})).toBe('https://api.github.com');
  });
});
