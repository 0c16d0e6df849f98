import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startSandbox } from '../../sandbox/server.ts';
import { startApp } from './app-wire.ts';
import type { AppStage } from './app-wire.ts';
import { request, sendMessage, textMessage } from './wire.ts';

let stage: AppStage;
beforeEach(async () => {
  stage = await startApp();
});
afterEach(() => stage.sandbox.close());

const TEXT = { msgtype: 'text', text: { content: 'built' } };

describe('an application', () => {
  it('has a corpid, a secret and a number of its own', async () => {
    const many = await startSandbox({ apps: 3 });
    expect(many.apps.map(({ name, agentid }) => [name, agentid])).toEqual([
      ['Application 1', 1_000_002],
      ['Application 2', 1_000_003],
      ['Application 3', 1_000_004],
    ]);
    expect(new Set(many.apps.map(({ corpid }) => corpid)).size).toBe(1);
    expect(new Set(many.apps.map(({ corpsecret }) => corpsecret)).size).toBe(3);
    expect(many.apps[0]?.corpid).toMatch(/^ww[\da-f]{16}$/);
    expect(many.apps[0]?.corpsecret).toMatch(/^[\w-]{43}$/);
    await many.close();
    expect(stage.sandbox.apps).toHaveLength(1);
  });

  it('takes no name that a robot or another application has, and no corpid that is none', () => {
    expect(stage.sandbox.addApp({ name: 'Nightly' })).toMatchObject({ name: 'Nightly', corpid: stage.app.corpid });
    expect(() => stage.sandbox.addApp({ name: 'Robot 1' })).toThrow('already is a robot named "Robot 1"');
    expect(() => stage.sandbox.addRobot('Nightly')).toThrow('already is an application named "Nightly"');
    expect(() => stage.sandbox.addApp({ corpid: 'a b' })).toThrow('corpid');
    expect(stage.sandbox.addApp({ corpid: 'wwother' })).toMatchObject({ name: 'Application 3', corpid: 'wwother' });
  });
});

describe('gettoken', () => {
  it('answers with a token that lives 7200 s', async () => {
    const { corpid, corpsecret } = stage.app;
    const outcome = await stage.getToken({ corpid, corpsecret });
    expect(outcome).toEqual({ errcode: 0, errmsg: 'ok', access_token: outcome.access_token, expires_in: 7200 });
    expect(outcome.access_token).toMatch(/^[\w-]{100,}$/);
  });

  it('gives the same token for as long as that lives, and then another', async () => {
    const token = await stage.token();
    stage.clock.now += 7_199_999;
    expect(await stage.token()).toBe(token);
    expect((await stage.send(TEXT, token)).errcode).toBe(0);
    stage.clock.now += 1;
    expect((await stage.send(TEXT, token)).errcode).toBe(42001);
    const next = await stage.token();
    expect(next).not.toBe(token);
    expect((await stage.send(TEXT, next)).errcode).toBe(0);
  });

  it('misses the secret first, then the corpid', async () => {
    expect((await stage.getToken({})).errcode).toBe(41004);
    expect((await stage.getToken({ corpid: stage.app.corpid })).errcode).toBe(41004);
    expect((await stage.getToken({ corpsecret: stage.app.corpsecret })).errcode).toBe(41002);
  });

  it('refuses an unknown corp, and a secret that is wrong, of another corp, or given twice', async () => {
    const { corpid, corpsecret } = stage.app;
    const other = stage.sandbox.addApp({ corpid: 'wwother' });
    expect((await stage.getToken({ corpid: 'wwx', corpsecret })).errcode).toBe(40013);
    expect((await stage.getToken({ corpid, corpsecret: 'x' })).errcode).toBe(40001);
    expect((await stage.getToken({ corpid, corpsecret: other.corpsecret })).errcode).toBe(40001);
    const twice = await request(`${stage.url('gettoken', { corpid, corpsecret })}&corpsecret=${corpsecret}`);
    expect(JSON.parse(twice.text)).toMatchObject({ errcode: 40001 });
  });

  it('is a GET', async () => {
    const answer = await request(stage.url('gettoken', { corpid: stage.app.corpid, corpsecret: stage.app.corpsecret }), { method: 'POST' });
    expect(JSON.parse(answer.text)).toMatchObject({ errcode: 40058 });
  });

  it('is counted, and what it refuses too', async () => {
    await stage.token();
    await stage.token();
    for (let n = 0; n < 5; n += 1) await stage.getToken({ corpid: stage.app.corpid, corpsecret: `wrong ${n}` });
    expect(stage.sandbox.state().tokens).toEqual({ calls: 7, refused: 5 });
    stage.sandbox.reset();
    expect(stage.sandbox.state().tokens).toEqual({ calls: 0, refused: 0 });
  });

  it('can be struck by a fault, and then it was not counted unless it was processed', async () => {
    stage.sandbox.script({ kind: 'errcode', errcode: -1, path: '/cgi-bin/gettoken' });
    expect((await stage.getToken({})).errcode).toBe(-1);
    expect(stage.sandbox.state().tokens.calls).toBe(0);
  });
});

