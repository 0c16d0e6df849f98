/** n8n's log: one JSON object a line, between lines that n8n's libraries write as they like. */

interface Entry {
  level: string;
  message: string;
  metadata?: { error?: { message?: string; stack?: string } };
}

function entryOf(line: string): Entry | undefined {
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return undefined;
  }
}

/** The last entries, for a person to read. */
export const endOf = (log: string, lines = 25): string =>
  log
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .map((line) => {
      const entry = entryOf(line);
      return entry === undefined ? line : `${entry.level}: ${entry.message.trim()}`;
    })
    .join('\n');

/** Why a community package is not there: n8n starts all the same without one that it cannot load, and says so in its log only. */
export function loadFailure(log: string): string | undefined {
  const line = log.split('\n').find((text) => text.includes('Failed to load package'));
  if (line === undefined) return undefined;
  const { message, metadata } = entryOf(line) ?? { message: line };
  const { message: reason = '', stack = '' } = metadata?.error ?? {};
  // Of the stack, the places in the package: the rest is n8n's way to it.
  const places = stack.split('\n').filter((place) => /^ +at .*\/nodes\/node_modules\//.test(place));
  return [message, reason.split('\n')[0], ...places].join('\n').trim();
}
