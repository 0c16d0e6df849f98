import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { AppFace, MediaRecord } from '../../sandbox/server.ts';
import { startApp } from './app-wire.ts';
import type { AppStage } from './app-wire.ts';
import { request } from './wire.ts';

let stage: AppStage;
beforeEach(async () => {
  stage = await startApp();
});
afterEach(() => stage.sandbox.close());

async function post(path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
  const init = { method: 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const { status, text } = await request(stage.sandbox.baseUrl + path, init);
  return { status, json: JSON.parse(text) };
}

const TEXT = { msgtype: 'text', text: { content: 'x' } };

describe('over HTTP', () => {
  it('an application is added', async () => {
    expect((await post('/sandbox/apps')).json).toEqual(stage.sandbox.apps[1]);
    const { json } = await post('/sandbox/apps', { name: 'Nightly', corpid: 'wwother' });
    expect(json).toEqual({ name: 'Nightly', corpid: 'wwother', corpsecret: (json as AppFace).corpsecret, agentid: 1_000_004 });
    expect(await stage.token(json as AppFace)).not.toBe('');
  });

  it('an application is set, or added with its settings', async () => {
    const card = { card_type: 'vote_interaction', main_title: { title: 'x' }, submit_button: { text: 'x', key: 'x' } };
    const errcodeOfVote = (task_id: string): Promise<number> =>
      stage.errcodeOf({
        msgtype: 'template_card',
        template_card: { ...card, task_id, checkbox: { question_key: 'q', option_list: [{ id: 'a', text: 'A' }] } },
      });
    expect(await errcodeOfVote('one')).toBe(43012);
    expect((await post('/sandbox/apps', { name: stage.app.name, callback: true })).json).toEqual(stage.app);
    expect(await errcodeOfVote('two')).toBe(0);
    await post('/sandbox/apps', { name: stage.app.name, visibleRange: 'department' });
    expect(await errcodeOfVote('three')).toBe(0);
    expect((await post('/sandbox/apps', { name: 'Nightly', callback: true, visibleRange: 'root' })).json).toEqual(stage.sandbox.apps[1]);
  });

  it.each([{ name: 'Robot 1' }, { name: 3 }, { corpid: '' }, { corpid: 7 }, { callback: 'yes' }, { visibleRange: 'all' }, { directory: 'all' }, { name: 'Application 1' }])('the application %j is refused', async (app) => {
    expect((await post('/sandbox/apps', app)).status).toBe(400);
    expect(stage.sandbox.apps).toHaveLength(1);
  });

  it('tokens become expired or revoked', async () => {
    for (const [become, errcode] of [['expired', 42001], ['revoked', 40014]] as const) {
      const token = await stage.token();
      expect((await post('/sandbox/tokens', { become })).status).toBe(200);
      expect((await stage.send(TEXT, token)).errcode).toBe(errcode);
    }
    expect((await post('/sandbox/tokens', { become: 'x' })).status).toBe(400);
    expect((await post('/sandbox/tokens')).status).toBe(400);
  });

  it('a secret is changed', async () => {
    const { corpsecret } = stage.app;
    const { json } = await post('/sandbox/secrets', { corpsecret });
    expect(json).toEqual(stage.sandbox.apps[0]);
    expect((json as AppFace).corpsecret).not.toBe(corpsecret);
    expect((await post('/sandbox/secrets', { corpsecret })).status).toBe(400);
  });

  it('addresses are trusted, and all of them again', async () => {
    await post('/sandbox/trusted-ips', { ips: ['10.0.0.1'] });
    expect(await stage.errcodeOf(TEXT)).toBe(60020);
    for (const bad of [undefined, {}, { ips: '10.0.0.1' }, { ips: [1] }]) expect((await post('/sandbox/trusted-ips', bad)).status).toBe(400);
    await post('/sandbox/trusted-ips', { ips: null });
    expect(await stage.errcodeOf(TEXT)).toBe(0);
  });

  it('media are planted, by their bytes or by their size', async () => {
    const base64 = Buffer.from('a voice').toString('base64');
    const { json } = await post('/sandbox/media', { filename: '.amr', type: 'voice', contentType: 'audio/amr', base64 });
    expect(json).toEqual(stage.sandbox.state().media[0]);
    expect(json).toMatchObject({ corpid: stage.app.corpid, filename: '.amr', type: 'voice', contentType: 'audio/amr', size: 7 });
    expect((await post('/sandbox/media', { filename: 'large.bin', size: 25_000_000 })).json).toMatchObject({ size: 25_000_000 });
    const url = stage.url('media/get', { access_token: await stage.token(), media_id: (json as MediaRecord).media_id });
    expect((await request(url)).text).toBe('a voice');
  });

  it.each([{}, { filename: 'a' }, { filename: 'a', size: '3' }, { size: 3 }, { filename: 'a', size: -1 }, { filename: 'a', base64: 3 }])(
    'the media %j are refused',
    async (media) => {
      expect((await post('/sandbox/media', media)).status).toBe(400);
      expect(stage.sandbox.state().media).toEqual([]);
    },
  );
});
