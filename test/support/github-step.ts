import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ActionOptions } from '../../scripts/run-action.ts';
import { RUN_ENV } from './github-events.ts';
import type { Event } from './github-events.ts';
import type { Folder } from './step.ts';

/** Nobody listens there: a step that asks GitHub unasked fails, and no test leaves this machine. */
const NOWHERE = 'http://127.0.0.1:9';

/** What a runner gives a step of a run that the event set off: the variables, and the payload in a file. */
export async function asRunOf({ name, env, payload }: Event, { outside }: Folder, more: Record<string, string> = {}): Promise<Partial<ActionOptions>> {
  const path = join(outside, 'event.json');
  await writeFile(path, JSON.stringify(payload));
  return { env: { ...RUN_ENV, GITHUB_API_URL: NOWHERE, GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path, ...env, ...more } };
}

/** The input `needs` as `toJSON(needs)` gives it. */
export const needsOf = (results: Record<string, string>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(results).map(([name, result]) => [name, { result, outputs: { of: name } }])), null, 2);
