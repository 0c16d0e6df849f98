import { sleep } from 'n8n-workflow';
import type { Logger } from 'n8n-workflow';

import type { Ports } from '../core/ports.ts';

/** Everything the core needs but HTTP, from what n8n allows a community node. */
export function createPorts(http: Ports['http'], logger?: Logger): Ports {
  return {
    http,
    clock: CLOCK,
    sleep: async (ms) => sleep(ms),
    random: Math.random,
    log: (level, line) => {
      if (level === 'warning') logger?.warn(line);
      else logger?.[level](line);
    },
  };
}

export const CLOCK: Ports['clock'] = { now: Date.now, steady: () => performance.now() };
