import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createLane } from '../../core/limiter.ts';
import { ROBOT_RATE } from '../../core/spec/rates.ts';
import { robotBench, shownTexts, text } from '../support/robot-bench.ts';
import { START, turnedClock } from '../support/turned-clock.ts';

const HOUR = 3_600_000;
const PLENTY = 24 * HOUR;

/** The largest number of these times that lie within less than a minute. */
const mostInAMinute = (times: readonly number[]): number => Math.max(0, ...times.map((first) => times.filter((at) => at >= first && at - first < ROBOT_RATE.window).length));

const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `Message ${index + 1}`);

describe('a hundred messages to one robot', () => {
  it('all arrive, in the order of the calls, and never more than 20 in any minute', async () => {
    const bench = await robotBench({ budget: HOUR });
    const contents = numbered(100);

    const outcomes = await Promise.all(contents.map((content) => bench.robot.send(text(content))));

    expect(outcomes.every(({ delivery, attempts }) => delivery === 'sent' && attempts === 1)).toBe(true);
    expect(shownTexts(bench.state())).toEqual(contents);
    expect(mostInAMinute(bench.state().messages.map(({ at }) => at))).toBe(20);
    // Four pauses of a minute and no other: the limiter is not slower than it must be.
    expect(bench.time.elapsed()).toBe(4 * (ROBOT_RATE.window + 1));
  });

  it('keep below the rate whatever time each answer takes', async () => {
    let seed = 1;
    const latency = (): number => (seed = (seed * 48_271) % 2_147_483_647) % 9000;
    const bench = await robotBench({ budget: HOUR, latency });
    const outcomes = await Promise.all(numbered(100).map((content) => bench.robot.send(text(content))));
    expect(outcomes.every(({ delivery, attempts }) => delivery === 'sent' && attempts === 1)).toBe(true);
    expect(shownTexts(bench.state())).toEqual(numbered(100));
  });

  it('keep their order when some of them need another attempt', async () => {
    const bench = await robotBench({ budget: HOUR });
    for (const skip of [2, 5, 11, 30]) bench.script({ kind: 'errcode', errcode: -1, skip });
    const outcomes = await Promise.all(numbered(40).map((content) => bench.robot.send(text(content))));
    expect(outcomes.filter(({ attempts }) => attempts === 2)).toHaveLength(4);
    expect(shownTexts(bench.state())).toEqual(numbered(40));
    expect(mostInAMinute(bench.state().requests.map(({ at }) => at))).toBeLessThanOrEqual(20);
  });

  it('are not disturbed by a wall clock that jumps an hour forward and back', async () => {
    const bench = await robotBench({ budget: HOUR });
    const outcomes = await Promise.all(
      numbered(100).map(async (content, index) => {
        const outcome = await bench.robot.send(text(content));
        if (index % 10 === 4) bench.time.setWall(START + bench.time.elapsed() + HOUR);
        if (index % 10 === 9) bench.time.setWall(START + bench.time.elapsed() - HOUR);
        return outcome;
      }),
    );
    expect(outcomes.every(({ delivery, attempts }) => delivery === 'sent' && attempts === 1)).toBe(true);
    expect(bench.time.elapsed()).toBe(4 * (ROBOT_RATE.window + 1));
    expect(bench.time.sleeps.every((ms) => ms > 0 && ms <= ROBOT_RATE.window + 1)).toBe(true);
  });

  it('do not hold up another robot', async () => {
    const bench = await robotBench({ budget: HOUR });
    await Promise.all(numbered(20).map((content) => bench.robot.send(text(content))));
    const other = bench.robotFor(bench.sandbox.addRobot('Other'));
    await Promise.all(numbered(20).map((content) => other.send(text(content))));
    expect(bench.time.sleeps).toEqual([]);
    expect(bench.state().messages).toHaveLength(40);
  });

  it('stop when the next place comes too late: what is rejected was never begun, and says so', async () => {
    const bench = await robotBench({ budget: 50_000 });
    const outcomes = await Promise.all(numbered(22).map((content) => bench.robot.send(text(content))));
    expect(outcomes.map(({ delivery }) => delivery)).toEqual([...Array<string>(20).fill('sent'), 'rejected', 'rejected']);
    expect(outcomes[20]).toMatchObject({ attempts: 0, error: { code: 'out-of-time' } });
    expect(outcomes[20]).toHaveProperty(
      'error.message',
      'There was no time left to send to a group robot: WeCom takes 20 messages a minute from one robot, and the next place is free in 61 s. ' +
        'Send fewer messages in one step, or raise the time limit.',
    );
    expect(bench.time.sleeps).toEqual([]);
    expect(bench.state().requests).toHaveLength(20);
  });
});

describe('a lane', () => {
  it('never lets more than its rate be counted in any window, wherever between start and answer the other side counts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.record({ pause: fc.nat(400), takes: fc.nat(700), counted: fc.double({ min: 0, max: 1, noNaN: true }) }), { maxLength: 40 }),
        async (messages, requests) => {
          const window = 1000;
          const time = turnedClock();
          const lane = createLane({ messages, window, rule: '', source: '' }, time);
          const counted: number[] = [];
          for (const { pause, takes, counted: where } of requests) {
            time.advance(pause);
            expect(await lane.enter(PLENTY)).toBe(true);
            counted.push(time.clock.steady() + takes * where);
            time.advance(takes);
            lane.leave();
          }
          for (const first of counted) expect(counted.filter((at) => at >= first && at - first < window).length).toBeLessThanOrEqual(messages);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('goes on after a task that threw', async () => {
    const lane = createLane(ROBOT_RATE, turnedClock());
    const failing = lane.inOrder(() => Promise.reject(new Error('The task failed')));
    const next = lane.inOrder(() => Promise.resolve('next'));
    await expect(failing).rejects.toThrow('The task failed');
    expect(await next).toBe('next');
  });

  it('does not begin a wait that would use up all the time there is', async () => {
    const time = turnedClock();
    const lane = createLane({ messages: 1, window: 1000, rule: '', source: '' }, time);
    lane.leave();
    expect(await lane.enter(1001)).toBe(false);
    expect(time.sleeps).toEqual([]);
    expect(await lane.enter(1002)).toBe(true);
    expect(time.sleeps).toEqual([1001]);
    expect(lane.wait()).toBe(0);
  });
});
