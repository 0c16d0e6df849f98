import { createHash } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { AMR, JPG, PNG, startApp } from './app-wire.ts';
import type { AppStage } from './app-wire.ts';
import { partHead, request, upload } from './wire.ts';
import type { Outcome, UploadParts } from './wire.ts';

const MB = 1024 * 1024;

let stage: AppStage;
beforeEach(async () => {
  stage = await startApp();
});
afterEach(() => stage.sandbox.close());

describe('media/uploadimg', () => {
  const HEAD = 'Content-Disposition: form-data; name="fieldNameHere"; filename="chart.png"\r\nContent-Type: image/png';

  const uploadImage = async (bytes: Buffer, parts: UploadParts = {}) =>
    (await upload(stage.url('media/uploadimg', { access_token: await stage.token() }), { bytes, head: HEAD, ...parts })) as Outcome & { url?: string };
  const errcodeOf = async (bytes: Buffer, parts?: UploadParts): Promise<number> => (await uploadImage(bytes, parts)).errcode;

  it('answers with an address and nothing else, and the picture is there', async () => {
    const outcome = await uploadImage(PNG);
    expect(outcome).toEqual({ errcode: 0, errmsg: '', url: outcome.url });
    expect(outcome.url).toMatch(new RegExp(`^${stage.sandbox.baseUrl}/sandbox/images/[\\w-]{32}$`));
    const response = await fetch(outcome.url ?? '');
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG);
    expect((await fetch((await uploadImage(JPG)).url ?? '')).headers.get('content-type')).toBe('image/jpeg');
  });

  it('is found in the state, and is no media file', async () => {
    const { url } = await uploadImage(PNG);
    expect(stage.sandbox.state().media).toEqual([]);
    expect(stage.sandbox.state().images).toEqual([
      {
        url,
        corpid: stage.app.corpid,
        agentid: stage.app.agentid,
        filename: 'chart.png',
        contentType: 'image/png',
        rawHead: HEAD,
        size: PNG.length,
        sha256: createHash('sha256').update(PNG).digest('hex'),
      },
    ]);
    stage.sandbox.reset();
    expect(stage.sandbox.state().images).toEqual([]);
    expect((await fetch(url ?? '')).status).toBe(404);
  });

  it('takes a part of any name, with its length or without, and no other form', async () => {
    expect(await errcodeOf(PNG, { head: partHead('chart.png', PNG.length) })).toBe(0);
    expect(await errcodeOf(PNG, { head: HEAD.replace('name="fieldNameHere"; ', '') })).toBe(44001);
    expect(await errcodeOf(PNG, { head: HEAD.replace('; filename="chart.png"', '') })).toBe(44001);
    expect(await errcodeOf(Buffer.alloc(0))).toBe(44001);
  });

  it('takes a JPG or a PNG of more than 5 bytes and up to 2 MB', async () => {
    const filled = (size: number): Buffer => Buffer.concat([PNG, Buffer.alloc(size - PNG.length)]);
    expect(await errcodeOf(filled(2 * MB))).toBe(0);
    expect(await errcodeOf(filled(2 * MB + 1))).toBe(40009);
    expect(await errcodeOf(PNG.subarray(0, 5))).toBe(40006);
    expect(await errcodeOf(Buffer.from('GIF89a....'))).toBe(40004);
    expect(stage.sandbox.state().images).toHaveLength(1);
  });

  it('is a POST', async () => {
    expect((await stage.get('media/uploadimg')).errcode).toBe(40058);
  });
});

describe('media/get/jssdk', () => {
  const SPEEX = Buffer.from('Speex   in 16 kHz');
  const get = async (path: string, media_id: string, init: RequestInit = {}) =>
    request(stage.url(path, { access_token: await stage.token(), media_id }), init);
  const errcodeOf = async (media_id: string): Promise<number> => (JSON.parse((await get('media/get/jssdk', media_id)).text) as Outcome).errcode;
  const plant = (more: { corpid?: string } = {}) =>
    stage.sandbox.plantMedia({ filename: 'note.amr', type: 'voice', content: AMR, speex: SPEEX, ...more });

  it('gives the speex of a voice that was recorded in a page, and media/get its AMR', async () => {
    const { media_id, origin } = plant();
    expect(origin).toBe('jssdk');
    const { headers, text } = await get('media/get/jssdk', media_id);
    expect(text).toBe(SPEEX.toString());
    expect(headers.get('content-type')).toBe('voice/speex');
    expect(headers.get('content-disposition')).toBe('attachment; filename="note.amr"');
    expect((await get('media/get', media_id)).text).toBe(AMR.toString('latin1'));
  });

  it('gives parts', async () => {
    const { status, text, headers } = await get('media/get/jssdk', plant().media_id, { headers: { range: 'bytes=8-9' } });
    expect([status, text, headers.get('content-range')]).toEqual([206, 'in', 'bytes 8-9/17']);
  });

  it('knows nothing else: no voice that was uploaded, none of another corp, none that is expired', async () => {
    expect(await errcodeOf(await stage.mediaId('voice', AMR))).toBe(40007);
    expect(await errcodeOf(plant({ corpid: 'wwother' }).media_id)).toBe(40007);
    expect(await errcodeOf('unknown')).toBe(40007);
    expect(await errcodeOf('')).toBe(41006);
    const { media_id } = plant();
    stage.clock.now += 3 * 86_400_000;
    expect(await errcodeOf(media_id)).toBe(40007);
  });

  it('gives what was planted over HTTP', async () => {
    const body = { filename: 'note.amr', type: 'voice', base64: AMR.toString('base64'), speex: SPEEX.toString('base64') };
    const { text } = await request(`${stage.sandbox.baseUrl}/sandbox/media`, { method: 'POST', body: JSON.stringify(body) });
    expect((await get('media/get/jssdk', (JSON.parse(text) as { media_id: string }).media_id)).text).toBe(SPEEX.toString());
  });
});

describe.each(['get_api_domain_ip', 'getcallbackip'])('%s', (path) => {
  it('answers with addresses', async () => {
    const { ip_list, ...outcome } = await stage.get<{ ip_list: string[] }>(path);
    expect(outcome).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(ip_list?.length).toBeGreaterThan(1);
    for (const address of ip_list ?? []) expect(address).toMatch(/^\d+(\.\d+){3}$/);
  });

  it('has an empty list beside an errcode', async () => {
    const ask = async (access_token: string) => JSON.parse((await request(stage.url(path, { access_token }))).text) as unknown;
    const token = await stage.token();
    expect(await ask('')).toMatchObject({ errcode: 41001, ip_list: [] });
    expect(await stage.post(path, {})).toMatchObject({ errcode: 40058, ip_list: [] });
    stage.sandbox.trustIps([]);
    expect(await ask(token)).toMatchObject({ errcode: 60020, ip_list: [] });
    stage.sandbox.expireTokens();
    expect(await ask(token)).toMatchObject({ errcode: 42001, ip_list: [] });
  });
});
