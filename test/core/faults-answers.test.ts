import { describe, expect, it } from 'vitest';

import { errcodeSpec } from '../../core/spec/errcodes.ts';
import { mediaFile, robotBench, SEND, text, UPLOAD } from '../support/robot-bench.ts';
import type { RobotBench } from '../support/robot-bench.ts';

/** Bodies of an HTTP 200 that WeCom would not write. */
const UNREADABLE = [
  ['empty', ''],
  ['no JSON', 'OK'],
  ['half a JSON', '{"errcode":0,'],
  ['null', 'null'],
  ['a list', '[]'],
  ['a list that holds an answer', '[{"errcode":0,"errmsg":"ok"}]'],
  ['a number', '0'],
  ['a string', '"ok"'],
  ['an object without errcode', '{"errmsg":"ok"}'],
  ['an object whose errcode is null', '{"errcode":null,"errmsg":"ok"}'],
  ['an object whose errcode is false', '{"errcode":false}'],
  ['an object whose errcode is no whole number', '{"errcode":0.5}'],
  ['an object whose errcode is an empty string', '{"errcode":""}'],
  ['an object whose errcode is a word', '{"errcode":"ok"}'],
  ['an object whose errcode is a list', '{"errcode":[0]}'],
] as const;

/** Refusals that another attempt cannot change. */
const LASTING = [60020, 93000, 93004, 93008, 301002, 81013, 40007, 40008, 40058, 45002, 44004, 40001, 40014, 42001];

/** WeCom's refusals of the moment. */
const PASSING = [-1, 6000, 45033];

describe('an answer of HTTP 200 that cannot be read', () => {
  it.each(UNREADABLE)('makes a processed send unknown, and repeats nothing: %s', async (_name, body) => {
    const bench = await robotBench();
    bench.script({ path: SEND, kind: 'body', body, processed: true });
    expect(await bench.robot.send(text('Once'))).toMatchObject({ delivery: 'unknown', attempts: 1 });
    expect(bench.state().messages).toHaveLength(1);
  });

  it.each(UNREADABLE)('makes a send that was not processed unknown too: %s', async (_name, body) => {
    const bench = await robotBench();
    bench.script({ path: SEND, kind: 'body', body });
    expect(await bench.robot.send(text('Never'))).toMatchObject({ delivery: 'unknown', attempts: 1 });
    expect(bench.state().messages).toHaveLength(0);
  });

  it.each(UNREADABLE)('is asked for again by an upload: %s', async (_name, body) => {
    const bench = await robotBench();
    bench.script({ path: UPLOAD, kind: 'body', body, processed: true });
    expect(await bench.robot.upload(mediaFile(), 'file')).toMatchObject({ delivery: 'sent', attempts: 2 });
  });

  it('is unknown as well when errcode 0 comes with the status of a failure', async () => {
    const bench = await robotBench();
    bench.script({ kind: 'status', status: 403, body: '{"errcode":0,"errmsg":"ok"}', processed: true });
    const outcome = await bench.robot.send(text('Once'));
    expect(outcome).toMatchObject({ delivery: 'unknown', attempts: 1 });
    expect(outcome).toHaveProperty('error.message', expect.stringContaining('errcode 0 with HTTP 403, which contradict each other; the message may'));
    expect(bench.state().messages).toHaveLength(1);
  });
});

