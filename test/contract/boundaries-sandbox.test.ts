import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startSandbox } from '../../sandbox/server.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { amr } from '../support/media-samples.ts';
import { uploadTo } from '../support/sandbox-media.ts';
import type { Answer } from '../support/sandbox-media.ts';
import { boundaryCases, specimens } from '../support/specimens.ts';

/*
 * The core and the sandbox were written apart from each other, both from the vendor's pages. Here each checks the other: what the
 * core lets through the sandbox must accept, and what the core says WeCom refuses the sandbox must refuse.
 */

let sandbox: Sandbox;
let time = Date.UTC(2026, 0, 1);

/** By name, with media_ids that this sandbox gave. The names stand before there is a sandbox. */
let messages: Map<string, unknown>;

beforeAll(async () => {
  sandbox = await startSandbox({ now: () => time });
  const uploads = {
    file: await uploadTo(webhook('upload_media', '&type=file'), 'build.log', Buffer.from('Build finished')),
    voice: await uploadTo(webhook('upload_media', '&type=voice'), 'hello.amr', amr(1)),
  };
  messages = new Map([...specimens('robot', uploads), ...boundaryCases('robot', uploads)].map(({ name, message }) => [name, message]));
});

afterAll(async () => {
  await sandbox.close();
});

const webhook = (path: string, query = ''): string => `${sandbox.baseUrl}/cgi-bin/webhook/${path}?key=${String(sandbox.robots[0]?.key)}${query}`;

async function send(message: unknown): Promise<Answer> {
  // A robot takes 20 messages a minute, and the sandbox counts them by this clock.
  time += 4000;
  const response = await fetch(webhook('send'), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(message) });
  return (await response.json()) as Answer;
}

describe('a message of every type, with every field filled in', () => {
  it.each(specimens('robot').map(({ name }) => name))('is accepted and shown: %s', async (name) => {
    const message = messages.get(name);
    expect(await send(message)).toMatchObject({ errcode: 0, errmsg: 'ok' });
    expect(sandbox.state().messages.at(-1)?.message).toEqual(message);
  });
});

describe('what the core takes for refused is refused, and what it lets through is accepted', () => {
  const cases = boundaryCases('robot');

  it('tells each case by its name', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  it.each(cases.map((one) => [one.name, one] as const))('%s', async (name, { verdict, over }) => {
    const { errcode, errmsg } = await send(messages.get(name));
    if (verdict === 'problem' && over === 'refused') expect(errcode, errmsg).not.toBe(0);
    // Over a limit that is advice, or at which WeCom cuts off the rest, a message arrives all the same.
    else expect({ errcode, errmsg }).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(errcode, 'the test itself sends too fast').not.toBe(45009);
  });
});
