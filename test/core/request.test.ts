import { describe, expect, it } from 'vitest';

import { createDeadline } from '../../core/deadline.ts';
import { request } from '../../core/request.ts';
import type { OnUnknown } from '../../core/retry.ts';
import { OPERATIONS } from '../../core/spec/operations.ts';
import type { OperationSpec } from '../../core/spec/types.ts';
import type { FaultKind } from '../../sandbox/server.ts';
import { mediaFile, robotBench, SEND, text } from '../support/robot-bench.ts';
import { turnedClock } from '../support/turned-clock.ts';

const body = { kind: 'json', text: JSON.stringify(text('Hello')) } as const;

describe('a request', () => {
  it('carries the secret in the parameter that its row names, beside the others, and goes below the base URL’s prefix', async () => {
    const bench = await robotBench();
    await request({ ...bench.connection, baseUrl: `${bench.sandbox.baseUrl}/prefix`, access: { kind: 'fixed', secret: 'a key & more' } }, OPERATIONS.robotUpload, { query: { type: 'file' }, body });
    expect(bench.asked.at(-1)?.url).toBe(`${bench.sandbox.baseUrl}/prefix/cgi-bin/webhook/upload_media?key=a+key+%26+more&type=file`);
  });

  it('of a send goes over a connection of its own, and that of an upload need not', async () => {
    const bench = await robotBench();
    await bench.robot.upload(mediaFile(), 'file');
    await bench.robot.send(text('One'));
    await bench.robot.send(text('Two'));
    expect(bench.asked.map(({ freshConnection }) => freshConnection)).toEqual([false, true, true]);
    expect(new Set(bench.state().requests.map(({ connection }) => connection)).size).toBe(3);
  });

  it('gets a time limit of its own for every attempt', async () => {
    const bench = await robotBench({ onUnknown: 'resend' });
    bench.script({ path: SEND, kind: 'silence-after', times: 2 });
    expect(await bench.robot.send(text('At least once'))).toMatchObject({ delivery: 'sent', attempts: 3 });
    expect(bench.asked.map(({ timeoutMs }) => timeoutMs)).toEqual([15_000, 15_000, 15_000]);
    expect(bench.state().messages).toHaveLength(3);
  });

  it('gets no longer than what is left of the whole', async () => {
    const bench = await robotBench({ budget: 20_000, onUnknown: 'resend' });
    bench.script({ path: SEND, kind: 'silence-after', times: 3 });
    expect(await bench.robot.send(text('Perhaps'))).toMatchObject({ delivery: 'unknown', attempts: 2 });
    expect(bench.asked.map(({ timeoutMs }) => timeoutMs)).toEqual([15_000, 4750]);
    expect(bench.time.elapsed()).toBe(20_000);
  });

  it('is repeated after a lost answer only when its row allows it and its body asks WeCom to drop a second copy', async () => {
    const bench = await robotBench();
    const checked: OperationSpec = { ...OPERATIONS.robotSend, replay: 'dedupe' };
    bench.script({ kind: 'close-after' });
    expect(await request(bench.connection, checked, { body })).toMatchObject({ delivery: 'unknown', attempts: 1 });
    bench.script({ kind: 'close-after' });
    expect(await request(bench.connection, checked, { body, deduplicatedMs: 60_000 })).toMatchObject({ delivery: 'sent', attempts: 2 });
    bench.script({ kind: 'close-after' });
    bench.script({ kind: 'errcode', errcode: 81013 });
    expect(await request(bench.connection, checked, { body, deduplicatedMs: 60_000 })).toMatchObject({ delivery: 'unknown', attempts: 2 });
  });

  it('that would be begun after the deadline is not begun', async () => {
    const bench = await robotBench({ budget: 1000 });
    bench.time.advance(1000);
    const outcome = await bench.robot.send(text('Never'));
    expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 0, error: { code: 'out-of-time' } });
    expect(outcome).toHaveProperty('error.message', 'There was no time left to send to a group robot; it was not tried. Raise the time limit, or send less in one step.');
    expect(bench.asked).toEqual([]);
  });

  it('that comes after a sleep that took too long is not begun, and the outcome says that there were others', async () => {
    const bench = await robotBench({ budget: 10_000 });
    bench.connection.ports.sleep = async () => {
      bench.time.advance(10_000);
    };
    bench.script({ kind: 'errcode', errcode: -1 });
    const outcome = await bench.robot.send(text('Never'));
    expect(outcome).toMatchObject({ delivery: 'rejected', attempts: 1, error: { code: 'out-of-time' } });
    expect(outcome).toHaveProperty('error.message', expect.stringContaining('it was not tried again'));
  });

  it('whose wait would use up the time that is left is not waited for', async () => {
    const bench = await robotBench({ budget: 250 });
    bench.script({ kind: 'errcode', errcode: -1 });
    expect(await bench.robot.send(text('Never'))).toMatchObject({ delivery: 'rejected', attempts: 1, error: { errcode: -1 } });
    expect(bench.time.sleeps).toEqual([]);
  });

  it('logs each repeat on one line that says what failed and when it goes on', async () => {
    const bench = await robotBench();
    bench.script({ kind: 'errcode', errcode: -1 });
    bench.script({ kind: 'errcode', errcode: 45009 });
    await bench.robot.send(text('Once'));
    expect(bench.logged).toEqual([
      { level: 'info', line: 'Attempt 1 of 3 to send to a group robot failed (errcode -1); trying again in 1 s' },
      { level: 'info', line: 'Attempt 2 of 3 to send to a group robot failed (errcode 45009); trying again in 61 s' },
    ]);
  });
});

