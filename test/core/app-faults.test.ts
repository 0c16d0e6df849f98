import { describe, expect, it } from 'vitest';

import { request } from '../../core/request.ts';
import { OPERATIONS } from '../../core/spec/operations.ts';
import { appBench, APP_SEND, tokenIn } from '../support/app-bench.ts';
import type { AppBench } from '../support/app-bench.ts';
import { mediaFile, shownTexts } from '../support/robot-bench.ts';

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `Message ${index}`);

/** An application that has already sent, so that it holds a token. */
async function appWithToken(): Promise<AppBench> {
  const bench = await appBench();
  expect(await bench.app.send(bench.text('The first'))).toMatchObject({ delivery: 'sent', attempts: 1 });
  bench.sandbox.reset();
  expect(bench.tokenCalls()).toBe(0);
  return bench;
}

const ENDS = [
  { name: 'has expired', errcode: 42001, end: ({ sandbox }: AppBench) => { sandbox.expireTokens(); } },
  { name: 'was revoked', errcode: 40014, end: ({ sandbox }: AppBench) => { sandbox.revokeTokens(); } },
];

describe('a token that no longer holds', () => {
  it.each(ENDS)('and $name costs fifty simultaneous sends one question for a new one; all are delivered, none twice', async ({ end }) => {
    const bench = await appWithToken();
    end(bench);
    const contents = names(50);
    const outcomes = await Promise.all(contents.map((content) => bench.app.send(bench.text(content))));
    for (const outcome of outcomes) expect(outcome).toMatchObject({ delivery: 'sent' });
    expect(shownTexts(bench.state()).sort()).toEqual(contents.sort());
    expect(bench.tokenCalls()).toBe(1);
    expect(bench.asked.filter(({ url }) => tokenIn(url) !== undefined).length).toBeLessThanOrEqual(101);
    expect(bench.time.sleeps).toEqual([]);
  });

  it('by its age is not even tried', async () => {
    const bench = await appWithToken();
    bench.time.advance(2 * 3_600_000);
    const outcomes = await Promise.all(names(50).map((content) => bench.app.send(bench.text(content))));
    for (const outcome of outcomes) expect(outcome).toMatchObject({ delivery: 'sent', attempts: 1 });
    expect(bench.state().messages).toHaveLength(50);
    expect(bench.tokenCalls()).toBe(1);
  });

  it.each(ENDS)('and $name again after it was renewed is a rejection that tells of others who rotate tokens', async ({ errcode }) => {
    const bench = await appWithToken();
    bench.script({ path: APP_SEND, kind: 'errcode', errcode, times: 100 });
    const outcome = await bench.app.send(bench.text('Never'));
    expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 2, error: { errcode } });
    expect(outcome).toHaveProperty('error.message', expect.stringMatching(/another program or process may be rotating the tokens/));
    expect(bench.state().messages).toEqual([]);
    expect(bench.tokenCalls()).toBe(1);
    expect(bench.state().requests).toHaveLength(3);
    expect(bench.time.sleeps).toEqual([]);
  });

  it('whose refusal comes late, when a new one is there already, leaves the new one alone', async () => {
    const bench = await appWithToken();
    const { ports } = bench.connection;
    const { http } = ports;
    const held = Promise.withResolvers<undefined>();
    ports.http = async (asked) => {
      ports.http = http;
      bench.sandbox.expireTokens();
      const refusal = await http(asked);
      await held.promise;
      return refusal;
    };
    const late = bench.app.send(bench.text('Late'));
    expect(await bench.app.send(bench.text('Early'))).toMatchObject({ delivery: 'sent' });
    const fresh = await bench.tokens.get();
    held.resolve(undefined);

    expect(await late).toMatchObject({ delivery: 'sent', attempts: 2 });
    expect(await bench.tokens.get()).toEqual(fresh);
    expect(bench.tokenCalls()).toBe(1);
    expect(shownTexts(bench.state())).toEqual(['Early', 'Late']);
  });

  it('is replaced for a send that must never be repeated, because its refusal is certain', async () => {
    const bench = await appWithToken();
    bench.sandbox.expireTokens();
    const body = { kind: 'json' as const, text: JSON.stringify(bench.text('Once')) };
    expect(await request(bench.connection, { ...OPERATIONS.appSend, replay: 'never' }, { body })).toMatchObject({ delivery: 'sent', attempts: 2 });
    expect(shownTexts(bench.state())).toEqual(['Once']);
    expect(bench.tokenCalls()).toBe(1);
  });

  it('is replaced for an upload and for a download', async () => {
    const bench = await appWithToken();
    bench.sandbox.expireTokens();
    const uploaded = await bench.app.upload(mediaFile(), 'file');
    if (uploaded.delivery !== 'sent') throw uploaded.error;
    bench.sandbox.revokeTokens();
    expect(await bench.app.download(uploaded.value.media_id)).toMatchObject({ delivery: 'sent', attempts: 2 });
    expect(bench.tokenCalls()).toBe(2);
    expect(bench.state().media).toHaveLength(1);
  });

  it('cannot be replaced when WeCom stays busy: a rejection with what was said of the token, and nothing is sent', async () => {
    const bench = await appWithToken();
    bench.sandbox.expireTokens();
    bench.script({ path: '/cgi-bin/gettoken', kind: 'errcode', errcode: -1, times: 3 });
    expect(await bench.app.send(bench.text('Never'))).toMatchObject({ delivery: 'rejected', attempts: 1, error: { errcode: -1 } });
    expect(bench.state().messages).toEqual([]);
  });
});

