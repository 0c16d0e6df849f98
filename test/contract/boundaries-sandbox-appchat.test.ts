import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startSandbox } from '../../sandbox/server.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { amr, MP4, PNG } from '../support/media-samples.ts';
import { appToken, postTo, uploadTo } from '../support/sandbox-media.ts';
import { boundaryCases, specimens } from '../support/specimens.ts';

/*
 * As for members: what the core lets an application send to a group chat the sandbox must accept, and what the core says WeCom
 * refuses the sandbox must refuse.
 */

const CHATID = 'boundaries1';

let sandbox: Sandbox;
let token: string;

/** By name, with media_ids of this sandbox. The names stand before there is a sandbox. */
let messages: Map<string, unknown>;

beforeAll(async () => {
  sandbox = await startSandbox();
  token = await appToken(sandbox);
  const uploads = {
    file: await uploadTo(address('media/upload', '&type=file'), 'build.txt', Buffer.from('Build finished')),
    image: await uploadTo(address('media/upload', '&type=image'), 'chart.png', PNG),
    voice: await uploadTo(address('media/upload', '&type=voice'), 'hello.amr', amr(1)),
    video: await uploadTo(address('media/upload', '&type=video'), 'tour.mp4', MP4),
  };
  const userlist = sandbox.members.slice(0, 2).map(({ userid }) => userid);
  expect(await postTo(address('appchat/create'), { chatid: CHATID, userlist })).toMatchObject({ errcode: 0 });
  const known = { chatid: CHATID };
  messages = new Map([...specimens('appchat', uploads, known), ...boundaryCases('appchat', uploads, known)].map(({ name, message }) => [name, message]));
});

afterAll(async () => {
  await sandbox.close();
});

const address = (path: string, query = ''): string => `${sandbox.baseUrl}/cgi-bin/${path}?access_token=${token}${query}`;

describe('a message of every type, with every field filled in', () => {
  it.each(specimens('appchat').map(({ name }) => name))('is accepted and shown: %s', async (name) => {
    const message = messages.get(name);
    expect(await postTo(address('appchat/send'), message)).toMatchObject({ errcode: 0, errmsg: 'ok' });
    expect(sandbox.state().messages.at(-1)).toMatchObject({ chatid: CHATID, message });
  });
});

/** The page says that a mini-program is named by appid and pagepath together; not what WeCom does with one alone. */
const UNDOCUMENTED = /^news\.articles\[0\]\.(appid|pagepath): missing though required/;

describe('what the core takes for refused is refused, and what it lets through is accepted', () => {
  const cases = boundaryCases('appchat').filter(({ name }) => !UNDOCUMENTED.test(name));

  it('tells each case by its name', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  it.each(cases.map((one) => [one.name, one] as const))('%s', async (name, { verdict, over }) => {
    const { errcode, errmsg } = await postTo(address('appchat/send'), messages.get(name));
    if (verdict === 'problem' && over === 'refused') expect(errcode, errmsg).not.toBe(0);
    // Over a limit that is advice, or at which WeCom cuts off the rest, a message arrives all the same.
    else expect({ errcode, errmsg }).toEqual({ errcode: 0, errmsg: 'ok' });
  });
});