describe('an errcode', () => {
  it.each(['{"errcode":"0","errmsg":"ok"}', '{"errcode":"0"}', '{"errcode":0}', '\ufeff{"errcode":0}'])('counts as success in the form %j', async (body) => {
    const bench = await robotBench();
    bench.script({ kind: 'body', body, processed: true });
    expect(await bench.robot.send(text('Once'))).toMatchObject({ delivery: 'sent', attempts: 1 });
    expect(bench.state().messages).toHaveLength(1);
  });

  it.each(['{"errcode":"93000"}', '{"errcode":93000}'])('counts as a refusal in the form %j, also without an errmsg', async (body) => {
    const bench = await robotBench();
    bench.script({ kind: 'body', body });
    const outcome = await bench.robot.send(text('Never'));
    expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 1, error: { errcode: 93000, errmsg: '' } });
    expect(outcome).toHaveProperty('error.message', expect.stringContaining('(WeCom says: nothing)'));
  });

  it('decides behind the status of a failure too', async () => {
    const bench = await robotBench();
    bench.script({ kind: 'status', status: 400, body: '{"errcode":40058,"errmsg":"bad"}' });
    expect(await bench.robot.send(text('Never'))).toMatchObject({ delivery: 'rejected', error: { errcode: 40058 } });
  });

  it.each(LASTING)('is a refusal that is never tried again when it is %i, and says what it means and what to do', async (errcode) => {
    const bench = await robotBench();
    bench.script({ kind: 'errcode', errcode });

    const outcome = await bench.robot.send(text('Never'));

    expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 1, error: { name: 'RejectedError', code: 'rejected', errcode } });
    const { meaning, fix } = errcodeSpec(errcode) ?? {};
    expect(outcome).toHaveProperty('error.message', expect.stringContaining(`errcode ${errcode}, ${String(meaning)} (WeCom says: `));
    expect(outcome).toHaveProperty('error.message', expect.stringContaining(` ${String(fix)}. See https://open.work.weixin.qq.com/devtool/query?e=${errcode}`));
    expect(bench.state().messages).toHaveLength(0);
    expect(bench.time.sleeps).toEqual([]);
  });

  it('that no table knows is a refusal with the vendor’s page', async () => {
    const bench = await robotBench();
    bench.script({ kind: 'errcode', errcode: 999_999, errmsg: 'something new' });
    const outcome = await bench.robot.send(text('Never'));
    expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 1, error: { errcode: 999_999, errmsg: 'something new' } });
    expect(outcome).toHaveProperty(
      'error.message',
      'WeCom refused to send to a group robot: errcode 999999, a code without a documented meaning (WeCom says: something new). ' +
        'Look the code up on its page. See https://open.work.weixin.qq.com/devtool/query?e=999999',
    );
  });

  it.each(PASSING)('of the moment (%i) is waited out once and twice, and the message arrives once', async (errcode) => {
    for (const times of [1, 2]) {
      const bench = await robotBench();
      bench.script({ kind: 'errcode', errcode, times });
      expect(await bench.robot.send(text('Once'))).toMatchObject({ delivery: 'sent', attempts: times + 1 });
      expect(bench.state().messages).toHaveLength(1);
      expect(bench.time.sleeps).toEqual([250, 500].slice(0, times));
    }
  });

  it.each(PASSING)('of the moment (%i) that does not pass is a refusal after three attempts', async (errcode) => {
    const bench = await robotBench();
    bench.script({ kind: 'errcode', errcode, times: 10 });
    expect(await bench.robot.send(text('Never'))).toMatchObject({ delivery: 'rejected', attempts: 3, error: { errcode } });
    expect(bench.state().requests).toHaveLength(3);
    expect(bench.state().messages).toHaveLength(0);
  });

  it('of a disabled robot and of a wrong key comes from the sandbox itself, and nothing is shown', async () => {
    const bench = await robotBench();
    bench.sandbox.setDisabled(bench.account.name, true);
    expect(await bench.robot.send(text('Never'))).toMatchObject({ delivery: 'rejected', error: { errcode: 93004 } });
    const stranger = bench.robotFor({ ...bench.account, key: '00000000-0000-4000-8000-000000000000' });
    expect(await stranger.send(text('Never'))).toMatchObject({ delivery: 'rejected', error: { errcode: 93000 } });
    expect(bench.state().messages).toHaveLength(0);
  });
});

