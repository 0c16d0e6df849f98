import type { Deadline } from '../core/deadline.ts';
import { createMediaMemory } from '../core/memory.ts';
import type { MediaMemory } from '../core/memory.ts';
import { createRedactor } from '../core/redact.ts';
import type { Channel } from '../core/spec/types.ts';
import { deliver } from './deliver.ts';
import type { Inputs } from './inputs.ts';
import type { Ledger } from './ledger.ts';
import type { Around, Party } from './parties.ts';
import type { Plan } from './plan.ts';
import { log } from './print.ts';
import type { Destination } from './sender.ts';
import { CLOCK, sleep } from './time.ts';
import { createHttp } from './transport.ts';

export interface Circumstances {
  secrets: readonly string[];
  ledger: Ledger;
  env: NodeJS.ProcessEnv;
  deadline: Deadline;
}

/**
 * Carries out each party's plan at all of its destinations, side by side: what one of them cannot take keeps nothing from the
 * others, and each has its own outcome.
 *
 * @param plans one for each party, in their order.
 */
export async function deliverEverywhere(parties: readonly Party[], plans: readonly Plan[], inputs: Inputs, { secrets, ledger, env, deadline }: Circumstances): Promise<void> {
  const http = createHttp(env, log);
  const cache = inputs.mediaCache === '' ? undefined : await (await import('./cache.ts')).openMediaCache(inputs.mediaCache);
  const memory: MediaMemory | undefined = cache === undefined ? undefined : createMediaMemory(cache, CLOCK);
  const around: Around = {
    ports: { http, clock: CLOCK, sleep, random: Math.random, log },
    deadline,
    redactor: createRedactor(secrets),
    onUnknown: inputs.choose('on-unknown') === 'resend' ? 'resend' : 'fail',
  };
  const work = parties.flatMap(({ open }, index) => {
    const plan = plans[index];
    return plan === undefined ? [] : open(around, memory).map((sender) => ({ plan, sender }));
  });
  const severalGroups = work.filter(({ plan }) => plan.channel === 'robot').length > 1;
  const names = work.map(({ plan: { channel } }, index) => (channel === 'robot' && severalGroups ? `group ${index + 1}` : NAMES[channel]));
  ledger.destinations.push(...names);

  try {
    await Promise.all(
      work.map(({ plan, sender }, index) => {
        const destination: Destination = { channel: plan.channel, sender, number: index + 1, label: work.length === 1 ? '' : `${names[index] ?? ''}: ` };
        return deliver(plan, destination, ledger);
      }),
    );
  } finally {
    // Also after a breakdown: nobody goes on sending once the outcome is told.
    await http.close();
  }
  const unsaved = await cache?.save();
  if (unsaved !== undefined) log('warning', `The media cache could not be written (${unsaved}); the next run uploads again.`);
}

const NAMES: Record<Channel, string> = { robot: 'group', app: 'application', appchat: 'group chat' };
