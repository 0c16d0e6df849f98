import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Fault } from '../../sandbox/server.ts';
import { appBench, APP_SEND, GETTOKEN } from '../support/app-bench.ts';
import { shownTexts } from '../support/robot-bench.ts';

const RUNS = 60;

type Step = { kind: 'sends'; count: number } | { kind: 'end'; how: 'expire' | 'revoke' | 'age' };

/** Groups of sends that start together, between ends of the token; the ends come while the sends before them are under way. */
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('sends' as const), count: fc.integer({ min: 1, max: 8 }) }),
    fc.record({ kind: fc.constant('end' as const), how: fc.constantFrom('expire' as const, 'revoke' as const, 'age' as const) }),
  ),
  { minLength: 2, maxLength: 8 },
);

/** How many turns of the event loop the test waits before each next step, so that ends strike anywhere in a send. */
const pauses = fc.array(fc.nat(30), { minLength: 8, maxLength: 8 });

const lostAnswers = fc.array(fc.record({ path: fc.constant(APP_SEND), kind: fc.constantFrom<Fault['kind']>('reset-before', 'reset-after', 'close-after', 'cut-body'), skip: fc.nat(12) }), { maxLength: 3 });

const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

interface Run {
  outcomes: { content: string; delivery: string }[];
  shown: string[];
  /** Of gettoken, also those that failed. */
  calls: number;
  ends: number;
}

async function play(played: readonly Step[], waits: readonly number[], faults: readonly Fault[], more: Record<string, unknown> = {}): Promise<Run> {
  const bench = await appBench({ random: () => 0.5 });
  for (const fault of faults) bench.script(fault);
  const sending: Promise<Run['outcomes'][number]>[] = [];
  let ends = 0;
  for (const [index, step] of played.entries()) {
    if (step.kind === 'sends') {
      for (let count = 0; count < step.count; count += 1) {
        const content = `Message ${sending.length}`;
        sending.push(bench.app.send(bench.text(content, more)).then(({ delivery }) => ({ content, delivery })));
      }
    } else {
      ends += 1;
      if (step.how === 'expire') bench.sandbox.expireTokens();
      if (step.how === 'revoke') bench.sandbox.revokeTokens();
      if (step.how === 'age') bench.time.advance(7_200_000);
    }
    for (let wait = waits[index] ?? 0; wait > 0; wait -= 1) await turn();
  }
  const outcomes = await Promise.all(sending);
  const { requests } = bench.state();
  return { outcomes, shown: shownTexts(bench.state()), calls: requests.filter(({ path }) => path === GETTOKEN).length, ends };
}

describe('whenever tokens end', () => {
  it('nothing is shown twice, what is called sent was shown, and a new token is asked for once for each end at most', async () => {
    await fc.assert(
      fc.asyncProperty(steps, pauses, async (played, waits) => {
        const { outcomes, shown, calls, ends } = await play(played, waits, []);
        expect(new Set(shown).size).toBe(shown.length);
        const sent = outcomes.filter(({ delivery }) => delivery === 'sent').map(({ content }) => content);
        expect(sent.sort()).toEqual([...shown].sort());
        for (const { delivery } of outcomes) expect(['sent', 'rejected']).toContain(delivery);
        expect(calls).toBeLessThanOrEqual(ends + 1);
      }),
      { numRuns: RUNS },
    );
  });

  it('and answers are lost besides, what is sent was shown once, what is rejected never, what is unknown once at most', async () => {
    await fc.assert(
      fc.asyncProperty(steps, pauses, lostAnswers, fc.constantFrom({}, { enable_duplicate_check: 1 }), async (played, waits, faults, more) => {
        const { outcomes, shown, calls, ends } = await play(played, waits, faults, more);
        for (const { content, delivery } of outcomes) {
          const copies = shown.filter((each) => each === content).length;
          if (delivery === 'sent') expect(copies).toBe(1);
          else if (delivery === 'rejected') expect(copies).toBe(0);
          else expect(copies).toBeLessThanOrEqual(1);
        }
        expect(calls).toBeLessThanOrEqual(ends + 1);
      }),
      { numRuns: RUNS },
    );
  });

  it('and gettoken fails besides, each failure costs one more question at most, and nothing is shown twice', async () => {
    const busy = fc.array(fc.record({ path: fc.constant(GETTOKEN), kind: fc.constant('errcode' as const), errcode: fc.constantFrom(-1, 45033, 45009), skip: fc.nat(3) }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(steps, pauses, busy, async (played, waits, faults) => {
        const { outcomes, shown, calls, ends } = await play(played, waits, faults);
        expect(new Set(shown).size).toBe(shown.length);
        expect(outcomes.filter(({ delivery }) => delivery === 'sent')).toHaveLength(shown.length);
        expect(calls).toBeLessThanOrEqual(ends + 1 + faults.length);
      }),
      { numRuns: RUNS },
    );
  });
});
