import { describe, expect, it } from 'vitest';
import { filesMatching, type SourceFile } from './source-files.ts';
import { brokenRules } from './source-rules.ts';

const PRODUCT = ['core/**/*.ts', 'action/**/*.ts', 'n8n-node/**/*.ts', 'sandbox/**/*.ts'];

describe('the arrows', () => {
  it('point from the hosts to the core, and the core touches no platform', () => {
    const files = filesMatching(...PRODUCT);
    expect(files.length).toBeGreaterThan(10);
    expect(files.flatMap(brokenRules)).toEqual([]);
  });

  it.each([
    ['core/a.ts', `import { x } from '../action/x.ts';`, 'core/a.ts:1 imports action/x.ts'],
    ['core/a.ts', `import type { X } from '../n8n-node/x.ts';`, 'core/a.ts:1 imports n8n-node/x.ts'],
    ['core/a.ts', `\nexport * from '../sandbox/server.ts';`, 'core/a.ts:2 imports sandbox/server.ts'],
    ['core/a.ts', `import fs from 'node:fs';`, 'core/a.ts:1 imports node:fs'],
    ['core/a.ts', `import { sleep } from 'n8n-workflow';`, 'core/a.ts:1 imports n8n-workflow'],
    ['core/a.ts', `const m = await import('undici');`, 'core/a.ts:1 imports undici'],
    ['core/a.ts', 'const m = await import(`./${name}.ts`);', 'core/a.ts:1 imports something that is only known at run time'],
    ['core/a.ts', `let m: import('../sandbox/x.ts').X;`, 'core/a.ts:1 imports sandbox/x.ts'],
    ['core/a.ts', `const key = process.env.KEY;`, 'core/a.ts:1 mentions process'],
    ['core/a.ts', `const log = { console };`, 'core/a.ts:1 mentions console'],
    ['core/a.ts', `const at = Date.now();`, 'core/a.ts:1 calls Date.now()'],
    ['core/a.ts', `const at = new Date();`, 'core/a.ts:1 calls new Date()'],
    ['core/a.ts', `const jitter = Math.random() * 2;`, 'core/a.ts:1 calls Math.random()'],
    ['core/a.ts', `const signal = AbortSignal.timeout(5);`, 'core/a.ts:1 calls AbortSignal.timeout(5)'],
    ['core/spec/a.ts', `import { x } from '../errors.ts';`, 'core/spec/a.ts:1 imports core/errors.ts'],
    ['core/spec/a.ts', `import { createHash } from 'node:crypto';`, 'core/spec/a.ts:1 imports node:crypto'],
    ['n8n-node/nodes/a.ts', `import { x } from '../../action/x.ts';`, 'n8n-node/nodes/a.ts:1 imports action/x.ts'],
    ['n8n-node/nodes/A/a.ts', `import { x } from '../B/x.ts';`, 'n8n-node/nodes/A/a.ts:1 imports n8n-node/nodes/B/x.ts'],
    ['n8n-node/a.ts', `import { x } from './nodes/B/x.ts';`, 'n8n-node/a.ts:1 imports n8n-node/nodes/B/x.ts'],
    ['n8n-node/nodes/a.ts', `import x = require('undici');`, 'n8n-node/nodes/a.ts:1 imports undici'],
    ['n8n-node/nodes/a.ts', `setTimeout(go, 1);`, 'n8n-node/nodes/a.ts:1 mentions setTimeout'],
    ['action/a.ts', `import { x } from '../sandbox/server.ts';`, 'action/a.ts:1 imports sandbox/server.ts'],
    ['action/a.ts', `import { x } from '../test/x.ts';`, 'action/a.ts:1 imports test/x.ts'],
    ['sandbox/a.ts', `import { MESSAGES } from '../core/spec/messages.ts';`, 'sandbox/a.ts:1 imports core/spec/messages.ts'],
  ])('are enforced: %s may not say %s', (path, text, expected) => {
    expect(brokenRules({ path, text })).toContain(expected);
  });

  it.each([
    ['core/a.ts', `import { createHash } from 'node:crypto'; import { b } from './spec/b.ts';`],
    ['core/a.ts', `const state = job.process; const row = { console: 1 }; interface P { fetch: () => void }`],
    ['core/a.ts', `const at = new Date(ports.clock.now()).toISOString();`],
    ['core/a.ts', `// process.env is not touched here, and 'require(x)' neither`],
    ['n8n-node/nodes/a.ts', `import { sleep } from 'n8n-workflow'; import { b } from '../../core/b.ts';`],
    ['n8n-node/nodes/A/p/a.ts', `import { b } from '../b.ts'; import { c } from '../../../c.ts';`],
    ['action/a.ts', `import { request } from 'undici'; import { b } from '../core/b.ts';`],
    ['test/core/a.ts', `import { b } from '../../sandbox/b.ts'; import { c } from '../../core/c.ts';`],
  ])('do not get in the way: %s may say %s', (path, text) => {
    expect(brokenRules({ path, text })).toEqual([]);
  });
});

describe('the size of files', () => {
  const sizesOf = (files: readonly SourceFile[]): { path: string; lines: number }[] =>
    files.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length })).sort((a, b) => a.lines - b.lines);
  const over300 = (files: readonly SourceFile[]): string[] => sizesOf(files).filter(({ lines }) => lines > 300).map(({ path }) => path);
  const median = (files: readonly SourceFile[]): number => sizesOf(files)[Math.floor(files.length / 2)]?.lines ?? 0;

  const ours = filesMatching(...PRODUCT, 'scripts/**/*.ts', 'bench/**/*.ts').filter(({ path }) => !path.startsWith('core/spec/'));

  it('is at most 300 lines, tables of data excepted', () => {
    expect(over300(ours)).toEqual([]);
  });

  it('is below 100 lines for half of them', () => {
    expect(median(ours)).toBeLessThan(100);
  });

  it('would be noticed', () => {
    const file = (path: string, lines: number): SourceFile => ({ path, text: 'x\n'.repeat(lines) });
    const files = [file('core/long.ts', 301), file('core/full.ts', 300), file('core/short.ts', 20)];
    expect(over300(files)).toEqual(['core/long.ts']);
    expect(median(files)).toBe(300);
  });
});
