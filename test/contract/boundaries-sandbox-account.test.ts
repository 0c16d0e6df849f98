import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { validateObject } from '../../core/validate.ts';
import { OFFICIAL_MEDIA } from '../../core/spec/official-media.ts';
import { DRAFT, MATERIAL_LIST, VIDEO_DESCRIPTION } from '../../core/spec/official-requests.ts';
import type { FileFormat, OfficialMediaSpec } from '../../core/spec/types.ts';
import { startSandbox } from '../../sandbox/server.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { amr, BMP, GIF, jpg, mp3, mp4, padded, png, wav, WMA } from '../sandbox/official/files.ts';
import { objectCases } from '../support/specimens.ts';

/*
 * What the core lets somebody do with an Official Account the sandbox must accept, and what the core says WeChat refuses the sandbox
 * must refuse.
 */

interface Answer {
  errcode?: number;
  errmsg?: string;
  media_id?: string;
}

let sandbox: Sandbox;
let token: string;
let imageId: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  const [account] = sandbox.accounts;
  const body = JSON.stringify({ grant_type: 'client_credential', appid: account?.appid, secret: account?.appsecret });
  const response = await fetch(`${sandbox.baseUrl}/cgi-bin/stable_token`, { method: 'POST', body });
  token = ((await response.json()) as { access_token: string }).access_token;
  imageId = (await upload('material/add_material', 'image', 'a.jpg', jpg())).media_id ?? '';
});

afterAll(async () => {
  await sandbox.close();
});

const post = async (path: string, body: string | FormData, query = ''): Promise<Answer> =>
  (await (await fetch(`${sandbox.baseUrl}/cgi-bin/${path}?access_token=${token}${query}`, { method: 'POST', body })).json()) as Answer;

async function upload(path: string, type: string, name: string, bytes: Buffer, fields: Record<string, string> = {}): Promise<Answer> {
  const form = new FormData();
  form.append('media', new Blob([new Uint8Array(bytes)]), name);
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  return post(path, form, `&type=${type}`);
}

/** The media_ids stand in the cases before there is a sandbox. */
const PLACEHOLDER = 'MEDIA_ID_OF_AN_IMAGE';
const filled = (message: unknown): string => JSON.stringify(message).replaceAll(PLACEHOLDER, imageId);

/**
 * WeChat's pages do not say what becomes of an address without a host, of goods and crops that are wrong, nor of a white title; and a
 * picture series may have a cover of its own.
 */
const UNDOCUMENTED = /content_source_url: |product_info|pic_crop|: blank$|: a string of the wrong type$|: not a media_id|image_list\[0\]\.image_media_id: (a number|empty)/;

describe('a draft', () => {
  const cases = objectCases(DRAFT, { file: PLACEHOLDER }).filter(({ name }) => !UNDOCUMENTED.test(name));

  it('has cases, each by its name', () => {
    expect(cases.length).toBeGreaterThan(40);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  it.each(cases.map((one) => [one.name, one] as const))('%s', async (_, { message, verdict }) => {
    const findings = validateObject(DRAFT, JSON.parse(JSON.stringify(message)), '');
    expect(findings.problems.length > 0 ? 'problem' : findings.warnings.length > 0 ? 'warning' : 'ok').toBe(verdict);
    // Where the vendor's pages disagree, the core warns and the sandbox takes the stricter side.
    if (verdict === 'warning') return;
    const { errcode, errmsg } = await post('draft/add', filled(message));
    if (verdict === 'ok') expect({ errcode, errmsg }).toEqual({});
    else expect(errcode, errmsg).toBeGreaterThan(0);
  });
});

describe('a page of the list of materials', () => {
  // How far back one may ask is our own bound: that of whole numbers.
  const cases = objectCases(MATERIAL_LIST).filter(({ name }) => name !== 'offset: above the largest');

  it.each(cases.map((one) => [one.name, one] as const))('%s', async (_, { message, verdict }) => {
    const { errcode, errmsg } = await post('material/batchget_material', JSON.stringify(message));
    if (verdict === 'ok') expect({ errcode, errmsg }).toEqual({});
    else expect(errcode, errmsg).toBeGreaterThan(0);
  });
});

describe('the title of a permanent video', () => {
  it.each(objectCases(VIDEO_DESCRIPTION).filter(({ name }) => !name.includes('blank')).map((one) => [one.name, one] as const))('%s', async (_, { message, verdict }) => {
    const { errcode, errmsg } = await upload('material/add_material', 'video', 'a.mp4', mp4(), { description: JSON.stringify(message) });
    if (verdict === 'ok') expect({ errcode, errmsg }).toEqual({});
    else expect(errcode, errmsg).toBeGreaterThan(0);
  });
});

describe('a file of each kind', () => {
  const SAMPLES: Record<FileFormat, Buffer> = { jpg: jpg(), png: png(), gif: GIF, bmp: BMP, amr: amr(50), mp3: mp3(10), wav: wav(800), wma: WMA, mp4: mp4() };
  const PATHS = { temporary: 'media/upload', permanent: 'material/add_material', article: 'media/uploadimg' };

  const send = (row: OfficialMediaSpec, format: FileFormat, bytes = SAMPLES[format]): Promise<Answer> =>
    upload(PATHS[row.use], row.kind, `a.${format}`, bytes, row.use === 'permanent' && row.kind === 'video' ? { description: JSON.stringify({ title: 'A', introduction: '' }) } : {});

  const rows = OFFICIAL_MEDIA.map((row) => [`${row.use} ${row.kind}`, row] as const);

  it.each(rows)('is taken in the formats of its row and in no other: %s', async (_, row) => {
    for (const format of Object.keys(SAMPLES) as FileFormat[]) {
      const { errcode } = await send(row, format);
      expect([format, errcode === undefined]).toEqual([format, row.formats?.includes(format)]);
    }
  });

  it.each(rows.filter(([, { kind }]) => kind !== 'voice'))('is taken up to the size of its row: %s', async (_, row) => {
    const [format = 'jpg'] = row.formats ?? [];
    expect((await send(row, format, padded(SAMPLES[format], row.maxBytes))).errcode).toBeUndefined();
    expect((await send(row, format, padded(SAMPLES[format], row.maxBytes + 1))).errcode).toBeGreaterThan(0);
    expect((await send(row, format, Buffer.alloc(0))).errcode).toBeGreaterThan(0);
  });

  it.each(rows.filter(([, { kind }]) => kind === 'voice'))('is taken up to 60 seconds: %s', async (_, row) => {
    expect((await send(row, 'amr', amr((row.maxSeconds ?? 0) * 50))).errcode).toBeUndefined();
    expect((await send(row, 'amr', amr((row.maxSeconds ?? 0) * 50 + 1))).errcode).toBe(45007);
  });
});
