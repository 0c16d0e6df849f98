import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { OnUnknown } from '../../core/retry.ts';
import type { Fault } from '../../sandbox/server.ts';
import { mediaFile, robotBench, SEND, shownTexts, text, UPLOAD } from '../support/robot-bench.ts';
import type { RobotBench } from '../support/robot-bench.ts';

const RUNS = 60;
const BUDGET = 200_000;

const kinds = fc.oneof(
  fc.constantFrom<Fault>({ kind: 'reset-before' }, { kind: 'reset-after' }, { kind: 'close-after' }, { kind: 'cut-body' }, { kind: 'endless' }),
  fc.record({ kind: fc.constant('errcode' as const), errcode: fc.constantFrom(-1, 45009, 45033, 93000, 40007, 40058, 999_999) }),
  // A gateway that fails may have passed the request on before; one that refuses or redirects has not.
  fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(500, 502, 503, 504, 408), processed: fc.boolean() }),
  fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(400, 403, 404, 413, 429) }),
  fc.record({ kind: fc.constant('redirect' as const), status: fc.constantFrom(301, 302, 307, 308), location: fc.constant('https://example.com/') }),
  fc.record({ kind: fc.constant('redirect' as const), status: fc.constant(303), location: fc.constant('https://example.com/'), processed: fc.boolean() }),
  fc.record({ kind: fc.constant('body' as const), body: fc.constantFrom('', 'null', '[]', '{}', '<html>', '{"errcode":0'), processed: fc.boolean() }),
);
const faults = fc.array(fc.tuple(kinds, fc.nat(2)).map(([fault, skip]) => ({ ...fault, skip })), { maxLength: 6 });

async function benchUnder(scripted: readonly Fault[], onUnknown: OnUnknown = 'fail'): Promise<RobotBench> {
  const bench = await robotBench({ budget: BUDGET, onUnknown, random: () => 0.5 });
  for (const fault of scripted) bench.script(fault);
  return bench;
}

describe('whatever goes wrong, in whatever order', () => {
  it('what is called sent was shown once, what is called rejected never, and what is unknown once at most', async () => {
    await fc.assert(
      fc.asyncProperty(faults, fc.integer({ min: 1, max: 4 }), async (scripted, count) => {
        const { robot, state, time } = await benchUnder(scripted);
        const contents = Array.from({ length: count }, (_, index) => `Message ${index}`);
        const outcomes = await Promise.all(contents.map((content) => robot.send(text(content))));
        const shown = shownTexts(state());
        for (const [index, { delivery }] of outcomes.entries()) {
          const copies = shown.filter((content) => content === contents[index]).length;
          if (delivery === 'sent') expect(copies).toBe(1);
          else if (delivery === 'rejected') expect(copies).toBe(0);
          else expect(copies).toBeLessThanOrEqual(1);
        }
        expect(shown).toEqual([...shown].sort());
        expect(time.elapsed()).toBeLessThanOrEqual(BUDGET);
      }),
      { numRuns: RUNS },
    );
  });

  it('what the user lets be repeated is shown at least once when it is called sent, never when rejected, and three times at most', async () => {
    await fc.assert(
      fc.asyncProperty(faults, async (scripted) => {
        const { robot, state } = await benchUnder(scripted, 'resend');
        const { delivery, attempts } = await robot.send(text('A message'));
        const copies = state().messages.length;
        if (delivery === 'sent') expect(copies).toBeGreaterThanOrEqual(1);
        if (delivery === 'rejected') expect(copies).toBe(0);
        expect(copies).toBeLessThanOrEqual(attempts);
        expect(attempts).toBeLessThanOrEqual(3);
      }),
      { numRuns: RUNS },
    );
  });

  it('a file whose upload is repeated is shown as often as its message, and with bytes that are whole', async () => {
    await fc.assert(
      fc.asyncProperty(faults, faults, async (atUpload, atSend) => {
        const { robot, state } = await benchUnder([...atUpload.map((fault) => ({ ...fault, path: UPLOAD })), ...atSend.map((fault) => ({ ...fault, path: SEND }))]);
        const file = mediaFile();
        const uploaded = await robot.upload(file, 'file');
        expect(uploaded.delivery).not.toBe('unknown');
        if (uploaded.delivery !== 'sent') {
          expect(state().messages).toEqual([]);
          return;
        }
        const { delivery } = await robot.sendMedia(file, uploaded.value);
        const { messages, media } = state();
        expect(messages.length).toBeLessThanOrEqual(1);
        if (delivery !== 'unknown') expect(messages).toHaveLength(delivery === 'sent' ? 1 : 0);
        for (const { sha256 } of media) expect(sha256).toBe(file.sha256);
      }),
      { numRuns: RUNS },
    );
  });
});
