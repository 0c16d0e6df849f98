import { debug, endGroup, info, isDebug, startGroup } from '@actions/core';

import type { LogLevel } from '../core/ports.ts';

/**
 * A line that the runner cannot take for one of its own commands.
 *
 * The attack: a file name, a message or a server's answer holds "::add-mask::…", "::stop-commands::t" or, anywhere in the
 * line, the older "##[…]". The runner reads every line of the log for these, and a carriage return begins a new line too.
 */
export function inert(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll('##[', '## [')
    .replace(/^\s*::/, ' : :');
}

/** Writes to the build's log, line by line, each inert. */
export function print(text: string): void {
  for (const line of text.split('\n')) info(inert(line));
}

/** The core's log port: what is only of use while debugging shows up when the runner's debug switch is on. */
export function log(level: LogLevel, line: string): void {
  if (level !== 'debug') print(level === 'warning' ? `Warning: ${line}` : line);
  else if (isDebug()) debug(inert(line));
}

/** Lines of a group that are shown; nobody reads more, and the log of a job has an end. */
const MOST_LINES = 1000;

/** Lines under a heading, which GitHub shows folded up. */
export function printGroup(heading: string, lines: readonly string[]): void {
  startGroup(inert(heading));
  for (const line of lines.slice(0, MOST_LINES)) print(line);
  if (lines.length > MOST_LINES) print(`… and ${lines.length - MOST_LINES} more`);
  endGroup();
}
