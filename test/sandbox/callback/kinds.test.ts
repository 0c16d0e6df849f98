import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { EVENTS, MESSAGES, WITHOUT_AGENT } from '../../../sandbox/callback/kinds.ts';
import { serving, startFileHost } from '../file-host.ts';
import { request } from '../wire.ts';
import { field } from './receiver.ts';
import { startCallbacks } from './stage.ts';
import type { CallbackStage } from './stage.ts';

let stage: CallbackStage;
beforeEach(async () => {
  stage = await startCallbacks();
});
afterEach(() => stage.close());

const pushed = (): string => stage.receiver.received.at(-1)?.plain ?? '';

async function api(path: string, parameters: Record<string, string> = {}, init: RequestInit = {}) {
  const { corpid, corpsecret } = stage.app;
  const { text } = await request(`${stage.sandbox.baseUrl}/cgi-bin/gettoken?corpid=${corpid}&corpsecret=${corpsecret}`);
  const { access_token } = JSON.parse(text) as { access_token: string };
  return fetch(`${stage.sandbox.baseUrl}/cgi-bin/${path}?${new URLSearchParams({ access_token, ...parameters }).toString()}`, init);
}

describe('what a member can send', () => {
  it.each(Object.entries(MESSAGES))('has every field without being told: %s', async (MsgType, sample) => {
    await stage.sandbox.callBack(stage.app.name, { MsgType });
    for (const name of ['ToUserName', 'FromUserName', 'CreateTime', 'MsgId', 'AgentID', ...Object.keys(sample)]) expect(field(pushed(), name), name).toMatch(/./);
    expect(field(pushed(), 'MsgType')).toBe(MsgType);
  });

  it.each(['image', 'voice', 'video'])('can be fetched with media/get: %s', async (MsgType) => {
    const content = Buffer.from(`a ${MsgType} that a member took`);
    await stage.sandbox.callBack(stage.app.name, { MsgType }, { content, filename: '现场.bin' });
    const response = await api('media/get', { media_id: field(pushed(), 'MediaId') ?? '' });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(content);
    if (MsgType === 'image') expect(Buffer.from(await (await fetch(field(pushed(), 'PicUrl') ?? '')).arrayBuffer())).toEqual(content);
    if (MsgType === 'video') expect((await api('media/get', { media_id: field(pushed(), 'ThumbMediaId') ?? '' })).headers.get('content-type')).toBe('image/png');
  });

  it('says what is given in the place of the sample, of an unknown kind too', async () => {
    await stage.sandbox.callBack(stage.app.name, { MsgType: 'hologram', FromUserName: 'LiSi', MsgId: '9007199254740993', Depth: { Left: ['a', 'b'] } });
    expect(field(pushed(), 'MsgId')).toBe('9007199254740993');
    expect(pushed()).toContain('<Depth><Left><![CDATA[a]]></Left><Left><![CDATA[b]]></Left></Depth>');
    await expect(stage.sandbox.callBack(stage.app.name, { Content: 'x' })).rejects.toThrow('needs a "MsgType"');
    await expect(stage.sandbox.callBack(stage.app.name, { MsgType: 'event' })).rejects.toThrow('name in "Event"');
  });
});

describe('what can happen', () => {
  it.each(Object.entries(EVENTS))('has every field without being told: %s', async (Event, sample) => {
    const record = await stage.sandbox.callBack(stage.app.name, { MsgType: 'event', Event });
    expect(record.kind).toBe(Event);
    for (const name of Object.keys(sample)) expect(pushed(), name).toContain(`<${name}>`);
    expect(pushed()).not.toContain('<MsgId>');
    expect(field(pushed(), 'AgentID') === undefined).toBe(WITHOUT_AGENT.has(Event));
  });

  it('tells the application that a file it asked for by its address is there', async () => {
    const host = await startFileHost(serving(Buffer.from('the file from elsewhere')));
    try {
      const body = JSON.stringify({ scene: 1, type: 'file', filename: 'a.txt', url: host.url('/a.txt') });
      const answer = await api('media/upload_by_url', {}, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      const { jobid } = (await answer.json()) as { jobid: string };
      await expect.poll(() => field(pushed(), 'JobId')).toBe(jobid);
      expect([field(pushed(), 'Event'), field(pushed(), 'FromUserName')]).toEqual(['upload_media_job_finish', 'sys']);
    } finally {
      await host.close();
    }
  });
});
