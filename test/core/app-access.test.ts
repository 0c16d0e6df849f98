import { describe, expect, it } from 'vitest';

import { createApp } from '../../core/app.ts';
import type { App } from '../../core/app.ts';
import { TransportError } from '../../core/errors.ts';
import type { HttpResult } from '../../core/ports.ts';
import { request } from '../../core/request.ts';
import { OPERATIONS } from '../../core/spec/operations.ts';
import { appBench, APP_SEND, GETTOKEN } from '../support/app-bench.ts';
import type { AppBench } from '../support/app-bench.ts';
import { mediaFile, shownTexts } from '../support/robot-bench.ts';

interface HostedBench extends AppBench {
  hosted: App;
  /** What the core asked of the host, in order. */
  credentials: (string | undefined)[];
  /** The addresses as the core gave them to the host. */
  addresses: string[];
}

/**
 * An application whose token a host keeps and adds to the address, as n8n does. `refuse` = the host cannot get it at the
 * n-th request.
 */
async function hostedBench(refuse?: { at: number; error: TransportError }): Promise<HostedBench> {
  const bench = await appBench();
  const { ports } = bench.connection;
  const [credentials, addresses]: [(string | undefined)[], string[]] = [[], []];
  let token = await tokenOf(bench);
  const http = async (asked: Parameters<typeof ports.http>[0]): Promise<HttpResult> => {
    credentials.push(asked.credential);
    addresses.push(asked.url);
    if (credentials.length === refuse?.at) return { kind: 'refusal', error: refuse.error };
    if (asked.credential === 'renewed') {
      bench.tokens.drop(token);
      token = await tokenOf(bench);
    }
    const url = new URL(asked.url);
    url.searchParams.set('access_token', token);
    return ports.http({ ...asked, url: url.href });
  };
  const connection = { ...bench.connection, ports: { ...ports, http }, access: { kind: 'host' as const } };
  return { ...bench, hosted: createApp(connection), credentials, addresses };
}

async function tokenOf({ tokens }: AppBench): Promise<string> {
  const got = await tokens.get();
  if (!got.ok) throw got.failure.error;
  return got.token;
}

describe('an application whose host adds the token', () => {
  it('asks for addresses without any secret, with the credential that there is', async () => {
    const bench = await hostedBench();
    expect(await bench.hosted.send(bench.text('Hello'))).toMatchObject({ delivery: 'sent', attempts: 1 });
    const uploaded = await bench.hosted.upload(mediaFile(), 'file');
    if (uploaded.delivery !== 'sent') throw uploaded.error;
    expect(await bench.hosted.download(uploaded.value.media_id)).toMatchObject({ delivery: 'sent' });
    expect(bench.credentials).toEqual(['current', 'current', 'current']);
    for (const address of bench.addresses) expect(address).not.toMatch(/access_token|corpsecret|key=/);
    expect(bench.state().messages).toHaveLength(1);
    expect(bench.tokenCalls()).toBe(1);
  });

  it('asks for a renewed one after a refusal, exactly once, and is delivered once', async () => {
    const bench = await hostedBench();
    bench.sandbox.expireTokens();
    expect(await bench.hosted.send(bench.text('Once'))).toMatchObject({ delivery: 'sent', attempts: 2 });
    expect(bench.credentials).toEqual(['current', 'renewed']);
    expect(shownTexts(bench.state())).toEqual(['Once']);
    expect(bench.tokenCalls()).toBe(2);
  });

  it.each([40001, 40014, 41001, 42001])('does not ask again when the renewed one is refused too (%i)', async (errcode) => {
    const bench = await hostedBench();
    bench.script({ path: APP_SEND, kind: 'errcode', errcode, times: 100 });
    expect(await bench.hosted.send(bench.text('Never'))).toMatchObject({ delivery: 'rejected', attempts: 2, error: { errcode } });
    expect(bench.credentials).toEqual(['current', 'renewed']);
    expect(bench.state().messages).toEqual([]);
  });

  it('says so once: repeated for another reason, it goes on with the new one', async () => {
    const bench = await hostedBench();
    bench.sandbox.expireTokens();
    bench.script({ path: APP_SEND, kind: 'errcode', errcode: -1, skip: 1 });
    expect(await bench.hosted.send(bench.text('Once'))).toMatchObject({ delivery: 'sent', attempts: 3 });
    expect(bench.credentials).toEqual(['current', 'renewed', 'current']);
    expect(bench.state().messages).toHaveLength(1);
    expect(bench.tokenCalls()).toBe(2);
  });

  it('begins anew with each operation', async () => {
    const bench = await hostedBench();
    for (const content of ['One', 'Two']) {
      bench.sandbox.revokeTokens();
      expect(await bench.hosted.send(bench.text(content))).toMatchObject({ delivery: 'sent', attempts: 2 });
    }
    expect(bench.credentials).toEqual(['current', 'renewed', 'current', 'renewed']);
    expect(shownTexts(bench.state())).toEqual(['One', 'Two']);
  });
});

describe('a host that cannot get the credential', () => {
  const error = new TransportError('no-credential', { message: 'The secret is wrong', fix: 'Copy it again' });

  it('is a rejection with the very error, and nothing is sent or tried again', async () => {
    const bench = await hostedBench({ at: 1, error });
    const outcome = await bench.hosted.send(bench.text('Never'));
    expect(outcome).toEqual({ delivery: 'rejected', error, attempts: 1 });
    expect(outcome).toHaveProperty('error', error);
    expect(bench.credentials).toHaveLength(1);
    expect(bench.state().requests.map(({ path }) => path)).toEqual([GETTOKEN]);
    expect(bench.time.sleeps).toEqual([]);
  });

  it('also for uploads, downloads, and when it is asked to renew it', async () => {
    const first = await hostedBench({ at: 1, error });
    expect(await first.hosted.upload(mediaFile(), 'file')).toEqual({ delivery: 'rejected', error, attempts: 1 });
    const second = await hostedBench({ at: 1, error });
    expect(await second.hosted.download('a-media-id')).toEqual({ delivery: 'rejected', error, attempts: 1 });
    const third = await hostedBench({ at: 2, error });
    third.sandbox.expireTokens();
    expect(await third.hosted.send(third.text('Never'))).toEqual({ delivery: 'rejected', error, attempts: 2 });
    expect(third.credentials).toEqual(['current', 'renewed']);
    expect(third.state().messages).toEqual([]);
  });

  it('after an answer was lost leaves the outcome unknown', async () => {
    const bench = await hostedBench({ at: 2, error });
    bench.script({ path: APP_SEND, kind: 'reset-after' });
    expect(await bench.hosted.send(bench.text('Perhaps', { enable_duplicate_check: 1 }))).toMatchObject({ delivery: 'unknown', attempts: 2 });
    expect(bench.state().messages).toHaveLength(1);
  });
});

describe('a secret that does not change', () => {
  it('has nothing to renew: what is refused for it is refused', async () => {
    const bench = await appBench();
    const access = { kind: 'fixed' as const, secret: 'a-token-of-somebody-else' };
    const body = { kind: 'json' as const, text: JSON.stringify(bench.text('Never')) };
    expect(await request({ ...bench.connection, access }, OPERATIONS.appSend, { body })).toMatchObject({ delivery: 'rejected', attempts: 1, error: { errcode: 40014 } });
    expect(bench.asked).toHaveLength(1);
  });
});
