import type { Ports } from '../../core/ports.ts';

/** A clock that stands still until it is turned, and a sleep that turns it. */
export interface TurnedClock {
  clock: Ports['clock'];
  sleep: Ports['sleep'];
  /** Milliseconds pass. */
  advance: (ms: number) => void;
  /** The wall clock alone is set to another time, as by NTP or by hand. */
  setWall: (ms: number) => void;
  /** Milliseconds passed since the start. */
  elapsed: () => number;
  /** Every sleep that was begun, in milliseconds. */
  sleeps: number[];
}

/** Noon of a day, milliseconds since 1970. */
export const START = Date.UTC(2025, 5, 2, 12);

export function turnedClock(): TurnedClock {
  let steady = 0;
  let wallOffset = START;
  const sleeps: number[] = [];
  return {
    clock: { now: () => wallOffset + steady, steady: () => steady },
    sleep: async (ms) => {
      sleeps.push(ms);
      const until = steady + ms;
      // What else is under way goes on meanwhile, and sleeps at the same time rather than afterwards.
      await new Promise((resolve) => setImmediate(resolve));
      steady = Math.max(steady, until);
    },
    advance: (ms) => {
      steady += ms;
    },
    setWall: (ms) => {
      wallOffset = ms - steady;
    },
    elapsed: () => steady,
    sleeps,
  };
}
