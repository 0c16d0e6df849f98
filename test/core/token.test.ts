import { describe, expect, it } from 'vitest';

import { fetchToken } from '../../core/token.ts';
import { appBench, GETTOKEN } from '../support/app-bench.ts';
import type { AppBench } from '../support/app-bench.ts';

const HOUR = 3_600_000;

async function given(bench: AppBench): Promise<string> {
  const got = await bench.tokens.get();
  if (!got.ok) throw got.failure.error;
  return got.token;
}

const answer = (fields: Record<string, unknown>): string => JSON.stringify({ errcode: 0, errmsg: 'ok', access_token: 'A-SCRIPTED-TOKEN', expires_in: 7200, ...fields });

describe('an access token', () => {
  it('is not asked for before somebody needs it, and then once for fifty who need it at the same time', async () => {
    const bench = await appBench();
    expect(bench.tokenCalls()).toBe(0);
    const tokens = await Promise.all(Array.from({ length: 50 }, () => given(bench)));
    expect(new Set(tokens).size).toBe(1);
    expect(bench.tokenCalls()).toBe(1);
  });

  it('is used until five minutes before its end, and not a millisecond longer', async () => {
    const bench = await appBench();
    await given(bench);
    bench.time.advance(2 * HOUR - 300_000 - 1);
    await given(bench);
    expect(bench.tokenCalls()).toBe(1);
    bench.time.advance(1);
    await given(bench);
    expect(bench.tokenCalls()).toBe(2);
  });

  it.each([
    ['0', 0, 30],
    ['negative', -7200, 30],
    ['missing', undefined, 30],
    ['no number', 'soon', 30],
    ['null', null, 30],
    ['a string of digits', '7200', 6900],
    ['ten minutes', 600, 300],
    ['more than WeCom gives', 7201, 6900],
    ['huge', 1e300, 6900],
  ])('whose life is %s is used for a time that makes sense', async (_name, expires_in, seconds) => {
    const bench = await appBench();
    bench.script({ kind: 'body', body: answer({ expires_in }), times: 2 });
    expect(await fetchToken(bench.connection, { corpId: 'ww', corpSecret: 'a secret' })).toMatchObject({ delivery: 'sent', value: { usableMs: seconds * 1000 } });
    await given(bench);
    bench.time.advance(seconds * 1000 - 1);
    await given(bench);
    expect(bench.state().requests).toHaveLength(2);
    bench.time.advance(1);
    await given(bench);
    expect(bench.state().requests).toHaveLength(3);
  });

  it.each([['is missing', undefined], ['is empty', ''], ['is no text', 7]])('that %s in the answer is an error, and is asked for again by the next who needs it', async (_name, access_token) => {
    const bench = await appBench();
    bench.script({ kind: 'body', body: answer({ access_token }) });
    const got = await bench.tokens.get();
    expect(got).toMatchObject({ ok: false, failure: { delivery: 'rejected', error: { code: 'no-token' } } });
    expect(bench.state().requests).toHaveLength(1);
    await given(bench);
    expect(bench.tokenCalls()).toBe(1);
  });

  it('outlives a wall clock that jumps an hour either way, without one more question and without a wait', async () => {
    const bench = await appBench();
    for (const hours of [1, -1, 24 * 365, -24 * 365]) {
      bench.time.setWall(bench.time.clock.now() + hours * HOUR);
      await given(bench);
    }
    expect(bench.tokenCalls()).toBe(1);
    expect(bench.time.sleeps).toEqual([]);
  });

  it('is forgotten only when it is the very one that was refused', async () => {
    const bench = await appBench();
    const old = await given(bench);
    bench.sandbox.revokeTokens();
    bench.tokens.drop(old);
    const fresh = await given(bench);
    expect(fresh).not.toBe(old);
    for (let times = 0; times < 50; times += 1) bench.tokens.drop(old);
    expect(await given(bench)).toBe(fresh);
    expect(bench.tokenCalls()).toBe(2);
  });

  it('that is being fetched is not asked for again because an old one is refused meanwhile', async () => {
    const bench = await appBench();
    const old = await given(bench);
    bench.sandbox.revokeTokens();
    bench.tokens.drop(old);
    const fetching = given(bench);
    bench.tokens.drop(old);
    expect(await given(bench)).toBe(await fetching);
    expect(bench.tokenCalls()).toBe(2);
  });

  it('comes on the third try from a WeCom that is busy, resets or has a gateway in trouble', async () => {
    for (const fault of [{ kind: 'errcode', errcode: -1 }, { kind: 'reset-before' }, { kind: 'reset-after' }, { kind: 'cut-body' }, { kind: 'status', status: 502 }] as const) {
      const bench = await appBench();
      bench.script({ ...fault, path: GETTOKEN, times: 2 });
      await given(bench);
      expect(bench.state().requests).toHaveLength(3);
      expect(bench.time.sleeps).toEqual([250, 500]);
    }
  });

  it('of a WeCom that stays busy is given up after three tries for all who wait, and asked for again by those who come later', async () => {
    const bench = await appBench();
    bench.script({ kind: 'errcode', errcode: -1, times: 3 });
    const waiting = await Promise.all(Array.from({ length: 50 }, () => bench.tokens.get()));
    for (const got of waiting) expect(got).toMatchObject({ ok: false, failure: { delivery: 'rejected', attempts: 3, error: { errcode: -1 } } });
    expect(bench.state().requests).toHaveLength(3);
    await given(bench);
    expect(bench.state().requests).toHaveLength(4);
  });
});

describe('a wrong secret or corp id', () => {
  const WRONG = [
    { name: 'secret', errcode: 40001, of: ({ account }: AppBench) => ({ ...account, corpsecret: 'not-the-secret-of-anything' }) },
    { name: 'corp id', errcode: 40013, of: ({ account }: AppBench) => ({ ...account, corpid: 'ww0000000000000000' }) },
  ];

  it.each(WRONG)('is refused at the first try to all fifty who wait, and never asked about again ($name)', async ({ errcode, of }) => {
    const bench = await appBench();
    const { tokens } = bench.appFor(of(bench));
    const waiting = await Promise.all(Array.from({ length: 50 }, () => tokens.get()));
    for (const got of waiting) expect(got).toMatchObject({ ok: false, failure: { delivery: 'rejected', attempts: 1, error: { code: 'rejected', errcode } } });
    bench.time.advance(24 * HOUR);
    expect(await tokens.get()).toEqual(waiting[0]);
    expect(bench.state().tokens).toEqual({ calls: 1, refused: 1 });
    expect(bench.time.sleeps).toEqual([]);
  });

  it.each(WRONG)('warns of the ban that repeated ones bring ($name)', async ({ of }) => {
    const bench = await appBench();
    const got = await bench.appFor(of(bench)).tokens.get();
    expect(got).toHaveProperty('failure.error.message', expect.stringContaining('IP address banned for an hour'));
    expect(got).toHaveProperty('failure.error.page', expect.stringContaining('devtool/query?e='));
  });

  it('is noticed when the secret is reset while the token lives', async () => {
    const bench = await appBench();
    await given(bench);
    bench.sandbox.rotateSecret(bench.account.corpsecret);
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, index) => bench.app.send(bench.text(`Message ${index}`))));
    for (const outcome of outcomes) expect(outcome).toMatchObject({ delivery: 'rejected', error: { errcode: 40001 } });
    expect(bench.state().messages).toEqual([]);
    expect(bench.state().tokens).toEqual({ calls: 2, refused: 1 });
  });
});
