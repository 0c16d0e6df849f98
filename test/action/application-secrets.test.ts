import { describe, expect } from 'vitest';

import type { Sandbox } from '../../sandbox/server.ts';
import type { ActionRun } from '../../scripts/run-action.ts';
import { APP_SEND, APP_UPLOAD, GETTOKEN, accountOf, credentialsOf, it } from '../support/application-step.ts';
import { everythingShown, masksIn } from '../support/everything-shown.ts';

/** Before anything else the secret was masked, and neither it nor any token stands anywhere. */
function keepsAll(run: ActionRun, sandbox: Sandbox, token?: string): void {
  const { corpsecret } = accountOf(sandbox);
  expect(masksIn(run)[0]).toBe(corpsecret);
  for (const secret of [corpsecret, encodeURIComponent(corpsecret), ...(token === undefined ? [] : [token])]) expect(everythingShown(run)).not.toContain(secret);
  expect(everythingShown(run)).not.toMatch(/(?:access_token|corpsecret)=(?!\*|&#42;)/);
}

describe.concurrent('the secret of an application and its tokens', () => {
  it('are masked and shown nowhere, in the debug log neither', async ({ app, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    sandbox.script({ path: GETTOKEN, kind: 'body', body: '{"errcode":0,"errmsg":"ok","access_token":"canary-token-1234567890","expires_in":7200}' });

    const run = await app({ text: 'hello', files: 'a.txt' }, { env: { RUNNER_DEBUG: '1' } });

    expect(run.exitCode).toBe(0);
    expect(masksIn(run)).toContain('canary-token-1234567890');
    expect(run.stdout).toContain('::debug::sending text {"msgtype":"text"');
    expect(run.stdout).toContain('::debug::a.txt: sent after one attempt');
    keepsAll(run, sandbox, 'canary-token-1234567890');
    expect(run.stdout).not.toContain(sandbox.state().media[0]?.media_id);
  });

  it.for(['errcode', 'status', 'body', 'redirect'] as const)('are kept when an answer repeats them: %s', async (kind, { app, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    const { corpsecret } = accountOf(sandbox);
    const token = 'canary-token-1234567890';
    const words = `no: ${corpsecret} ${token} ?corpsecret=${corpsecret}&access_token=${token} ${encodeURIComponent(`access_token=${token}`)}`;
    const fault = { kind, errcode: 40058, errmsg: words, status: kind === 'redirect' ? 302 : 403, body: words, location: `https://${token}.example/?access_token=${token}` };

    for (const path of [GETTOKEN, APP_UPLOAD, APP_SEND]) {
      if (path !== GETTOKEN) sandbox.script({ path: GETTOKEN, kind: 'body', body: JSON.stringify({ errcode: 0, errmsg: 'ok', access_token: token, expires_in: 7200 }) });
      sandbox.script({ path, ...fault, times: 3 });
      const run = await app({ files: 'a.txt', 'timeout-seconds': '20' });
      expect(run.exitCode).toBe(1);
      // A word that WeCom has not given as a token is none.
      keepsAll(run, sandbox, path === GETTOKEN ? undefined : token);
      sandbox.reset();
    }
  });

  it.for([
    ['a secret of two words', { 'corp-secret': 'canary-canary canary-canary' }],
    ['a secret of two lines', { 'corp-secret': 'canary-canary\ncanary-canary' }],
    ['the secret where the agent id belongs', { 'agent-id': 'canary-canary-canary' }],
    ['the secret where the corp id belongs', { 'corp-id': 'canary/canary/canary' }],
  ] as const)('are kept also when they are malformed: %s', async ([, inputs], { app }) => {
    const run = await app({ ...inputs, text: 'hello' });

    expect(run.exitCode).toBe(1);
    expect(everythingShown(run)).not.toContain('canary');
  });

  it('are kept when a robot stands beside', async ({ step, sandbox }) => {
    sandbox.trustIps([]);

    const run = await step({ ...credentialsOf(sandbox), 'to-user': 'LiSi', text: 'hello' });

    expect(run.exitCode).toBe(1);
    for (const secret of [accountOf(sandbox).corpsecret, sandbox.robots[0]?.key ?? '']) {
      expect(masksIn(run)).toContain(secret);
      expect(everythingShown(run)).not.toContain(secret);
    }
  });
});