describe('a token', () => {
  it('counts in the query alone: not in a header, not in the body', async () => {
    const token = await stage.token();
    const url = `${stage.sandbox.baseUrl}/cgi-bin/message/send`;
    const body = JSON.stringify({ ...TEXT, touser: 'ZhangSan', agentid: stage.app.agentid, access_token: token });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    expect(JSON.parse((await request(url, { method: 'POST', headers, body })).text)).toMatchObject({ errcode: 41001 });
  });

  it('is looked at before anything else', async () => {
    for (const path of ['message/send', 'media/upload', 'media/get']) {
      for (const [access_token, errcode] of [['', 41001], ['x', 40014]] as const) {
        const answer = await request(stage.url(path, { access_token }), { method: 'DELETE' });
        expect(JSON.parse(answer.text), path).toMatchObject({ errcode });
      }
    }
  });

  it('given twice is invalid', async () => {
    const token = await stage.token();
    const url = `${stage.url('message/send', { access_token: token })}&access_token=${token}`;
    expect((await sendMessage(url, TEXT)).errcode).toBe(40014);
  });

  it('is expired or revoked when the test says so, and the next one is good', async () => {
    for (const [spoil, errcode] of [['expireTokens', 42001], ['revokeTokens', 40014]] as const) {
      const token = await stage.token();
      stage.sandbox[spoil]();
      expect((await stage.send(TEXT, token)).errcode).toBe(errcode);
      const next = await stage.token();
      expect(next).not.toBe(token);
      expect((await stage.send(TEXT, next)).errcode).toBe(0);
    }
  });

  it('outlives a reset', async () => {
    const token = await stage.token();
    stage.sandbox.reset();
    expect((await stage.send(TEXT, token)).errcode).toBe(0);
  });

  it('is invalid once the secret is changed, and the old secret is wrong; other applications go on', async () => {
    const { corpid, corpsecret } = stage.app;
    const other = stage.sandbox.addApp();
    const [token, othersToken] = [await stage.token(), await stage.token(other)];
    const rotated = stage.sandbox.rotateSecret(corpsecret);
    expect(rotated).toEqual({ ...stage.app, corpsecret: stage.sandbox.apps[0]?.corpsecret });
    expect(rotated.corpsecret).not.toBe(corpsecret);
    expect((await stage.send(TEXT, token)).errcode).toBe(40014);
    expect((await stage.getToken({ corpid, corpsecret })).errcode).toBe(40001);
    expect((await stage.send(TEXT, await stage.token(rotated))).errcode).toBe(0);
    expect((await stage.send({ ...TEXT, agentid: other.agentid }, othersToken)).errcode).toBe(0);
    expect(() => stage.sandbox.rotateSecret(corpsecret)).toThrow('no application');
  });
});

describe('trusted addresses', () => {
  it('keep out an application that calls from elsewhere, and tell it the address to enter', async () => {
    stage.sandbox.trustIps(['10.0.0.1']);
    const token = await stage.token();
    const refused = await stage.send(TEXT, token);
    expect(refused.errcode).toBe(60020);
    expect(refused.errmsg).toMatch(/^not allow to access from your ip, hint: \[\d+\], from ip: 127\.0\.0\.1, more info at /);
    expect((await stage.upload('file', {}, token)).errcode).toBe(60020);
    const got = await request(stage.url('media/get', { access_token: token, media_id: 'x' }));
    expect(JSON.parse(got.text)).toMatchObject({ errcode: 60020 });
    expect(stage.sandbox.state()).toMatchObject({ messages: [], media: [] });
  });

  it('are looked at after the token', async () => {
    stage.sandbox.trustIps([]);
    expect((await stage.send(TEXT, 'x')).errcode).toBe(40014);
  });

  it('let in the address that is on the list, everybody when there is none, and robots always', async () => {
    stage.sandbox.trustIps(['10.0.0.1', '127.0.0.1']);
    expect((await stage.send(TEXT)).errcode).toBe(0);
    stage.sandbox.trustIps(['10.0.0.1']);
    expect((await sendMessage(stage.webhook, textMessage('x'))).errcode).toBe(0);
    stage.sandbox.trustIps(undefined);
    expect((await stage.send(TEXT)).errcode).toBe(0);
    stage.sandbox.trustIps([]);
    stage.sandbox.reset();
    expect((await stage.send(TEXT)).errcode).toBe(0);
  });
});

describe('the state', () => {
  it('holds no secret and no token: not valid ones, not old ones, and not those that nobody has', async () => {
    const { corpid, corpsecret, name } = stage.app;
    const token = await stage.token();
    await stage.send(TEXT, token);
    const headers = { authorization: `Bearer ${token}`, referer: `http://127.0.0.1/${corpsecret}` };
    await request(stage.url(`${token}/x`, { q: corpsecret }), { headers });
    const rotated = stage.sandbox.rotateSecret(corpsecret);
    const newToken = await stage.token(rotated);
    await stage.getToken({ corpid, corpsecret });
    await stage.send(TEXT, token);
    await stage.send(TEXT, newToken);
    await stage.send(TEXT, 'a-token-of-another-corp');
    await stage.getToken({ corpid, corpsecret: 'a-secret-of-another-corp' });
    const state = JSON.stringify(stage.sandbox.state());
    const page = (await request(stage.sandbox.baseUrl)).text;
    for (const secret of [token, newToken, corpsecret, rotated.corpsecret, 'of-another-corp']) {
      expect(state).not.toContain(secret);
      expect(page).not.toContain(secret);
    }
    const { requests } = stage.sandbox.state();
    expect(requests[0]?.query).toEqual({ corpid, corpsecret: name });
    expect(requests[1]?.query).toEqual({ access_token: name });
    expect(requests.at(-2)?.query).toEqual({ access_token: '(unknown access_token)' });
    expect(requests.at(-1)?.query).toEqual({ corpid, corpsecret: '(unknown corpsecret)' });
  });
});
