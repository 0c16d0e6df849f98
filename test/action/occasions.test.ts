import { describe, expect } from 'vitest';

import { everythingShown, keeps } from '../support/everything-shown.ts';
import { EVENTS, REPOSITORY, deployment, workflowRun } from '../support/github-events.ts';
import type { Event } from '../support/github-events.ts';
import { asRunOf, needsOf } from '../support/github-step.ts';
import { TOKEN, startGitHub } from '../support/small-github.ts';
import type { Reply, SmallGitHub } from '../support/small-github.ts';
import { it, passed, shown, soleError } from '../support/step.ts';
import type { Folder, RunStep } from '../support/step.ts';
import type { ActionOptions, ActionRun } from '../../scripts/run-action.ts';

const RESULTS = ['success', 'failure', 'cancelled', 'skipped'];

/** The step sent nothing, said why, and passed. */
function silent(run: ActionRun): string {
  expect([run.exitCode, run.annotations.map(({ level }) => level), run.outputs.delivery, run.outputs.messages, run.stderr]).toEqual([0, ['notice'], 'skipped', '[]', '']);
  expect(run.summary).toMatch(/^### ⏭️ Nothing was sent to WeCom\n/);
  return run.annotations[0]?.message ?? '';
}

describe.concurrent('notify-on', () => {
  it.for(RESULTS)('%s lets that result through, by the status or by needs, and no other', async (word, { step, sandbox, workspace }) => {
    const options = await asRunOf(EVENTS.push, workspace);
    for (const status of RESULTS) {
      for (const inputs of [{ status }, { needs: needsOf({ test: status }), status: 'success' }]) {
        const before = shown(sandbox).length;
        const run = await step({ text: 'hello', 'notify-on': word, ...inputs }, options);
        if (status === word) passed(run);
        else expect(silent(run)).toBe(`Nothing was sent: the result is ${status}, and notify-on is ${word}.`);
        expect(shown(sandbox).length - before).toBe(status === word ? 1 : 0);
      }
    }
  });

  it('takes several words, and always among them', async ({ step, sandbox }) => {
    silent(await step({ text: 'hello', status: 'success', 'notify-on': 'failure, cancelled' }));
    passed(await step({ text: 'hello', status: 'cancelled', 'notify-on': 'failure, cancelled' }));
    passed(await step({ text: 'hello', 'notify-on': 'Always' }));
    expect(shown(sandbox)).toHaveLength(2);
  });

  it('knows the result of a workflow that has ended, or of a deployment, from the event', async ({ step, workspace }) => {
    passed(await step({ text: 'hello', 'notify-on': 'failure' }, await asRunOf(workflowRun('failure'), workspace)));
    silent(await step({ text: 'hello', 'notify-on': 'failure' }, await asRunOf(workflowRun('success'), workspace)));
    passed(await step({ text: 'hello', 'notify-on': 'failure' }, await asRunOf(deployment('error'), workspace)));
  });

  it('passes over a deployment or a workflow that has not ended, which is no mistake', async ({ step, workspace }) => {
    for (const event of [deployment('in_progress'), workflowRun(null)]) {
      expect(silent(await step({ text: 'hello', 'notify-on': 'success, failure' }, await asRunOf(event, workspace)))).toBe('Nothing was sent: there is no result yet, and notify-on is success, failure.');
    }
  });

  it('looks for the files only when there is something to send, as a report may be written by a failure alone', async ({ step }) => {
    silent(await step({ files: 'report/**', status: 'success', 'notify-on': 'failure' }));
    expect(soleError(await step({ files: 'report/**', status: 'failure', 'notify-on': 'failure' }))).toContain('files “report/**”');
  });

  it('does not hide a mistake in the inputs', async ({ step }) => {
    expect(soleError(await step({ text: 'hello', 'media-type': 'sound', status: 'success', 'notify-on': 'failure' }))).toContain('media-type');
  });

  it('other than always needs a result, which it would never have', async ({ step, sandbox, workspace }) => {
    const error = soleError(await step({ text: 'hello', 'notify-on': 'failure', 'mention-on': 'change', 'mention-users': 'LiSi' }, await asRunOf(EVENTS.push, workspace)));
    expect(error).toContain('notify-on: ');
    expect(error).toContain('mention-on: ');
    expect(error).toContain('Add status: ${{ job.status }}');
    expect(shown(sandbox)).toEqual([]);
  });

  it('change is refused for deployments, whose last result GitHub does not keep', async ({ step, workspace }) => {
    expect(soleError(await step({ text: 'hello', 'notify-on': 'change' }, await asRunOf(deployment('success'), workspace)))).toContain('Write success, failure');
  });
});

const CURRENT = `/repos/${REPOSITORY}/actions/runs/8412001`;
const LIST = `/repos/${REPOSITORY}/actions/workflows/7/runs?status=completed&per_page=100&exclude_pull_requests=true&branch=main`;

const run = (id: number, conclusion: string | null): object => ({
  id, run_number: id, workflow_id: 7, head_branch: 'main', status: conclusion === null ? 'in_progress' : 'completed', conclusion, head_repository: { full_name: REPOSITORY }, run_started_at: new Date(Date.now() - 192_000).toISOString(),
});

const before = (conclusion: string): Record<string, Reply> => ({ [CURRENT]: { json: { ...run(128, null), id: 8412001 } }, [LIST]: { json: { workflow_runs: [run(127, conclusion)] } } });

const against = async ({ url }: SmallGitHub, workspace: Folder, event: Event = EVENTS.push): Promise<Partial<ActionOptions>> => asRunOf(event, workspace, { GITHUB_API_URL: url });

const TOOK = /"keyname":"Took","value":"3 min 1\d s"/;

describe('notify-on: change', () => {
  it.for([
    ['success', 'failure', true],
    ['failure', 'success', true],
    ['success', 'success', false],
    ['failure', 'timed_out', false],
  ] as const)('after a %s: is the run before a %s, a message is sent: %s', async ([status, conclusion, isSent], { step, sandbox, workspace }) => {
    const github = await startGitHub(before(conclusion));
    const run = await step({ text: 'hello', status, 'notify-on': 'change', 'github-token': TOKEN }, await against(github, workspace));
    if (isSent) passed(run);
    else expect(silent(run)).toBe(`Nothing was sent: the result is ${status}, as it was before, and notify-on is change.`);
    expect(shown(sandbox)).toHaveLength(isSent ? 1 : 0);
    expect(github.asked.map(({ path, authorization }) => [path, authorization])).toEqual([[CURRENT, `Bearer ${TOKEN}`], [LIST, `Bearer ${TOKEN}`]]);
    keeps(run, TOKEN);
  });

  it('asks GitHub nothing where another word decides', async ({ step, sandbox, workspace }) => {
    const github = await startGitHub({});
    passed(await step({ text: 'hello', status: 'failure', 'notify-on': 'failure, change' }, await against(github, workspace)));
    silent(await step({ text: 'hello', status: 'cancelled', 'notify-on': 'failure, change' }, await against(github, workspace)));
    silent(await step({ text: 'hello', status: 'success', 'notify-on': 'failure', 'mention-on': 'change' }, await against(github, workspace)));
    expect(github.asked).toEqual([]);
    expect(shown(sandbox)).toHaveLength(1);
  });

  it('asks GitHub nothing while an input is wrong', async ({ step, workspace }) => {
    const github = await startGitHub({});
    soleError(await step({ text: 'hello', status: 'success', 'notify-on': 'change', 'media-type': 'sound' }, await against(github, workspace)));
    expect(github.asked).toEqual([]);
  });

  it('compares a workflow that has ended with its own runs', async ({ step, workspace }) => {
    const github = await startGitHub({});
    await step({ text: 'hello', 'notify-on': 'change' }, await against(github, workspace, workflowRun('success')));
    expect(github.asked.map(({ path }) => path)).toEqual([`/repos/${REPOSITORY}/actions/runs/8412500`]);
  });

  it('asks for nothing more to tell the card how long the run has taken', async ({ step, sandbox, workspace }) => {
    const github = await startGitHub(before('success'));
    passed(await step({ card: 'build', status: 'failure', 'notify-on': 'change', 'github-token': TOKEN }, await against(github, workspace)));
    expect(JSON.stringify(sandbox.state().messages[0]?.message)).toMatch(TOOK);
    expect(github.asked).toHaveLength(2);
  });

  it.for<[string, Reply, string]>([
    ['refuses the token', { status: 403, body: '{"message":"Resource not accessible by integration"}' }, 'Add permissions: with actions: read to the job'],
    ['hides the run', { status: 404 }, 'Add permissions: with actions: read to the job'],
    ['does not know the token', { status: 401, body: `{"message":"${TOKEN}"}` }, 'Write github-token: ${{ github.token }}'],
    ['fails', { status: 503, body: TOKEN }, 'status 503'],
    ['sends the step elsewhere', { status: 302, headers: { location: `https://evil.example/?${TOKEN}` } }, 'status 302'],
    ['answers in no JSON', { status: 200, body: `<html>${TOKEN}` }, 'sent no JSON'],
    ['loses the connection', 'lost', 'could not be asked'],
  ])('counts as one, with a warning, when GitHub %s; and the token is shown nowhere', async ([, reply, words], { step, sandbox, workspace }) => {
    const run = passed(await step({ text: 'hello', status: 'success', 'notify-on': 'change', 'mention-on': 'change', 'mention-users': 'LiSi', 'github-token': TOKEN }, { env: { ...(await against(await startGitHub({ [CURRENT]: reply }), workspace)).env, RUNNER_DEBUG: '1' } }));
    expect(run.log).toContain('Warning: Whether the result has changed is not known, so it counts as changed: ');
    expect(run.log).toContain(words);
    expect(sandbox.state().messages[0]?.message).toMatchObject({ text: { mentioned_list: ['LiSi'] } });
    keeps(run, TOKEN);
    expect(everythingShown(run)).not.toContain('canary');
  });

  it('is asked of the API of an Enterprise host', async ({ step, sandbox, workspace }) => {
    const github = await startGitHub(Object.fromEntries(Object.entries(before('success')).map(([path, reply]) => [`/api/v3${path}`, reply])));
    silent(await step({ text: 'hello', status: 'success', 'notify-on': 'change' }, await asRunOf(EVENTS.push, workspace, { GITHUB_API_URL: `${github.url}/api/v3` })));
    expect(github.asked).toHaveLength(2);
    expect(shown(sandbox)).toEqual([]);
  });

  it('counts as one where there is no run to compare with', async ({ step, sandbox }) => {
    expect(passed(await step({ text: 'hello', status: 'success', 'notify-on': 'change' })).log).toContain('this is no run on GitHub');
    expect(shown(sandbox)).toHaveLength(1);
  });

  it('counts as one when GitHub does not answer, in half of the time that there is', async ({ step, sandbox, workspace }) => {
    const github = await startGitHub({ [CURRENT]: () => undefined });
    passed(await step({ text: 'hello', status: 'success', 'notify-on': 'change', 'timeout-seconds': '4' }, await against(github, workspace)));
    expect(shown(sandbox)).toHaveLength(1);
  });
});

describe('the time that a run has taken', () => {
  const cardOf = async (inputs: Record<string, string>, replies: Record<string, Reply>, { step, workspace }: { step: RunStep; workspace: Folder }): Promise<SmallGitHub> => {
    const github = await startGitHub(replies);
    const run = passed(await step({ card: 'build', 'github-token': TOKEN, ...inputs }, await against(github, workspace)));
    keeps(run, TOKEN);
    return github;
  };

  it('is asked for once, for a card that tells a result', async ({ step, sandbox, workspace }) => {
    const { asked } = await cardOf({ status: 'success' }, before('success'), { step, workspace });
    expect(asked.map(({ path }) => path)).toEqual([CURRENT]);
    expect(JSON.stringify(sandbox.state().messages[0]?.message)).toMatch(TOOK);
  });

  it.for<[string, Reply]>([['refuses', { status: 403 }], ['fails', { status: 500 }], ['breaks off', 'lost'], ['says something else', { json: { run_started_at: TOKEN } }]])('stays away without a word when GitHub %s', async ([, reply], { step, sandbox, workspace }) => {
    const { asked } = await cardOf({ status: 'success' }, { [CURRENT]: reply }, { step, workspace });
    expect(asked).toHaveLength(1);
    expect(JSON.stringify(sandbox.state().messages[0]?.message)).not.toContain('Took');
  });

  it('is the event’s own of a workflow that has ended, and not that of the run which tells of it', async ({ step, sandbox, workspace }) => {
    const github = await startGitHub(before('success'));
    passed(await step({ card: 'build', status: 'failure', 'github-token': TOKEN }, await against(github, workspace, workflowRun('failure'))));
    expect(github.asked).toEqual([]);
    expect(JSON.stringify(sandbox.state().messages[0]?.message)).toContain('"value":"1 h 2 min"');
  });

  it('is not asked for by a card without a result, by none, or without a token', async ({ step, sandbox, workspace }) => {
    for (const inputs of [{}, { card: 'none', text: 'hello', status: 'success' }]) {
      const { asked } = await cardOf(inputs, before('success'), { step, workspace });
      expect(asked).toEqual([]);
    }
    const github = await startGitHub(before('success'));
    passed(await step({ card: 'build', status: 'success' }, await against(github, workspace)));
    expect(github.asked).toEqual([]);
    expect(shown(sandbox)).toHaveLength(3);
  });
});
