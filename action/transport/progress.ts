import type { Ports } from '../../core/ports.ts';

/** Milliseconds before a transfer is spoken of, and between two lines about it. */
const FIRST_MS = 5_000;
const EVERY_MS = 10_000;

/** Follows one transfer; whoever begins it must end it. */
export interface Progress {
  add: (bytes: number) => void;
  end: () => void;
}

/**
 * Says in the log how far a transfer has come, once it lasts for seconds: without a line for a minute, a step seems to hang. A line comes
 * by the clock and not with the bytes, so that one that stands still is seen to stand still.
 *
 * @param what is transferred: "Uploading app.apk".
 * @param whole what is said when all bytes have gone and it still lasts.
 */
export function follow(what: string, total: number, whole: string, log: Ports['log']): Progress {
  const begun = performance.now();
  let done = 0;
  const say = (): void => {
    const state = done >= total ? `${whole} (${inMegabytes(total)} MB)` : `${inMegabytes(done)} of ${inMegabytes(total)} MB`;
    log('info', `${what}: ${state} after ${Math.round((performance.now() - begun) / 1000)} s`);
    timer = setTimeout(say, EVERY_MS);
  };
  let timer = setTimeout(say, FIRST_MS);
  return {
    add: (bytes) => {
      done += bytes;
    },
    end: () => {
      clearTimeout(timer);
    },
  };
}

const inMegabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
