/** Looks at what a pattern names, relative to the workspace: does it name a folder as it stands? */
export type IsFolder = (path: string) => boolean;

/**
 * The patterns that a pattern of `files` stands for, where a folder means everything below it: `dist` or `dist/` is `dist/**`, and
 * `!dist` leaves all of it out. A name that is a folder's is taken literally, whatever signs are in it (`out [1]`). Of a pattern with
 * wildcards, folders that it matches count too, unless it ends in a wildcard: `app-?/build` is also `app-?/build/**`, and `dist/*` keeps to
 * the files in `dist` itself.
 *
 * @param escape makes a literal path a pattern, as the globber in use writes it.
 */
export function withFolders(pattern: string, isFolder: IsFolder, escape: (path: string) => string): string[] {
  const excludes = pattern.startsWith('!');
  const path = (excludes ? pattern.slice(1).trim() : pattern).replace(/\/+$/, '');
  const mark = excludes ? '!' : '';
  if (path === '.') return [`${mark}**`];
  if (path !== '' && isFolder(path)) return [`${mark}${escape(path)}/**`];
  const hasWildcard = /[*?[\]{}]/.test(path);
  return hasWildcard && !path.endsWith('*') ? [pattern.replace(/\/+$/, ''), `${mark}${path}/**`] : [pattern];
}
