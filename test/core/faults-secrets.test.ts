import { describe, expect, it } from 'vitest';

import { createMediaMemory } from '../../core/memory.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Fault } from '../../sandbox/server.ts';
import { closedPort } from '../contract/raw-server.ts';
import { everySight } from '../support/every-sight.ts';
import { mediaFile, robotBench, SEND, text, UPLOAD } from '../support/robot-bench.ts';
import type { BenchOptions, RobotBench } from '../support/robot-bench.ts';
import { START } from '../support/turned-clock.ts';

/** Every path to an error, with the key said back wherever somebody else can write something. */
const PATHS: { name: string; faults: (key: string) => Fault[]; options?: BenchOptions }[] = [
  { name: 'a refusal that repeats the address', faults: (key) => [{ kind: 'errcode', errcode: 93000, errmsg: `no robot at ${address(key)}` }] },
  { name: 'a refusal that repeats the key alone', faults: (key) => [{ kind: 'errcode', errcode: 40058, errmsg: key.repeat(100) }] },
  { name: 'a refusal of a code no table knows', faults: (key) => [{ kind: 'errcode', errcode: 999_999, errmsg: JSON.stringify({ key }) }] },
  { name: 'a busy server', faults: (key) => [{ kind: 'errcode', errcode: -1, errmsg: key, times: 3 }] },
  { name: 'too high a rate', faults: (key) => [{ kind: 'errcode', errcode: 45009, errmsg: key, times: 3 }] },
  { name: 'a gateway’s page with the address in it', faults: (key) => [{ kind: 'status', status: 502, body: `<a href="${address(key)}">${address(key)}</a>`, times: 3 }] },
  { name: 'a gateway’s page with the key at every place a cut could be', faults: (key) => [{ kind: 'status', status: 503, body: `<${key.repeat(554)}> ${key.repeat(10)}`, times: 3 }] },
  { name: 'a proxy’s refusal with the address in it', faults: (key) => [{ kind: 'status', status: 403, body: `GET ${encodeURIComponent(address(key))} denied` }] },
  { name: 'an answer that is not JSON', faults: (key) => [{ kind: 'body', body: `{"errcode":0, "url": ${address(key)}`, times: 3 }] },
  { name: 'an answer without errcode', faults: (key) => [{ kind: 'body', body: JSON.stringify({ asked: address(key) }), times: 3 }] },
  { name: 'an upload’s answer without media_id', faults: (key) => [{ path: UPLOAD, kind: 'body', body: JSON.stringify({ errcode: 0, errmsg: key }) }] },
  { name: 'a redirect to the same address elsewhere', faults: (key) => [{ kind: 'redirect', location: `https://elsewhere.example/?key=${key}` }] },
  { name: 'a redirect with the key as a user', faults: (key) => [{ kind: 'redirect', location: `https://${key}:${key}@elsewhere.example/` }] },
  { name: 'a redirect with the key in the host’s name', faults: (key) => [{ kind: 'redirect', status: 303, location: `https://${key}.example/`, times: 3 }] },
  { name: 'a reset', faults: () => [{ kind: 'reset-after', times: 3 }] },
  { name: 'silence', faults: () => [{ kind: 'silence-before', times: 1 }], options: { budget: 15_000 } },
  { name: 'an answer without an end', faults: () => [{ kind: 'endless', times: 3 }] },
  { name: 'an answer that is cut', faults: () => [{ kind: 'cut-body', times: 3 }] },
  { name: 'repeats that are lost', faults: () => [{ kind: 'close-after', times: 3 }], options: { onUnknown: 'resend' } },
  { name: 'no time', faults: () => [], options: { budget: 0 } },
  { name: 'a host that does not exist', faults: () => [], options: { baseUrl: 'https://wecom.invalid' } },
  { name: 'a proxy that is none', faults: () => [], options: { baseUrl: 'https://wecom.invalid', env: { https_proxy: 'http://user:PROXY-PASSWORD@[broken' } } },
];

const address = (key: string): string => `https://qyapi.weixin.qq.com${SEND}?key=${key}`;

const logOf = ({ logged }: RobotBench): string => JSON.stringify(logged);

describe('the key is nowhere to be seen', () => {
  it.each(PATHS)('after $name, neither of a send nor of an upload', async ({ faults, options }) => {
    const sends = await robotBench(options);
    const uploads = await robotBench(options);
    for (const { path, ...fault } of faults(sends.account.key)) if (path !== UPLOAD) sends.script(fault);
    for (const fault of faults(uploads.account.key)) uploads.script(fault);

    const outcomes: [RobotBench, Outcome<unknown>][] = [[uploads, await uploads.robot.upload(mediaFile(), 'file')]];
    if (faults('')[0]?.path !== UPLOAD) outcomes.push([sends, await sends.robot.send(text('A message'))]);

    for (const [bench, outcome] of outcomes) {
      for (const seen of [everySight(outcome), logOf(bench)]) {
        expect(seen).not.toContain(bench.account.key.slice(0, 13));
        expect(seen).not.toContain(bench.account.key.slice(-12));
        expect(seen).not.toContain('PROXY-PASSWORD');
      }
    }
  });

  it('after a refused connection', async () => {
    const bench = await robotBench({ baseUrl: `http://127.0.0.1:${await closedPort()}` });
    const outcome = await bench.robot.send(text('A message'));
    expect(everySight(outcome) + logOf(bench)).not.toContain(bench.account.key);
    expect(bench.logged).toHaveLength(2);
  });

  it('in any form that a URL gives it', async () => {
    const bench = await robotBench();
    const key = 'a key/with+signs & more';
    const forms = [key, encodeURIComponent(key), encodeURIComponent(key).replaceAll('%20', '+'), encodeURIComponent(encodeURIComponent(key))];
    const robot = bench.robotFor({ ...bench.account, key });
    for (const form of forms) {
      bench.script({ kind: 'errcode', errcode: 40058, errmsg: `of (${form})` });
      expect(everySight(await robot.send(text('A message')))).not.toMatch(/with.{0,6}signs/);
    }
  });
});

describe('a media_id is nowhere to be seen', () => {
  it('when WeCom repeats it in a refusal, whether it was uploaded now or remembered', async () => {
    const bench = await robotBench();
    const file = mediaFile();
    const uploaded = await bench.robot.upload(file, 'file');
    if (uploaded.delivery !== 'sent') throw uploaded.error;
    bench.script({ kind: 'errcode', errcode: 40007, errmsg: `invalid media_id ${uploaded.value.media_id}` });
    expect(everySight(await bench.robot.sendMedia(file, uploaded.value))).not.toContain(uploaded.value.media_id);

    const memory = createMediaMemory({ get: async () => ({ media_id: 'REMEMBERED', created_at: START }), set: async () => undefined }, bench.time.clock);
    const robot = bench.robotFor(bench.account, memory);
    const known = await robot.upload(file, 'file');
    if (known.delivery !== 'sent') throw known.error;
    bench.script({ kind: 'errcode', errcode: 40058, errmsg: 'the media_id REMEMBERED is bad' });
    expect(everySight(await robot.sendMedia(file, known.value))).not.toContain('REMEMBERED');
  });
});
