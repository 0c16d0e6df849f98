import { describe, expect, it } from 'vitest';

import { createForceAllowance } from '../../../core/official/token.ts';
import { accountBench, STABLE_TOKEN } from '../../support/account-bench.ts';
import { turnedClock } from '../../support/turned-clock.ts';

describe('the access token of an Official Account', () => {
  it('comes from the stable call, once for all that is done with it', async () => {
    const { account, paths } = await accountBench();
    await account.countMaterials();
    await account.countMaterials();
    expect(paths()).toEqual([STABLE_TOKEN, '/cgi-bin/material/get_materialcount', '/cgi-bin/material/get_materialcount']);
  });

  it('comes from the older call where that is chosen, and leaves the stable one alone', async () => {
    const { accountFor, account, face, paths, state } = await accountBench();
    await account.countMaterials();
    expect(await accountFor(face, 'older').account.countMaterials()).toMatchObject({ delivery: 'sent' });
    expect(await account.countMaterials()).toMatchObject({ delivery: 'sent', attempts: 1 });
    expect(paths()).toContain('/cgi-bin/token');
    expect(state().accountTokens).toMatchObject({ token: { calls: 1, refused: 0 }, stable: { calls: 1, refused: 0 } });
  });

  it.each(['expireTokens', 'revokeTokens'] as const)('is renewed once for 50 calls at the same time that WeChat refuses it to (%s)', async (become) => {
    const { account, sandbox, state } = await accountBench();
    await account.countMaterials();
    const before = state().accountTokens.stable.calls;
    sandbox[become]();
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => account.countMaterials()));
    expect(outcomes.map(({ delivery }) => delivery)).toEqual(Array.from({ length: 50 }, () => 'sent'));
    expect(state().accountTokens.stable.calls - before).toBe(1);
  });

  it('is renewed once per call, and a second refusal is told', async () => {
    const { account, script, paths } = await accountBench();
    script({ kind: 'errcode', errcode: 40001, path: '/cgi-bin/material/get_materialcount' });
    script({ kind: 'errcode', errcode: 40014, path: '/cgi-bin/material/get_materialcount' });
    expect(await account.countMaterials()).toMatchObject({ delivery: 'rejected', attempts: 2, error: { errcode: 40014 } });
    expect(paths().filter((path) => path.endsWith('count'))).toHaveLength(2);
  });

  it('is replaced by force only when the stable call gives the very one that was refused', async () => {
    const { account, script, asked } = await accountBench();
    script({ kind: 'errcode', errcode: 40001, path: '/cgi-bin/material/get_materialcount' });
    expect(await account.countMaterials()).toMatchObject({ delivery: 'sent', attempts: 2 });
    const forced = asked.flatMap(({ body }) => (body?.kind === 'json' ? [(JSON.parse(body.text) as { force_refresh: boolean }).force_refresh] : []));
    expect(forced).toEqual([false, false, true]);
  });

  it('is not asked for again with a wrong secret', async () => {
    const { accountFor, face, state } = await accountBench();
    const { account } = accountFor({ ...face, appsecret: 'f'.repeat(32) });
    for (let call = 0; call < 3; call += 1) expect(await account.countMaterials()).toMatchObject({ delivery: 'rejected', error: { errcode: 40125, message: expect.stringContaining('Copy the app secret again') as string } });
    expect(state().accountTokens.stable).toEqual({ calls: 1, refused: 1 });
  });

  it('names the address to allow when WeChat does not know it', async () => {
    const { account, sandbox } = await accountBench();
    sandbox.trustIps(['203.0.113.7']);
    const outcome = await account.countMaterials();
    expect(outcome).toMatchObject({ delivery: 'rejected', error: { errcode: 40164, fix: expect.stringMatching(/^Add 127\.0\.0\.1 to the IP allow-list/) as string } });
  });

  it('and the secret are in no error, log or address of another call', async () => {
    const { account, sandbox, face, logged, tokens } = await accountBench();
    const got = await tokens.get();
    const token = got.ok ? got.token : '';
    expect(token.length).toBeGreaterThan(100);
    sandbox.script({ kind: 'errcode', errcode: 40035, errmsg: `bad request with ${token} and ${face.appsecret}` });
    const outcome = await account.countMaterials();
    const shown = JSON.stringify([outcome, outcome.delivery === 'sent' ? '' : outcome.error.message, logged]);
    expect(outcome.delivery).toBe('rejected');
    expect(shown).not.toContain(token);
    expect(shown).not.toContain(face.appsecret);
  });
});

describe('the allowance to replace a token by force', () => {
  it('is one in 30 seconds and 20 in a day', () => {
    const { clock, advance } = turnedClock();
    const { take } = createForceAllowance(clock);
    expect([take(), take()]).toEqual([true, false]);
    advance(30_000);
    expect(take()).toBe(false);
    for (let taken = 1; taken < 20; taken += 1) {
      advance(30_001);
      expect(take()).toBe(true);
    }
    advance(30_001);
    expect(take()).toBe(false);
    advance(86_400_000);
    expect(take()).toBe(true);
  });
});
