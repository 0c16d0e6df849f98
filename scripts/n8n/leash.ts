import { spawn } from 'node:child_process';

/**
 * Runs the program named on the command line for no longer than its starter lives: `node leash.ts program …arguments`.
 *
 * It is started as the head of a process group, with a pipe to its starter as standard input. When the starter closes the pipe,
 * or ends in whatever way (Ctrl+C, a crash, SIGKILL), the group is told to end and then made to: n8n has children of its own
 * which nobody else would stop.
 */

const GRACE_MS = 5_000;

const signalGroup = (signal: NodeJS.Signals): void => {
  process.kill(-process.pid, signal);
};

const [program = '', ...args] = process.argv.slice(2);

// It is the last of its group to go, since the signal to the group is for it too.
process.on('SIGTERM', () => undefined);

const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.once('error', (error) => {
  console.error(error.message);
  signalGroup('SIGKILL');
});
child.once('exit', () => {
  signalGroup('SIGKILL');
});

process.stdin.resume().once('close', () => {
  signalGroup('SIGTERM');
  setTimeout(signalGroup, GRACE_MS, 'SIGKILL');
});
