import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { installedProblems, lockProblems, packageProblems, reasonProblems, type Lock, type Package } from './package-rules.ts';
import { ROOT } from './source-files.ts';

const read = (path: string): string => readFileSync(ROOT + path, 'utf8');
const packageAt = (folder: string): Package => JSON.parse(read(`${folder}package.json`)) as Package;
const own = packageAt('');
const devDependencies = own.devDependencies ?? {};

describe('package.json', () => {
  it('brings nothing along to its users, and names one exact version of everything', () => {
    expect(packageProblems(own)).toEqual([]);
  });

  it('would be refused with a dependency, an override or a range', () => {
    const bad = { dependencies: {}, overrides: {}, devDependencies: { undici: '^8.0.0', yaml: 'latest', vitest: '5.1.1' } };
    expect(packageProblems(bad)).toEqual([
      'has dependencies',
      'has overrides',
      'undici ^8.0.0 is not one exact version',
      'yaml latest is not one exact version',
    ]);
  });

  it('wants the Node that the Action runs on', () => {
    const runtime = /using: node(\d+)/.exec(read('action.yml'))?.[1];
    expect(own.engines).toEqual({ node: `>=${String(runtime)}` });
    expect(devDependencies.node?.split('.')[0]).toBe(runtime);
  });

  it('is MIT, as the LICENSE file is', () => {
    expect(own.license).toBe('MIT');
    expect(read('LICENSE')).toMatch(/^MIT License\n/);
  });
});

describe('package-lock.json', () => {
  it('names no registry, so that everyone installs from their own, and has a checksum of everything', () => {
    expect(lockProblems(JSON.parse(read('package-lock.json')) as Lock)).toEqual([]);
  });

  it('would be refused with an address or without a checksum', () => {
    const packages = { '': {}, 'node_modules/a': { resolved: 'http://registry.invalid/a.tgz', integrity: 'sha512-x' }, 'node_modules/b': {} };
    expect(lockProblems({ packages })).toEqual(['node_modules/a names http://registry.invalid/a.tgz', 'node_modules/b has no checksum']);
  });
});

describe('the packages we build and test with', () => {
  it('are installed in the version named, under a licence that fits', () => {
    const problems = Object.entries(devDependencies).flatMap(([name, version]) =>
      installedProblems(name, version, packageAt(`node_modules/${name}/`)),
    );
    expect(problems).toEqual([]);
  });

  it('would be refused in another version, under another licence, or with an exception that is not needed', () => {
    expect(installedProblems('undici', '8.12.4', { version: '7.0.0', license: 'MIT' })).toEqual([
      'undici is installed as 7.0.0 instead of 8.12.4: run `npm ci`',
    ]);
    expect(installedProblems('undici', '8.12.4', { version: '8.12.4', license: 'GPL-3.0' })).toEqual(['undici is under GPL-3.0']);
    expect(installedProblems('undici', '8.12.4', { version: '8.12.4' })).toEqual(['undici is under none']);
    const plugin = '@n8n/eslint-plugin-community-nodes';
    expect(installedProblems(plugin, '1.0.0', { version: '1.0.0', license: 'MIT' })).toEqual([`${plugin} needs no licence exception any more`]);
  });

  it('each have their reason in CONTRIBUTING.md', () => {
    expect(reasonProblems(devDependencies, read('CONTRIBUTING.md'))).toEqual([]);
  });

  it('would be missed there', () => {
    const table = '## Development dependencies\n| `old` | a reason that was good |\n| `bare` |  |\n';
    expect(reasonProblems({ bare: '1.0.0', fresh: '1.0.0' }, table)).toEqual(['bare has no reason', 'fresh has no reason', 'old is gone']);
  });
});
