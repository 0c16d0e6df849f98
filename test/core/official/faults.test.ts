import { describe, expect, it } from 'vitest';

import type { Outcome } from '../../../core/outcome.ts';
import type { Fault } from '../../../sandbox/server.ts';
import { accountBench, ADD_DRAFT, ADD_MATERIAL, DELETE_MATERIAL, fileOf, valueOf } from '../../support/account-bench.ts';
import type { AccountBench } from '../../support/account-bench.ts';
import { jpg } from '../../sandbox/official/files.ts';

const PAGE = '<h1>502 Bad Gateway</h1>';

/** Everything that can happen to one request, before and after it took effect. */
const FAULTS: Omit<Fault, 'path'>[] = [
  { kind: 'reset-before' },
  { kind: 'reset-after' },
  { kind: 'silence-before' },
  { kind: 'silence-after' },
  { kind: 'close-after' },
  { kind: 'status', status: 502, body: PAGE },
  { kind: 'status', status: 502, body: PAGE, processed: true },
  { kind: 'status', status: 404, body: PAGE },
  { kind: 'status', status: 429, body: PAGE },
  { kind: 'body', body: '' },
  { kind: 'body', body: '{}', processed: true },
  { kind: 'body', body: PAGE, processed: true },
  { kind: 'body', body: '[1]' },
  { kind: 'errcode', errcode: -1 },
  { kind: 'errcode', errcode: 40001 },
  { kind: 'errcode', errcode: 42001 },
  { kind: 'errcode', errcode: 45009 },
  { kind: 'errcode', errcode: 45011 },
  { kind: 'errcode', errcode: 48001 },
  { kind: 'errcode', errcode: 999999 },
  { kind: 'redirect', location: 'https://example.com/' },
  { kind: 'redirect', location: 'https://example.com/', status: 303, processed: true },
  { kind: 'cut-body' },
  { kind: 'stall-body' },
];

const nameOf = ({ kind, ...rest }: Omit<Fault, 'path'>): string => `${kind} ${Object.values(rest).join(' ').slice(0, 60)}`;

const cases = FAULTS.map((fault) => [nameOf(fault), fault] as const);

/** The outcome says no more than is known, and holds no secret. */
async function expectHonest(bench: AccountBench, outcome: Outcome<unknown>, made: number): Promise<void> {
  const { delivery } = outcome;
  if (delivery === 'sent') expect(made).toBe(1);
  if (delivery === 'rejected') expect(made).toBe(0);
  if (delivery === 'unknown') expect(made).toBeLessThanOrEqual(1);
  const got = await bench.tokens.get();
  const shown = JSON.stringify([outcome.delivery === 'sent' ? '' : [outcome.error, outcome.error.message], bench.logged]);
  for (const secret of [bench.face.appsecret, got.ok ? got.token : bench.face.appsecret]) expect(shown).not.toContain(secret);
}

describe('whatever happens to the request', () => {
  it.each(cases)('a material is added once at most, and told truly: %s', async (_, fault) => {
    const bench = await accountBench();
    bench.script({ ...fault, path: ADD_MATERIAL });
    const outcome = await bench.account.addMaterial(fileOf('a.jpg', jpg()), 'image');
    await expectHonest(bench, outcome, bench.state().materials.length);
  });

  it.each(cases)('a draft is added once at most, and told truly: %s', async (_, fault) => {
    const bench = await accountBench();
    const { media_id: thumb } = valueOf(await bench.account.addMaterial(fileOf('a.jpg', jpg()), 'thumb'));
    bench.script({ ...fault, path: ADD_DRAFT });
    const outcome = await bench.account.addDraft({ articles: [{ title: 'A', content: 'B', thumb_media_id: thumb }] });
    await expectHonest(bench, outcome, bench.state().drafts.length);
  });

  it.each(cases)('a material that is said to be deleted is, and one that is said not to be is not: %s', async (_, fault) => {
    const bench = await accountBench();
    const { media_id: mediaId } = valueOf(await bench.account.addMaterial(fileOf('a.jpg', jpg()), 'image'));
    bench.script({ ...fault, path: DELETE_MATERIAL });
    const outcome = await bench.account.deleteMaterial(mediaId);
    await expectHonest(bench, outcome, 1 - bench.state().materials.length);
  });

  it.each(cases.filter(([, { errcode }]) => errcode !== 45009 && errcode !== 48001 && errcode !== 999999))('a list is there in the end, or the error is one of the way there: %s', async (_, fault) => {
    const bench = await accountBench();
    bench.script({ ...fault, path: '/cgi-bin/material/batchget_material' });
    const outcome = await bench.account.listAllMaterials('image');
    expect(outcome.delivery).not.toBe('unknown');
    if (outcome.delivery !== 'sent') expect(['http-refused', 'redirected', 'no-answer']).toContain(outcome.error.code);
  });
});
