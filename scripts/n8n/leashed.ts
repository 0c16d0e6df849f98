import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Leashed {
  /** Ends it and everything it started; resolves when they are gone. */
  stop: () => Promise<void>;
  hasEnded: () => boolean;
  /** All that it has written so far, without colours. */
  log: () => string;
}

export interface LeashedOptions {
  /** All of its environment: what the tests' own holds (proxies, NODE_OPTIONS) would change what is tested. */
  env: Record<string, string>;
  cwd: string;
  /** A file that its output is added to. */
  log: string;
}

/** Starts a program that ends with this process at the latest, however this one ends. */
export function startLeashed(program: string, args: readonly string[], { env, cwd, log }: LeashedOptions): Leashed {
  // A file and not a pipe: n8n spins for ever when nobody reads what it writes any more.
  const output = openSync(log, 'a');
  const leash = spawn(process.execPath, [join(import.meta.dirname, 'leash.ts'), program, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ['pipe', output, output],
  });
  closeSync(output);
  // The pipe breaks when the program ends by itself, which hasEnded() tells.
  leash.stdin?.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    leash.once('error', () => { resolve(); });
    leash.once('exit', () => { resolve(); });
  });
  return {
    stop: async () => {
      leash.stdin?.end();
      await ended;
    },
    hasEnded: () => leash.exitCode !== null || leash.signalCode !== null || leash.pid === undefined,
    log: () => readFileSync(log, 'utf8').replaceAll(/\u001b\[[\d;]*m/g, ''),
  };
}