describe('the whole budget', () => {
  const kinds: FaultKind[] = ['silence-after', 'reset-after', 'errcode'];
  const choices: OnUnknown[] = ['fail', 'resend'];
  const cases = kinds.flatMap((kind) => choices.flatMap((onUnknown) => [100, 5000, 15_000, 31_000, 70_000].map((budget) => ({ kind, onUnknown, budget }))));

  it.each(cases)('of $budget ms is never exceeded, with $kind at every attempt and on-unknown $onUnknown', async ({ kind, onUnknown, budget }) => {
    const bench = await robotBench({ budget, onUnknown, latency: () => 700, random: () => 0.999 });
    bench.script({ kind, errcode: 45009, times: kind === 'silence-after' ? 1 : 10 });
    bench.script({ kind: 'reset-after', times: 10 });

    const outcome = await bench.robot.send(text('Perhaps'));

    expect(outcome.delivery).not.toBe('sent');
    expect(bench.time.elapsed()).toBeLessThanOrEqual(budget);
  });

  it('covers all messages of one deadline together', async () => {
    const bench = await robotBench({ budget: 10_000, latency: () => 4000 });
    const outcomes = await Promise.all(['One', 'Two', 'Three', 'Four'].map((content) => bench.robot.send(text(content))));
    // The third got the last two seconds, and was answered within them.
    expect(outcomes.map(({ delivery }) => delivery)).toEqual(['sent', 'sent', 'sent', 'rejected']);
    expect(bench.asked.map(({ timeoutMs }) => timeoutMs)).toEqual([10_000, 6000, 2000]);
    expect(bench.time.elapsed()).toBe(10_000);
  });

  it('is counted on the clock that never jumps', () => {
    const time = turnedClock();
    const deadline = createDeadline(time.clock, 1000);
    time.setWall(0);
    expect(deadline.left()).toBe(1000);
    time.setWall(Number.MAX_SAFE_INTEGER);
    expect(deadline.left()).toBe(1000);
    time.advance(0.5);
    expect(deadline.left()).toBe(999);
    time.advance(5000);
    expect(deadline.left()).toBe(0);
  });
});
