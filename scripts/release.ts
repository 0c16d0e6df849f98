import { readFileSync } from 'node:fs';

/** What a release is made of, as it lies in the repository. */
export interface Sources {
  changelog: string;
  packageJson: string;
  packageLock: string;
}

const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

/** The account's name in everything that is not published yet. */
const PLACEHOLDER = 'OWNER';

/**
 * The notes of a version: its section of the changelog, without the heading. Undefined when there is none, or nothing in it.
 */
export function notesOf(changelog: string, version: string): string | undefined {
  const lines = changelog.split('\n');
  const start = lines.findIndex((line) => heading(line)?.version === version);
  if (start === -1) return undefined;
  const length = lines.slice(start + 1).findIndex((line) => heading(line) !== undefined);
  const notes = lines.slice(start + 1, length === -1 ? undefined : start + 1 + length).join('\n').trim();
  return notes === '' ? undefined : notes;
}

function heading(line: string): { version: string; date?: string } | undefined {
  const [, version, date] = /^## \[([^\]]+)\](?: - (\S+))?\s*$/.exec(line) ?? [];
  if (version === undefined) return undefined;
  return { version, ...(date === undefined ? {} : { date }) };
}

/** All that stands against releasing this version, each a sentence that says what to do; nothing when it can be released. */
export function releaseProblems(version: string, { changelog, packageJson, packageLock }: Sources): string[] {
  if (!VERSION.test(version)) return [`“${version}” is no version: write it as 1.2.3, without a v and without an ending.`];
  const problems: string[] = [];
  for (const [file, text] of [['package.json', packageJson], ['package-lock.json', packageLock]] as const) {
    const found = (JSON.parse(text) as { version: string }).version;
    if (found !== version) problems.push(`${file} says ${found}: run \`npm version ${version} --no-git-tag-version\` and commit that.`);
  }
  if (packageJson.includes(PLACEHOLDER)) problems.push(`package.json still says ${PLACEHOLDER}: write the account's name there, in README.md, docs/ and examples/.`);
  const headings = changelog.split('\n').flatMap((line) => heading(line) ?? []);
  const own = headings.find((entry) => entry.version === version);
  if (notesOf(changelog, version) === undefined) problems.push(`CHANGELOG.md says nothing about ${version}: give what stands under [Unreleased] the heading \`## [${version}] - YYYY-MM-DD\`.`);
  else if (!/^\d{4}-\d{2}-\d{2}$/.test(own?.date ?? '')) problems.push(`CHANGELOG.md gives ${version} no date: write \`## [${version}] - YYYY-MM-DD\`.`);
  if (notesOf(changelog, 'Unreleased') !== undefined) problems.push(`CHANGELOG.md still has something under [Unreleased]: it would be released without a word.`);
  return problems;
}

const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

/** `node scripts/release.ts 1.2.3` prints the notes of that version, or says why it cannot be released. */
if (import.meta.main) {
  const version = process.argv[2] ?? '';
  const sources = { changelog: read('CHANGELOG.md'), packageJson: read('package.json'), packageLock: read('package-lock.json') };
  const problems = releaseProblems(version, sources);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(notesOf(sources.changelog, version));
}