describe('an application that is refused', () => {
  it('because the address is not trusted is told its address and every way out', async () => {
    const bench = await appBench();
    bench.sandbox.trustIps(['203.0.113.7']);
    const outcome = await bench.app.send(bench.text('Never'));
    expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 1, error: { errcode: 60020, page: expect.stringContaining('60020') as string } });
    for (const told of ['127.0.0.1', 'trusted IPs', 'base URL', 'self-hosted runner', 'robot']) expect(outcome).toHaveProperty('error.message', expect.stringContaining(told));
    expect(bench.state().messages).toEqual([]);
    expect(bench.tokenCalls()).toBe(1);
  });

  it('may upload and download no more than send from such an address', async () => {
    const bench = await appBench();
    bench.sandbox.trustIps([]);
    expect(await bench.app.upload(mediaFile(), 'file')).toMatchObject({ delivery: 'rejected', attempts: 1, error: { errcode: 60020 } });
    expect(await bench.app.download('a-media-id')).toMatchObject({ delivery: 'rejected', attempts: 1, error: { errcode: 60020 } });
    expect(bench.tokenCalls()).toBe(1);
  });

  it('because its token is another application’s learns that agent id and secret belong together', async () => {
    const bench = await appBench();
    const other = bench.sandbox.addApp();
    const outcome = await bench.app.send(bench.text('Never', { agentid: other.agentid }));
    expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 1, error: { errcode: 301002, fix: expect.stringContaining('agent id and the secret') as string } });
    expect(bench.state().messages).toEqual([]);
    expect(bench.tokenCalls()).toBe(1);
  });

  it('because nobody can be reached is not tried again', async () => {
    const bench = await appBench();
    const outcome = await bench.app.send(bench.text('Never', { touser: 'nobody|nobody-else' }));
    expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 1, error: { errcode: 81013, fix: expect.stringContaining('visible range') as string } });
    expect(bench.state().messages).toEqual([]);
  });

  it.each([40007, 40058, 93000, 93004, 999_999])('with errcode %i is not tried again', async (errcode) => {
    const bench = await appBench();
    bench.script({ path: APP_SEND, kind: 'errcode', errcode });
    expect(await bench.app.send(bench.text('Never'))).toMatchObject({ delivery: 'rejected', attempts: 1, error: { errcode } });
    expect(bench.state().requests).toHaveLength(2);
    expect(bench.state().messages).toEqual([]);
  });

  it('because WeCom is busy or there are too many at once is delivered later, once', async () => {
    const bench = await appBench();
    bench.script({ path: APP_SEND, kind: 'errcode', errcode: -1 });
    bench.script({ path: APP_SEND, kind: 'errcode', errcode: 45033 });
    expect(await bench.app.send(bench.text('Once'))).toMatchObject({ delivery: 'sent', attempts: 3 });
    expect(bench.state().messages).toHaveLength(1);
    expect(bench.tokenCalls()).toBe(1);
  });
});

