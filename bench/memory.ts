import { existsSync, readFileSync } from 'node:fs';
import { runOnce } from './contender.ts';
import type { Contender } from './contender.ts';
import { median } from './measure.ts';

export const canReadMemory = existsSync('/proc/self/status');

/**
 * Megabytes of memory that a contender held at most, as the median of so many runs.
 *
 * The kernel keeps the peak (VmHWM) as long as a process lives, so it is read over and over until the process is gone. Not
 * by wait4: what that tells of a small program is the size of the process that started it.
 */
export async function peakMemory(contender: Contender, runs: number): Promise<number> {
  const peaks: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    let peak = 0;
    await runOnce(contender, ({ pid }) => {
      let last = 0;
      const read = (): void => {
        const now = pid === undefined ? undefined : peakOf(pid);
        if (now === undefined) {
          peak = Math.max(peak, last);
          return;
        }
        last = now;
        setImmediate(read);
      };
      read();
    });
    peaks.push(peak);
  }
  return median(peaks);
}

/** undefined when the process has ended. */
function peakOf(pid: number): number | undefined {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
