import { readdir, statSync } from 'node:fs';
import type { Dirent, Stats } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';

import type { FileSystemAdapter } from 'tinyglobby';

import type { Problem } from '../core/errors.ts';
import { withFolders } from './folders.ts';
import { naturally } from './natural-order.ts';
import { isBelow } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/**
 * Files that one step uploads. A group does not read more, the robot's rate would hold the runner for minutes, and a pattern that
 * matches this many is usually a typing mistake.
 */
export const MAX_FILES = 100;

export interface FoundFile {
  /** As it was found, relative to the workspace, with slashes. Its last part is the name the file goes by, also when it is a link. */
  path: string;
  /** Where it really is, links followed. */
  real: string;
  /** Where a person finds it, if not among the artifacts of the run. */
  page?: string;
}

export interface Found {
  /** Each file once, in the order of the patterns and of people's numbers in names. */
  files: FoundFile[];
  /** Patterns that matched nothing, as written. */
  unmatched: string[];
  problems: Problem[];
}

/**
 * The files that the patterns name; of a folder, all below it. Hidden ones and `.git` are left out unless a pattern names them without
 * a wildcard.
 */
export async function findFiles(workspace: Workspace, patterns: readonly string[]): Promise<Found> {
  // Names need no globber, which takes longer to load than they to find.
  const escape = patterns.every((pattern) => isFileLike(workspace, pattern)) ? String : (await import('tinyglobby')).escapePath;
  const expanded = (pattern: string): string[] => (isFileLike(workspace, pattern) ? [pattern] : withFolders(pattern, (path) => isFolder(workspace, path), escape));
  const excluded = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1).trim());
  const excludes = excluded.flatMap((pattern) => expanded(belowWorkspace(workspace, pattern) ?? pattern));
  const includes = patterns.filter((pattern) => !pattern.startsWith('!'));
  const files = new Map<string, FoundFile>();
  const unmatched: string[] = [];
  const problems: Problem[] = [];
  if (includes.length === 0 && excluded.length > 0) {
    problems.push({ path: 'files', limit: 'a pattern that names files', actual: 'only patterns that exclude', fix: 'Add the pattern to exclude from, such as dist/**' });
  }

  for (const pattern of includes) {
    const below = belowWorkspace(workspace, pattern);
    if (below === undefined) {
      problems.push(outside(pattern));
      continue;
    }
    let matched = false;
    const paths = await Promise.all(expanded(below).map((part) => match(workspace, part, excludes)));
    for (const path of naturally(paths.flat(), (found) => found)) {
      const real = workspace.locate(path);
      if (real === undefined || isInGit(workspace, real.path)) continue;
      matched = true;
      const file = { path: workspace.show(resolve(workspace.root, path)), real: real.path };
      if (real.inside) files.set(real.path, files.get(real.path) ?? file);
      else problems.push({ ...outside(path), actual: 'a link that leads out of the workspace' });
    }
    if (!matched) unmatched.push(pattern);
  }

  return { files: [...files.values()], unmatched, problems };
}

const outside = (pattern: string): Problem => ({
  path: `files “${pattern}”`,
  limit: 'files inside it',
  actual: 'a path outside the workspace',
  fix: 'Copy the file into the workspace first, and name it relative to the workspace',
});

/** The pattern relative to the workspace, with slashes; undefined when it points out of it. */
function belowWorkspace(workspace: Workspace, pattern: string): string | undefined {
  const base = isBelow(workspace.given, pattern) ? workspace.given : workspace.root;
  const path = isAbsolute(pattern) ? relative(base, pattern) : pattern;
  const slashed = sep === '\\' ? path.replaceAll('\\', '/') : path;
  const absolute = resolve(workspace.root, slashed);
  return isBelow(workspace.root, absolute) && !slashed.split('/').includes('..') ? slashed.replace(/^(\.\/)+/, '') || '.' : undefined;
}

/**
 * Never, not even by name: `.git/config` holds the token that actions/checkout left there, and a message to a group is no
 * place for it.
 */
const isInGit = (workspace: Workspace, path: string): boolean => workspace.show(path).split('/').includes('.git');

/** A name is taken literally when a file has it: `report[1].txt` is a name to people and a set of characters to globs. */
async function match(workspace: Workspace, pattern: string, excludes: readonly string[]): Promise<string[]> {
  if (!isFileLike(workspace, pattern)) return glob(workspace, pattern, excludes);
  if (excludes.length === 0) return [pattern];
  const { escapePath } = await import('tinyglobby');
  return glob(workspace, escapePath(pattern), excludes, true);
}

async function glob(workspace: Workspace, pattern: string, excludes: readonly string[], dot = false): Promise<string[]> {
  const tinyglobby = await import('tinyglobby');
  const matches = await tinyglobby.glob([pattern], {
    cwd: workspace.root,
    ignore: [...excludes, '**/.git/**'],
    dot,
    // A link to a folder is not entered: it may lead to itself, or to the root of the disk.
    followSymbolicLinks: false,
    fs: LINKS_AS_FILES,
    expandDirectories: false,
  });
  return matches.filter((path) => isFileLike(workspace, path));
}

/** Shows links among the files, where the globber would leave them out without a word. What they lead to is looked at afterwards. */
const LINKS_AS_FILES = {
  readdir: (path: string, _: unknown, done: (error: Error | null, entries: Dirent[]) => void) => {
    readdir(path, { withFileTypes: true }, (error, entries) => {
      done(error, error === null ? entries.map((entry) => (entry.isSymbolicLink() ? Object.assign(Object.create(entry) as Dirent, { isFile: () => true }) : entry)) : []);
    });
  },
  // The one of its overloads that a globber calls.
} as unknown as FileSystemAdapter;

/** Something that is there and no folder. Links lead to what they point at; one that points nowhere is nothing. */
const isFileLike = (workspace: Workspace, path: string): boolean => statOf(workspace, path)?.isDirectory() === false;

const isFolder = (workspace: Workspace, path: string): boolean => statOf(workspace, path)?.isDirectory() === true;

function statOf(workspace: Workspace, path: string): Stats | undefined {
  try {
    return statSync(resolve(workspace.root, path), { throwIfNoEntry: false });
  } catch {
    // A link to itself, or a folder that this user may not enter.
    return undefined;
  }
}
