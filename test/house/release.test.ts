import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { notesOf, releaseProblems } from '../../scripts/release.ts';
import { filesMatching } from './source-files.ts';

const CHANGELOG = `# Changelog

## [Unreleased]

## [1.2.0] - 2026-01-31

### Added

- Cards.

## [1.1.0] - 2026-01-01

- Files.
`;

const at = (version: string): string => JSON.stringify({ version, homepage: 'https://example.com/octo' });
const ready = { changelog: CHANGELOG, packageJson: at('1.2.0'), packageLock: at('1.2.0') };

describe('the notes of a release', () => {
  it('are the section of its version and nothing of its neighbours', () => {
    expect(notesOf(CHANGELOG, '1.2.0')).toBe('### Added\n\n- Cards.');
    expect(notesOf(CHANGELOG, '1.1.0')).toBe('- Files.');
  });

  it('are missing where the section is missing or empty', () => {
    expect(notesOf(CHANGELOG, '2.0.0')).toBeUndefined();
    expect(notesOf(CHANGELOG, 'Unreleased')).toBeUndefined();
  });

  it('do not take a version for another that begins alike', () => {
    expect(notesOf(CHANGELOG.replace('1.2.0', '1.2.01'), '1.2.0')).toBeUndefined();
  });
});

describe('a release', () => {
  it('can be made when changelog, package and lock file agree', () => {
    expect(releaseProblems('1.2.0', ready)).toEqual([]);
  });

  it.each(['v1.2.0', '1.2', '1.2.0-beta.1', '01.2.0', '1.2.0; echo', ''])('is refused for the version “%s”', (version) => {
    expect(releaseProblems(version, ready)).toEqual([expect.stringContaining('is no version')]);
  });

  it('is refused with every reason at once', () => {
    const changelog = CHANGELOG.replace('## [Unreleased]\n', '## [Unreleased]\n\n- Forgotten.\n').replace(' - 2026-01-31', '');
    const problems = releaseProblems('1.2.0', { changelog, packageJson: JSON.stringify({ version: '1.1.0', homepage: 'https://example.com/OWNER' }), packageLock: at('1.1.0') });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'package.json says 1.1.0',
      'package-lock.json says 1.1.0',
      'package.json still says OWNER',
      'CHANGELOG.md gives 1.2.0 no date',
      'CHANGELOG.md still has something under [Unreleased]',
    ]);
  });

  it('is refused when the changelog says nothing about it', () => {
    expect(releaseProblems('1.3.0', { ...ready, packageJson: at('1.3.0'), packageLock: at('1.3.0') })).toEqual([expect.stringContaining('says nothing about 1.3.0')]);
  });
});

describe('the release workflow', () => {
  interface Workflow {
    permissions: Record<string, string>;
    jobs: Record<string, { needs?: string; permissions?: Record<string, string>; steps: { name?: string; run?: string }[] }>;
  }
  const text = filesMatching('.github/workflows/release.yml')[0]?.text ?? '';
  const { permissions, jobs } = parse(text) as Workflow;
  const runs = (job: string): string[] => (jobs[job]?.steps ?? []).map(({ run = '' }) => run);

  it('gives the right to write and to prove its origin to the publishing job alone', () => {
    expect(permissions).toEqual({ contents: 'read' });
    const granted = Object.entries(jobs).filter(([, job]) => job.permissions !== undefined).map(([name, job]) => [name, job.permissions]);
    expect(granted).toEqual([['publish', { contents: 'write', 'id-token': 'write' }]]);
  });

  it('publishes nothing before everything was checked', () => {
    expect(jobs.publish?.needs).toBe('verify');
    expect(runs('verify')).toEqual(expect.arrayContaining(['npm ci', 'npm test', 'npm run test:n8n']));
  });

  it('moves the major tag last, when the release is there', () => {
    const order = ['gh release create', 'npm publish', 'gh release edit', 'refs/tags/$major'];
    const positions = order.map((command) => runs('publish').findIndex((run) => run.includes(command)));
    expect(positions).toEqual([...positions].sort((one, other) => one - other));
    expect(positions).not.toContain(-1);
  });

  it('lets no value of the form reach a shell as code', () => {
    const all = Object.keys(jobs).flatMap(runs);
    expect(all.filter((run) => run.includes('${{'))).toEqual([]);
  });
});
