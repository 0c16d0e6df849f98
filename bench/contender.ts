import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Received } from './server.ts';

export interface Command {
  file: string;
  args: readonly string[];
  cwd: string;
  /** The whole environment: what the bench was started in must not reach what it measures. */
  env: Record<string, string>;
}

/** One way to do a job, to be measured beside others that do the same. */
export interface Contender {
  name: string;
  /** Run one after the other; they count together. None: the program is not on this machine. */
  commands: readonly Command[];
  /** What the server must have received afterwards; of bytes, at least so many. */
  delivers: Received;
  /** 0 unless given. */
  exitCode?: number;
  /** Done before each run, and not measured. */
  prepare?: () => Promise<void>;
}

/**
 * Runs its commands to their end.
 *
 * @param onStart given each process as it starts.
 * @returns milliseconds, from before the first start to the last exit.
 * @throws when one ends otherwise than it should: a run that failed measures nothing.
 */
export async function runOnce(contender: Contender, onStart?: (child: ChildProcess) => void): Promise<number> {
  await contender.prepare?.();
  let ms = 0;
  for (const { file, args, cwd, env } of contender.commands) {
    const begin = performance.now();
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    onStart?.(child);
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => (printed += part));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (exitCode) => {
        ms += performance.now() - begin;
        // What it printed may still be on the way.
        child.once('close', () => { resolve(exitCode); });
      });
    });
    if (code !== (contender.exitCode ?? 0)) throw new Error(`"${contender.name}" ended with ${String(code)} instead of ${contender.exitCode ?? 0}, having printed:\n${printed}`);
  }
  return ms;
}
