import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect } from 'vitest';

import { ROOT } from '../house/source-files.ts';
import { it } from './support/it.ts';

describe('npm run bench -- --n8n', () => {
  it('prints every row with its ratios: loading the package, uploads beside the HTTP Request node, and memory', { timeout: 240_000 }, async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(ROOT, 'bench', 'main.ts'), '--n8n', '--rounds', '1']);
    expect(stderr).toBe('');
    const rows = (name: string): string[] => [...stdout.matchAll(new RegExp(`^ {2}${name} {2,}(.*)$`, 'gm'))].map(([, values]) => values ?? '');

    expect(rows('n8n-workflow')).toEqual([expect.stringMatching(/^\d+\.\d +1\.00$/)]);
    const { n8n } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { n8n: { nodes: string[]; credentials: string[] } };
    expect(rows('\\S+\\.(?:node|credentials)\\.js')).toEqual([...n8n.nodes, ...n8n.credentials].map(() => expect.stringMatching(/^\d+\.\d +\d+\.\d\d$/) as string));
    expect(rows('only read')).toEqual(Array.from({ length: 2 }, () => expect.stringMatching(/^\d+\.\d$/) as string));
    for (const name of ['HTTP Request', 'WeCom']) {
      const [memory, ...times] = rows(name).toReversed();
      expect(times, name).toHaveLength(2);
      // One round on a busy machine may well be quicker with an upload than without.
      for (const values of times) expect(values).toMatch(/^\d+\.\d +-?\d+\.\d\d +-?[\d.]+ +\d+\.\d\d$/);
      expect(memory).toMatch(/^\d+ +\d+ +\d+ +\d+\.\d\d +\d+\.\d\d$/);
    }
  });
});
