import type { Ports } from './ports.ts';
import type { RateSpec } from './spec/rates.ts';

/** Keeps one sender's messages in order and below its rate. */
export interface Lane {
  rate: RateSpec;
  /** Runs the task when all tasks before it have ended; the order of calls is the order of messages. */
  inOrder: <T>(task: () => Promise<T>) => Promise<T>;
  /**
   * Waits until one more request may go out. false = that would use up all of `leftMs`, and nothing was waited for.
   * Call `leave` when its answer is there.
   */
  enter: (leftMs: number) => Promise<boolean>;
  leave: () => void;
  /** Milliseconds until the next request may go out. */
  wait: () => number;
}

/**
 * At most `rate.messages` in any `rate.window`, seen from WeCom's side: a request is counted there somewhere between its
 * start and its answer, so a place is free again one window after the *answer* of the request that held it.
 */
export function createLane(rate: RateSpec, ports: Pick<Ports, 'clock' | 'sleep'>): Lane {
  const answered: number[] = [];
  let last: Promise<unknown> = Promise.resolve();

  const wait = (): number => {
    const oldest = answered.length < rate.messages ? undefined : answered.at(-rate.messages);
    return oldest === undefined ? 0 : Math.max(0, oldest + rate.window + 1 - ports.clock.steady());
  };

  return {
    rate,
    inOrder: (task) => {
      const result = last.then(task);
      last = result.catch(() => undefined);
      return result;
    },
    enter: async (leftMs) => {
      const ms = wait();
      if (ms === 0) return true;
      if (ms >= leftMs) return false;
      await ports.sleep(ms);
      return true;
    },
    leave: () => {
      answered.push(ports.clock.steady());
      if (answered.length > rate.messages) answered.shift();
    },
    wait,
  };
}

/** Runs the task in the lane's order, with the lane for its request; where there is none, at once. */
export function inLane<T>(lane: Lane | undefined, task: (place: { lane?: Lane }) => Promise<T>): Promise<T> {
  return lane === undefined ? task({}) : lane.inOrder(() => task({ lane }));
}
