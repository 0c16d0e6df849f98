import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startSandbox } from '../../../sandbox/server.ts';
import { startApp } from '../app-wire.ts';
import { request } from '../wire.ts';
import { startAccount } from './account-wire.ts';
import type { AccountStage } from './account-wire.ts';

const MINUTE = 60_000;

let stage: AccountStage;
beforeEach(async () => {
  stage = await startAccount();
});
afterEach(() => stage.sandbox.close());

/** What an API call says of a token: 0, or the errcode. */
const verdict = async (token: string): Promise<number> => (await stage.get('draft/count', {}, token)).errcode ?? 0;

describe('an Official Account', () => {
  it('has an appid and a secret of its own, and a name that nobody else has', async () => {
    const many = await startSandbox({ accounts: 2 });
    expect(many.accounts.map(({ name }) => name)).toEqual(['Account 1', 'Account 2']);
    expect(many.accounts[0]?.appid).toMatch(/^wx[\da-f]{16}$/);
    expect(many.accounts[0]?.appsecret).toMatch(/^[\da-f]{32}$/);
    await many.close();
    expect(stage.sandbox.addAccount({ name: 'News desk' })).toEqual(stage.sandbox.accounts[1]);
    expect(() => stage.sandbox.addRobot('News desk')).toThrow('already is an account named "News desk"');
    expect(() => stage.sandbox.addAccount({ name: 'Robot 1' })).toThrow('already is a robot');
    expect(() => { stage.sandbox.configureAccount('nobody', {}); }).toThrow('no account named "nobody"');
  });
});

describe('/cgi-bin/token', () => {
  it('answers without an errcode, with a token that lives 7200 s', async () => {
    const outcome = await stage.getToken({ appid: stage.account.appid, secret: stage.account.appsecret });
    expect(outcome).toEqual({ access_token: outcome.access_token, expires_in: 7200 });
    stage.clock.now += 7200_000 - 1;
    expect(await verdict(outcome.access_token ?? '')).toBe(0);
    stage.clock.now += 1;
    expect(await verdict(outcome.access_token ?? '')).toBe(42001);
  });

  it('gives another token each time, and the older one is good for 5 minutes more', async () => {
    const older = await stage.token();
    const newer = await stage.token();
    expect(newer).not.toBe(older);
    stage.clock.now += 5 * MINUTE - 1;
    expect([await verdict(older), await verdict(newer)]).toEqual([0, 0]);
    stage.clock.now += 1;
    expect([await verdict(older), await verdict(newer)]).toEqual([40001, 0]);
  });

  it.each([
    [{ grant_type: '' }, 40002],
    [{ grant_type: 'password' }, 40002],
    [{ appid: '' }, 41002],
    [{ secret: '' }, 41004],
    [{ appid: 'wx0' }, 40013],
    [{ secret: 'x' }, 40125],
  ])('refuses %j with %i', async (wrong, errcode) => {
    const { appid, appsecret: secret } = stage.account;
    expect((await stage.getToken({ appid, secret, ...wrong })).errcode).toBe(errcode);
  });

  it('is a GET', async () => {
    const address = stage.url('token', { grant_type: 'client_credential', appid: stage.account.appid, secret: stage.account.appsecret });
    expect(JSON.parse((await request(address, { method: 'POST' })).text)).toMatchObject({ errcode: 43001 });
  });

  it('is not given to an account whose secret is frozen, until a reset', async () => {
    stage.sandbox.configureAccount(stage.account.name, { secretFrozen: true });
    expect((await stage.stable()).errcode).toBe(40243);
    stage.sandbox.reset();
    expect((await stage.stable()).errcode).toBeUndefined();
  });

  it('is given only to addresses on the white list, and the refused one stands in the text', async () => {
    const token = await stage.token();
    stage.sandbox.trustIps(['10.0.0.1']);
    const refused = await stage.stable();
    expect(refused.errcode).toBe(40164);
    expect(refused.errmsg).toMatch(/^invalid ip 127\.0\.0\.1 ipv6 ::ffff:127\.0\.0\.1, not in whitelist hint: \[\w+\] rid: [\da-f]{8}-/);
    expect((await stage.getToken({ appid: stage.account.appid, secret: stage.account.appsecret })).errcode).toBe(40164);
    expect(await verdict(token)).toBe(0);
  });

  it('and its sister are counted, each with what it refused', async () => {
    await stage.token();
    await stage.stable();
    await stage.stable({ secret: 'x' });
    expect(stage.sandbox.state().accountTokens).toEqual({ token: { calls: 1, refused: 0 }, stable: { calls: 2, refused: 1 } });
    stage.sandbox.reset();
    expect(stage.sandbox.state().accountTokens).toEqual({ token: { calls: 0, refused: 0 }, stable: { calls: 0, refused: 0 } });
  });
});

