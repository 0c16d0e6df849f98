import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

import { TYPE_TESTS } from '../../scripts/tested-types.ts';
import { CHANNELS, testOf, typesOf } from '../../scripts/types-by-host.ts';
import { MESSAGE_CASES, SENT_BY, testName } from '../n8n/support/message-cases.ts';

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
    for (const file of new Set(CHANNELS.map((channel) => TYPE_TESTS.Action[channel].file))) {
      const names = await testsIn(file);
      const wanted = CHANNELS.filter((channel) => TYPE_TESTS.Action[channel].file === file).flatMap((channel) => typesOf(channel).map((type) => testOf('Action', channel, type)));
      expect(wanted.filter((title) => !names.includes(title))).toEqual([]);
    }
  });

  // Collecting those tests would start an n8n, so this looks at what they are made from.
  it.each(CHANNELS)('links every type in n8n, channel %s, to a test that is made under its name', (channel) => {
    const made = MESSAGE_CASES.filter((one) => one.channel === channel).map((one) => `${SENT_BY[channel]} > ${testName(one)}`);
    expect(made.toSorted()).toEqual(typesOf(channel).map((type) => testOf('n8n', channel, type)).toSorted());
    const text = readFileSync(join(ROOT, TYPE_TESTS.n8n[channel].file), 'utf8');
    for (const name of ['MESSAGE_CASES', 'SENT_BY[channel]', 'testName(one)']) expect(text).toContain(name);
  });
});
