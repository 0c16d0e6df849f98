import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

import { ACTION_TESTS, N8N_TESTS } from '../../scripts/tested-types.ts';
import { CHANNELS, testOf, typesOf } from '../../scripts/types-by-host.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The full names of the tests in a file, those of its tables included, as the runner itself collects them. */
async function testsIn(file: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tests-'));
  try {
    const list = join(folder, 'list.json');
    await promisify(execFile)(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'list', `--json=${list}`, '--no-staticParse', file], { cwd: ROOT });
    return (JSON.parse(await readFile(list, 'utf8')) as { name: string }[]).map(({ name }) => name);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('docs/messages.md', () => {
  it('links every type in the Action to a test that is there and bears its name', async () => {
    for (const file of new Set(Object.values(ACTION_TESTS).map((test) => test.file))) {
      const names = await testsIn(file);
      const wanted = CHANNELS.filter((channel) => ACTION_TESTS[channel].file === file).flatMap((channel) => typesOf(channel).map((type) => testOf('Action', channel, type)?.title));
      expect(wanted.filter((title) => title === undefined || !names.includes(title))).toEqual([]);
    }
  });

  // Collecting those tests would start an n8n, so this looks at their text.
  it.each(CHANNELS.flatMap((channel) => Object.entries(N8N_TESTS[channel]).map(([type, test]) => ({ channel, type, ...test }))))('links $type in n8n, $channel, to a test that is there and names it', ({ channel, type, file, title }) => {
    expect(typesOf(channel)).toContain(type);
    expect(existsSync(join(ROOT, file))).toBe(true);
    const text = readFileSync(join(ROOT, file), 'utf8');
    expect(text).toContain(`'${title}'`);
    // A text is what a message is when nobody says; articles are called by their name in the test.
    for (const word of type.split(' ').filter((one) => one !== 'text')) expect(text).toMatch(new RegExp(`\\b${word}\\b`));
  });
});
