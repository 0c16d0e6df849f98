import { setTimeout as wait } from 'node:timers/promises';

import { describe, expect } from 'vitest';

import { itemsOf, listExecutions } from '../../scripts/n8n/executions.ts';
import { startLossyRelay } from './support/lossy-relay.ts';
import type { Loss, LossyRelay } from './support/lossy-relay.ts';
import { TRIGGER, it } from './support/trigger.ts';

const lossy = it.extend('relays', async ({}, { onCleanup }) => {
  const relays: LossyRelay[] = [];
  onCleanup(async () => {
    for (const { close } of relays) await close();
  });
  return relays;
});

describe('an answer that does not reach WeCom', () => {
  lossy.for([
    ['late', 'same', ['late', 'late', 'late']],
    ['late', 'fresh', ['late', 'late', 'late']],
    ['broken', 'same', ['broken', 'late']],
    ['replaced with a 502', 'fresh', [502, 502, 502]],
  ] as const)('because it is %s, with the %s packet again each time, starts the workflow once, and the member sees one reply', async ([, retryWith, losses], { rest, relays, listen }) => {
    const through = async (url: string): Promise<string> => {
      relays.push(await startLossyRelay(url, losses satisfies readonly Loss[]));
      return relays[0]?.url ?? '';
    };
    const { call, workflow, executions } = await listen({ reply: 'text', replyContent: '={{ $json.Content }}, heard' }, { through });
    const { attempts, outcome, reply } = await call({ MsgType: 'text', Content: 'once' }, { retryWith, answerWithinMs: 1500, retryAfterMs: 100 });

    expect(attempts).toHaveLength(losses.length + 1);
    expect(outcome).toBe('accepted');
    expect(reply).toMatchObject({ message: { text: { content: 'once, heard' } } });
    expect(relays[0]?.answers.map(({ status }) => status)).toEqual(attempts.map(() => 200));
    await wait(500);
    expect(await listExecutions(rest, workflow.id)).toHaveLength(1);
    const [execution] = await executions(1);
    expect(execution && itemsOf(execution, TRIGGER)).toMatchObject([{ json: { Content: 'once' } }]);
  });
});

describe('many members at once', () => {
  it('start one execution each, and their repetitions none', async ({ rest, sandbox, listen }) => {
    const { call, workflow, executions } = await listen();
    const records = await Promise.all(Array.from({ length: 20 }, (_, index) => call({ MsgType: 'text', Content: `Message ${index}` }, { answerWithinMs: 5000 })));
    await Promise.all(records.map(({ id }) => sandbox.callAgain(id)));
    const found = await executions(20);
    expect(found.map((execution) => itemsOf(execution, TRIGGER)[0]?.json.Content).sort()).toEqual(records.map(({ message }) => message.Content).sort());
    await wait(500);
    expect(await listExecutions(rest, workflow.id)).toHaveLength(20);
  });
});