describe('an application’s send whose answer was lost', () => {
  const LOST = ['reset-after', 'close-after', 'cut-body', 'silence-after', 'endless'] as const;
  const checked = { enable_duplicate_check: 1, duplicate_check_interval: 1800 };

  it.each(LOST)('by %s is unknown and not repeated when WeCom was not asked to drop a second one', async (kind) => {
    const bench = await appBench();
    bench.script({ path: APP_SEND, kind });
    const outcome = await bench.app.send(bench.text('Perhaps'));
    expect(outcome).toMatchObject({ delivery: 'unknown', attempts: 1, error: { code: 'unknown-outcome' } });
    expect(outcome).toHaveProperty('error.message', expect.stringContaining('may have been delivered'));
    expect(bench.state().messages).toHaveLength(1);
    expect(bench.tokenCalls()).toBe(1);
  });

  it.each(LOST)('by %s is repeated when WeCom was asked so, and shown once', async (kind) => {
    const bench = await appBench();
    bench.script({ path: APP_SEND, kind });
    expect(await bench.app.send(bench.text('Once', checked))).toMatchObject({ delivery: 'sent', attempts: 2, value: { msgid: bench.state().messages[0]?.msgid } });
    expect(bench.state().messages).toHaveLength(1);
    expect(bench.tokenCalls()).toBe(1);
    const [first, second] = bench.asked.slice(1).map(({ body }) => body);
    expect(second).toEqual(first);
  });

  it.each([
    { interval: 1, kind: 'reset-after', waited: 'no time at all', attempts: 1, delivery: 'unknown' },
    { interval: 15, kind: 'reset-after', waited: 'no time at all', attempts: 1, delivery: 'unknown' },
    { interval: 16, kind: 'reset-after', waited: 'no time at all', attempts: 2, delivery: 'sent' },
    { interval: 30, kind: 'silence-after', waited: 'the whole time limit', attempts: 1, delivery: 'unknown' },
    { interval: 31, kind: 'silence-after', waited: 'the whole time limit', attempts: 2, delivery: 'sent' },
    { interval: 14_400, kind: 'silence-after', waited: 'the whole time limit', attempts: 2, delivery: 'sent' },
  ] as const)('is repeated only while WeCom surely remembers the first: $interval s, after $waited', async ({ interval, kind, attempts, delivery }) => {
    const bench = await appBench();
    bench.script({ path: APP_SEND, kind });
    const outcome = await bench.app.send(bench.text('Once', { enable_duplicate_check: 1, duplicate_check_interval: interval }));
    expect(outcome).toMatchObject({ delivery, attempts });
    expect(bench.state().messages).toHaveLength(1);
    expect(bench.time.sleeps).toHaveLength(attempts - 1);
  });

  it('is not repeated when the machine slept meanwhile for longer than WeCom remembers', async () => {
    const bench = await appBench();
    bench.script({ path: APP_SEND, kind: 'reset-after' });
    bench.connection.ports.sleep = async () => { bench.time.advance(1_800_000); };
    expect(await bench.app.send(bench.text('Once', checked))).toMatchObject({ delivery: 'unknown', attempts: 1, error: { code: 'unknown-outcome' } });
    expect(bench.state().messages).toHaveLength(1);
  });

  it('is not taken for checked by a flag that WeCom would not take for one', async () => {
    for (const enable_duplicate_check of [0, '1', true, undefined]) {
      const bench = await appBench();
      bench.script({ path: APP_SEND, kind: 'close-after' });
      bench.script({ path: APP_SEND, kind: 'body', processed: true, body: 'unreadable' });
      await bench.app.send(bench.text('Perhaps', { enable_duplicate_check }));
      expect(bench.asked).toHaveLength(2);
    }
  });

  it('stays unknown when its repeat is refused, also for the token', async () => {
    const bench = await appBench();
    bench.script({ path: APP_SEND, kind: 'reset-after' });
    bench.script({ path: APP_SEND, kind: 'errcode', errcode: 42001, times: 2 });
    expect(await bench.app.send(bench.text('Perhaps', checked))).toMatchObject({ delivery: 'unknown', attempts: 3 });
    expect(bench.state().messages).toHaveLength(1);
    expect(bench.tokenCalls()).toBe(2);
  });

  it('stays unknown when no token can be had for its repeat', async () => {
    const bench = await appWithToken();
    bench.script({ path: APP_SEND, kind: 'reset-after' });
    bench.connection.ports.sleep = async () => {
      bench.sandbox.rotateSecret(bench.account.corpsecret);
    };
    expect(await bench.app.send(bench.text('Perhaps', checked))).toMatchObject({ delivery: 'unknown', attempts: 2 });
    expect(bench.state().messages).toHaveLength(1);
    expect(bench.state().tokens).toEqual({ calls: 1, refused: 1 });
  });
});