describe('WeCom’s own words', () => {
  it.each([
    ['line breaks and a workflow command', 'bad\r\n::add-mask::x\n::set-output name=a::b\u2028end', 'bad ::add-mask::x ::set-output name=a::b end'],
    ['tags', '<b onclick="x">bad</b><script>alert(1)</script>', 'bad'],
    ['control and bidi characters', 'a\u0000b\u001b[31mc\u202ed\u200be', 'a b [31mc d e'],
  ])('are shown on one inert line when they hold %s', async (_name, errmsg, shown) => {
    expect(await shownErrmsg(await robotBench(), errmsg)).toBe(shown);
  });

  it('are shown without the key, however long they are', async () => {
    const bench = await robotBench();
    const { key } = bench.account;
    const shown = await shownErrmsg(bench, `key ${key} of https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${key} `.repeat(1000));
    expect(Array.from(shown)).toHaveLength(300);
    expect(shown).toMatch(/^key \*\*\* of https:.*…$/);
    expect(shown).not.toContain(key.slice(0, 8));
  });
});

describe('45009, too many messages', () => {
  it('is waited for about a minute, and the message arrives once', async () => {
    const bench = await robotBench({ random: () => 0.5 });
    bench.script({ kind: 'errcode', errcode: 45009 });
    expect(await bench.robot.send(text('Once'))).toMatchObject({ delivery: 'sent', attempts: 2 });
    expect(bench.time.sleeps).toEqual([61_000 * 1.05]);
    expect(bench.state().messages).toHaveLength(1);
  });

  it('is waited for only once', async () => {
    const bench = await robotBench();
    bench.script({ kind: 'errcode', errcode: 45009, times: 5 });
    const outcome = await bench.robot.send(text('Never'));
    expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 2, error: { errcode: 45009 } });
    expect(outcome).toHaveProperty('error.fix', expect.stringContaining('Wait about a minute'));
    expect(bench.time.sleeps).toEqual([61_000]);
  });

  it('is waited for once also between two other failures', async () => {
    const bench = await robotBench();
    bench.script({ kind: 'errcode', errcode: 45009 });
    bench.script({ kind: 'errcode', errcode: -1 });
    expect(await bench.robot.send(text('Once'))).toMatchObject({ delivery: 'sent', attempts: 3 });
    expect(bench.time.sleeps).toEqual([61_000, 500]);
  });

  it('is a refusal at once when there is no minute left', async () => {
    const bench = await robotBench({ budget: 61_000 });
    bench.script({ kind: 'errcode', errcode: 45009 });
    expect(await bench.robot.send(text('Never'))).toMatchObject({ delivery: 'rejected', attempts: 1, error: { errcode: 45009 } });
    expect(bench.time.sleeps).toEqual([]);
  });

  it('keeps only its own robot waiting', async () => {
    const bench = await robotBench();
    let wake = (): void => undefined;
    const asleep = new Promise<void>((fellAsleep) => {
      bench.connection.ports.sleep = () => new Promise((resolve) => {
        wake = resolve;
        fellAsleep();
      });
    });
    bench.script({ kind: 'errcode', errcode: 45009 });
    const waiting = bench.robot.send(text('From the one that waits'));
    await asleep;

    const other = bench.sandbox.addRobot('Other');
    expect(await bench.robotFor(other).send(text('From the other'))).toMatchObject({ delivery: 'sent', attempts: 1 });
    expect(bench.state().messages).toMatchObject([{ robot: 'Other' }]);

    wake();
    expect(await waiting).toMatchObject({ delivery: 'sent', attempts: 2 });
  });
});

async function shownErrmsg(bench: RobotBench, errmsg: string): Promise<string> {
  bench.script({ kind: 'errcode', errcode: 40058, errmsg });
  const outcome = await bench.robot.send(text('Never'));
  if (outcome.delivery === 'sent' || !('errmsg' in outcome.error)) throw new Error('The message was not refused by WeCom.');
  expect(outcome.error.message).not.toMatch(/[\r\n\u2028\u2029]/);
  return String(outcome.error.errmsg);
}
