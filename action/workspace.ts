import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';

import { InvalidInputError } from '../core/errors.ts';

/** The folder that files may be taken from, and the way paths in it are written. */
export interface Workspace {
  /** With every link followed. */
  root: string;
  /** As it was given, which is how users' absolute paths begin. */
  given: string;
  /** The real path, or undefined when there is no such thing or it lies outside. */
  locate: (path: string) => { path: string; inside: boolean } | undefined;
  /** As users write it: relative, with slashes. */
  show: (absolute: string) => string;
}

/**
 * The attack: a build of somebody else's pull request leaves a symlink `dist/app.apk → ~/.ssh/id_rsa` behind, and the step
 * sends the runner's key to the group. So paths are compared after every link in them was followed.
 *
 * @throws InvalidInputError when there is no such folder.
 */
export function openWorkspace(folder: string): Workspace {
  const root = realPath(folder);
  if (root === undefined) {
    throw new InvalidInputError([{ path: 'GITHUB_WORKSPACE', limit: 'the folder of the workspace', actual: 'a folder that is not there', fix: 'Let actions/checkout run first' }]);
  }
  return {
    root,
    given: resolve(folder),
    locate: (path) => {
      const real = realPath(resolve(root, path));
      return real === undefined ? undefined : { path: real, inside: isBelow(root, real) };
    },
    show: (absolute) => relative(root, absolute).split(sep).join('/'),
  };
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** Is the path the folder itself or below it? By names alone: links must have been followed before. */
export function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
}
