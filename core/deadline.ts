import type { Ports } from './ports.ts';

/** The total budget of a piece of work, over all its attempts and waits. */
export interface Deadline {
  /** Whole milliseconds left; 0 when it has passed. */
  left: () => number;
}

/** @param budgetMs milliseconds from now, on the clock that never jumps. */
export function createDeadline(clock: Ports['clock'], budgetMs: number): Deadline {
  const end = clock.steady() + budgetMs;
  return { left: () => Math.max(0, Math.floor(end - clock.steady())) };
}
