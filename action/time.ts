import type { Ports } from '../core/ports.ts';

export const CLOCK: Ports['clock'] = { now: Date.now, steady: () => process.uptime() * 1000 };

export const sleep: Ports['sleep'] = async (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