describe('/cgi-bin/stable_token', () => {
  it('gives the same token with the time that it has left', async () => {
    const first = await stage.stable();
    expect(first).toEqual({ access_token: first.access_token, expires_in: 7200 });
    stage.clock.now += 10 * MINUTE;
    expect(await stage.stable()).toEqual({ access_token: first.access_token, expires_in: 6600 });
  });

  it('gives another in the last 5 minutes, in which both are good', async () => {
    const { access_token: first = '' } = await stage.stable();
    stage.clock.now += 115 * MINUTE - 1;
    expect((await stage.stable()).access_token).toBe(first);
    stage.clock.now += 1;
    const next = await stage.stable();
    expect(next.access_token).not.toBe(first);
    expect(next.expires_in).toBe(7200);
    expect([await verdict(first), await verdict(next.access_token ?? '')]).toEqual([0, 0]);
    stage.clock.now += 5 * MINUTE;
    expect(await verdict(first)).not.toBe(0);
    expect(await verdict(next.access_token ?? '')).toBe(0);
  });

  it('has nothing to do with /cgi-bin/token: neither ends the tokens of the other', async () => {
    const { access_token: stable = '' } = await stage.stable();
    const token = await stage.token();
    await stage.stable({ force_refresh: true });
    const refreshed = (await stage.stable()).access_token ?? '';
    await stage.token();
    expect(await verdict(token)).toBe(0);
    stage.clock.now += 6 * MINUTE;
    expect([await verdict(stable), await verdict(token), await verdict(refreshed)]).toEqual([40001, 40001, 0]);
  });

  it('ends the former at once when it is told to refresh', async () => {
    const { access_token: former = '' } = await stage.stable();
    const { access_token: next = '' } = await stage.stable({ force_refresh: true });
    expect(next).not.toBe(former);
    expect([await verdict(former), await verdict(next)]).toEqual([40001, 0]);
    expect((await stage.stable()).access_token).toBe(next);
  });

  it('does not refresh within 30 s of the last time', async () => {
    const { access_token: first } = await stage.stable({ force_refresh: true });
    stage.clock.now += 29_999;
    expect((await stage.stable({ force_refresh: true })).access_token).toBe(first);
    stage.clock.now += 1;
    expect((await stage.stable({ force_refresh: true })).access_token).not.toBe(first);
  });

  it('refreshes 20 times a day and no more', async () => {
    for (let count = 0; count < 20; count += 1) {
      expect((await stage.stable({ force_refresh: true })).errcode).toBeUndefined();
      stage.clock.now += 30_000;
    }
    expect((await stage.stable({ force_refresh: true })).errcode).toBe(45009);
    expect((await stage.stable()).errcode).toBeUndefined();
    const other = stage.sandbox.addAccount();
    expect((await stage.stable({ appid: other.appid, secret: other.appsecret, force_refresh: true })).errcode).toBeUndefined();
    stage.clock.now += 24 * 60 * MINUTE;
    expect((await stage.stable({ force_refresh: true })).errcode).toBeUndefined();
  });

  it.each([
    [{ grant_type: undefined }, 40002],
    [{ appid: undefined }, 41002],
    [{ secret: undefined }, 41004],
    [{ appid: 'wx0' }, 40013],
    [{ secret: 'x' }, 40125],
    [{ force_refresh: 'yes' }, 40097],
  ])('refuses %j with %i', async (wrong, errcode) => {
    expect((await stage.stable(wrong)).errcode).toBe(errcode);
  });

  it('wants JSON in a POST', async () => {
    const address = `${stage.sandbox.baseUrl}/cgi-bin/stable_token`;
    const asked = async (init: RequestInit): Promise<unknown> => JSON.parse((await request(address, init)).text);
    expect(await asked({})).toMatchObject({ errcode: 43002 });
    expect(await asked({ method: 'POST' })).toMatchObject({ errcode: 44002 });
    expect(await asked({ method: 'POST', body: 'grant_type=client_credential' })).toMatchObject({ errcode: 47001 });
    expect(await asked({ method: 'POST', body: '[]' })).toMatchObject({ errcode: 47001 });
  });
});

describe("an account's token", () => {
  it('that is missing, never given, expired or revoked has an errcode of its own', async () => {
    expect(await verdict('')).toBe(41001);
    expect(await verdict('x')).toBe(40014);
    const token = await stage.token();
    stage.sandbox.revokeTokens();
    expect(await verdict(token)).toBe(40001);
    const { access_token: next = '' } = await stage.stable();
    expect(await verdict(next)).toBe(0);
    stage.sandbox.expireTokens();
    expect(await verdict(next)).toBe(42001);
    expect(await verdict((await stage.stable()).access_token ?? '')).toBe(0);
  });

  it('outlives a reset', async () => {
    const token = await stage.token();
    stage.sandbox.reset();
    expect(await verdict(token)).toBe(0);
  });

  it("is no application's, nor the other way round", async () => {
    const app = await startApp();
    const appToken = await app.token();
    await app.sandbox.close();
    expect(await verdict(appToken)).toBe(40014);
    expect((await stage.post('message/send', {}, await stage.token())).errcode).toBe(40014);
  });

  it('tells at a path that both hosts have which is meant; one that nobody was given is WeCom\'s to refuse', async () => {
    const token = await stage.token();
    for (const path of ['media/get', 'media/get/jssdk']) {
      expect((await stage.get(path, { media_id: 'x' }, token)).errmsg, path).toMatch(/^invalid media_id hint: /);
      expect((await stage.get(path, { media_id: 'x' }, 'x')).errmsg, path).toContain('open.work.weixin.qq.com');
    }
    stage.sandbox.revokeTokens();
    for (const path of ['media/upload', 'media/uploadimg', 'media/get']) {
      expect((await stage.post(path, {}, token)).errcode, path).toBe(40001);
    }
  });

  it('and secrets stand neither in the state nor on the page', async () => {
    const token = await stage.token();
    const { access_token: stable = '' } = await stage.stable();
    await stage.get('draft/count', {}, token);
    await stage.getToken({ appid: stage.account.appid, secret: 'a-secret-of-somebody-else' });
    const shown = JSON.stringify(stage.sandbox.state()) + (await request(stage.sandbox.baseUrl)).text;
    for (const secret of [token, stable, stage.account.appsecret, 'of-somebody-else']) expect(shown).not.toContain(secret);
    expect(stage.sandbox.state().requests[0]?.query).toMatchObject({ appid: stage.account.appid, secret: 'Account 1' });
  });
});
