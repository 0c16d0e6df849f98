import { execFileSync } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';

import { findFiles } from '../../action/files.ts';
import type { Found } from '../../action/files.ts';
import { openWorkspace } from '../../action/workspace.ts';
import { it, passed, soleError } from '../support/step.ts';
import type { Folder } from '../support/step.ts';

interface Result extends Omit<Found, 'files'> {
  /** Relative to the workspace. */
  files: string[];
}

async function find({ root }: Folder, ...patterns: string[]): Promise<Result> {
  const workspace = openWorkspace(root);
  const found = await findFiles(workspace, patterns);
  return { ...found, files: found.files.map(({ path }) => path) };
}

const only = (...files: string[]): Result => ({ files, unmatched: [], problems: [] });
const nothing = (...unmatched: string[]): Result => ({ files: [], unmatched, problems: [] });

describe.concurrent('a pattern', () => {
  it('matches in the order of people’s numbers, and the patterns keep theirs', async ({ workspace }) => {
    await workspace.write({ 'b/part10.zip': '', 'b/part2.zip': '', 'a/notes.txt': '', 'b/sub/part1.zip': '' });

    expect(await find(workspace, 'b/**', 'a/*')).toEqual(only('b/part2.zip', 'b/part10.zip', 'b/sub/part1.zip', 'a/notes.txt'));
  });

  it('that names a file again adds nothing', async ({ workspace }) => {
    await workspace.write({ 'a.txt': '' });

    expect(await find(workspace, 'a.txt', '*.txt', './a.txt')).toEqual(only('a.txt'));
  });

  it.skipIf(process.platform === 'win32')('is taken literally when a file has that name', async ({ workspace }) => {
    await workspace.write({ 'report[1].txt': '', 'report1.txt': '', 'a (copy) {x}.log': '', '*.md': '', 'b.md': '' });

    expect(await find(workspace, 'report[1].txt')).toEqual(only('report[1].txt'));
    expect(await find(workspace, 'a (copy) {x}.log')).toEqual(only('a (copy) {x}.log'));
    expect(await find(workspace, '*.md')).toEqual(only('*.md'));
    expect(await find(workspace, 'report[1].txt', '!report1.txt')).toEqual(only('report[1].txt'));
  });

  it('may hold Chinese, emoji and spaces', async ({ workspace }) => {
    await workspace.write({ '构建 产物/应用 🎉 v1.apk': '' });

    expect(await find(workspace, '构建 产物/*.apk')).toEqual(only('构建 产物/应用 🎉 v1.apk'));
    expect(await find(workspace, '构建 产物/应用 🎉 v1.apk')).toEqual(only('构建 产物/应用 🎉 v1.apk'));
  });

  it('that begins with ! excludes, wherever it stands and however it is written', async ({ workspace }) => {
    await workspace.write({ 'dist/a.apk': '', 'dist/a.map': '', 'dist/private/key.pem': '', 'dist/private/deep/b.apk': '' });

    for (const folder of ['dist/private', 'dist/private/', 'dist/private/**', './dist/private/**', `${workspace.root}/dist/private/**`]) {
      expect(await find(workspace, '! **/*.map', 'dist/**', `!${folder}`), folder).toEqual(only('dist/a.apk'));
    }
  });

  it.skipIf(process.platform !== 'win32')('may have backslashes where those separate folders', async ({ workspace }) => {
    await workspace.write({ 'dist/sub/a.txt': '', 'dist/private/b.txt': '', 'other/c.txt': '' });

    for (const pattern of ['dist\\sub\\*.txt', 'dist\\sub', '.\\dist\\sub\\', join(workspace.root, 'dist', 'sub')]) expect(await find(workspace, pattern), pattern).toEqual(only('dist/sub/a.txt'));
    expect(await find(workspace, 'dist', '!dist\\private')).toEqual(only('dist/sub/a.txt'));
  });

  it.skipIf(process.platform === 'win32')('that has them where they do not is told so', async ({ step, workspace }) => {
    await workspace.write({ 'dist/a.txt': 'content' });

    expect(soleError(await step({ files: 'dist\\*.txt' }))).toContain('- files “dist\\*.txt”: no file, allowed is at least one file. Write / between folders');
  });

  it('excludes a file that another pattern names literally', async ({ workspace }) => {
    await workspace.write({ 'a.txt': '' });

    expect(await find(workspace, 'a.txt', '!*.txt')).toEqual(nothing('a.txt'));
  });

  it('of exclusion alone is a mistake', async ({ workspace }) => {
    expect((await find(workspace, '!a.txt')).problems).toMatchObject([{ path: 'files', actual: 'only patterns that exclude' }]);
  });

  it('that matches nothing is named, each on its own', async ({ workspace }) => {
    await workspace.write({ 'a.txt': '' });

    expect(await find(workspace, 'no/*', 'a.txt', 'nope.txt')).toEqual({ files: ['a.txt'], unmatched: ['no/*', 'nope.txt'], problems: [] });
  });

  it('that names a folder matches all below it, and what ends in a wildcard only files', async ({ workspace }) => {
    await workspace.write({ 'dist/b/10.txt': '', 'dist/b/9.txt': '', 'dist/a.txt': '', 'dist/.hidden': '', 'other/c.txt': '' });

    for (const folder of ['dist', 'dist/', './dist', join(workspace.root, 'dist'), 'd?st', '{dist,nope}']) {
      expect(await find(workspace, folder), folder).toEqual(only('dist/a.txt', 'dist/b/9.txt', 'dist/b/10.txt'));
    }
    for (const all of ['.', './', workspace.root]) expect((await find(workspace, all)).files, all).toHaveLength(4);
    expect(await find(workspace, 'dis*')).toEqual(nothing('dis*'));
    expect(await find(workspace, '.', '!dist/b', '!other/')).toEqual(only('dist/a.txt'));
  });

  it.skipIf(process.platform === 'win32')('that names a folder takes its name literally', async ({ workspace }) => {
    await workspace.write({ 'out [1]/a.txt': '', 'out 1/b.txt': '', 'out {x}/c (1).txt': '' });

    expect(await find(workspace, 'out [1]', 'out {x}/')).toEqual(only('out [1]/a.txt', 'out {x}/c (1).txt'));
    expect(await find(workspace, '**', '!out [1]')).toEqual(only('out 1/b.txt', 'out {x}/c (1).txt'));
  });

  it('that names an empty folder, or one of hidden files alone, matches nothing', async ({ workspace }) => {
    await workspace.write({ 'dist/.hidden': '' });
    await mkdir(join(workspace.root, 'empty'));

    expect(await find(workspace, 'dist', 'empty')).toEqual(nothing('dist', 'empty'));
  });

  it('leaves hidden files out unless it names them without a wildcard', async ({ workspace }) => {
    await workspace.write({ '.env': '', 'a/.npmrc': '', '.github/b.yml': '', 'a/c.txt': '' });

    expect(await find(workspace, '**')).toEqual(only('a/c.txt'));
    expect(await find(workspace, '.env', '.github/*')).toEqual(only('.env', '.github/b.yml'));
  });

  it('never reaches .git, not even by name or through a link', async ({ workspace }) => {
    await workspace.write({ '.git/config': 'the token', 'sub/.git/config': 'the token' });
    await symlink(join(workspace.root, '.git/config'), join(workspace.root, 'settings.txt'));

    const patterns = ['.git/config', '.git/*', 'sub/.git/config', '**', 'settings.txt'];
    expect(await find(workspace, ...patterns)).toEqual(nothing(...patterns));
  });

  it('may be absolute inside the workspace', async ({ workspace }) => {
    await workspace.write({ 'dist/a.txt': '', 'dist/[b].txt': '' });

    expect(await find(workspace, join(workspace.root, 'dist/*'))).toEqual(only('dist/[b].txt', 'dist/a.txt'));
    expect(await find(workspace, join(workspace.root, 'dist/[b].txt'))).toEqual(only('dist/[b].txt'));
  });

  it('may be absolute under the name that a linked workspace goes by', async ({ workspace }) => {
    await workspace.write({ 'dist/a.txt': '' });
    const link = join(workspace.outside, 'link');
    await symlink(workspace.root, link);

    expect(await find({ ...workspace, root: link }, join(link, 'dist/*'), join(link, 'dist/a.txt'))).toEqual(only('dist/a.txt'));
  });

  it.for(['../outside/*', '../outside/secret.txt', 'dist/../../outside/secret.txt', '/etc/hostname', '/**', '../**'])('that is %s is refused as outside the workspace', async (pattern, { workspace }) => {
    await workspace.write({ '../outside/secret.txt': '' });

    expect(await find(workspace, pattern)).toMatchObject({ files: [], problems: [{ path: `files “${pattern}”`, limit: 'files inside it' }] });
  });

  it.for(['{../outside/secret.txt,x}', '{..,x}/outside/*', '@(..)/outside/*', '[.][.]/outside/*'])('that hides its way out, as %s does, finds nothing there', async (pattern, { workspace }) => {
    await workspace.write({ '../outside/secret.txt': '' });

    expect((await find(workspace, pattern)).files).toEqual([]);
  });
});

describe.concurrent('a link', () => {
  it('to a file inside the workspace is that file, once, by the name that named it first', async ({ workspace }) => {
    await workspace.write({ 'dist/app-1.0.apk': '' });
    await symlink('app-1.0.apk', join(workspace.root, 'dist/latest.apk'));

    expect(await find(workspace, 'dist/latest.apk')).toEqual(only('dist/latest.apk'));
    expect(await find(workspace, 'dist/l*')).toEqual(only('dist/latest.apk'));
    expect(await find(workspace, 'dist/*')).toEqual(only('dist/app-1.0.apk'));
  });

  it('that leads out of the workspace is refused, also in the middle of a path', async ({ workspace }) => {
    await workspace.write({ '../outside/secret.txt': '', 'dist/a.txt': '' });
    await symlink(join(workspace.outside, 'secret.txt'), join(workspace.root, 'dist/b.txt'));
    await symlink(workspace.outside, join(workspace.root, 'folder'));

    for (const pattern of ['dist/*', 'dist/b.txt', 'folder/*', 'folder/secret.txt']) {
      const { files, problems } = await find(workspace, pattern);
      expect(files, pattern).not.toContainEqual(expect.stringContaining('secret'));
      expect(problems, pattern).toMatchObject([{ limit: 'files inside it', actual: 'a link that leads out of the workspace' }]);
    }
  });

  it('to a folder whose name only begins like the workspace’s leads out of it', async ({ workspace }) => {
    await workspace.write({ '../workspace-of-another/secret.txt': '' });
    await symlink('../workspace-of-another/secret.txt', join(workspace.root, 'a.txt'));

    expect((await find(workspace, 'a.txt')).problems).toHaveLength(1);
  });

  it('that dangles is nothing', async ({ workspace }) => {
    await symlink('nowhere.txt', join(workspace.root, 'a.txt'));

    expect(await find(workspace, 'a.txt', '*.txt')).toEqual(nothing('a.txt', '*.txt'));
  });

  it('to a folder is entered where the pattern names it, and passed over by a wildcard', async ({ workspace }) => {
    await workspace.write({ 'build/1.0/a.txt': '' });
    await symlink('build/1.0', join(workspace.root, 'current'));

    expect(await find(workspace, 'current/*')).toEqual(only('current/a.txt'));
    expect(await find(workspace, 'curren?/*', 'c*')).toEqual(nothing('curren?/*', 'c*'));
  });

  it('to the folder that it is in, or to itself, is not walked in circles', async ({ workspace }) => {
    await workspace.write({ 'dist/a.txt': '' });
    await symlink('.', join(workspace.root, 'dist/again'));
    await symlink('self', join(workspace.root, 'self'));

    expect(await find(workspace, '**', 'self')).toEqual({ files: ['dist/a.txt'], unmatched: ['self'], problems: [] });
  });
});

describe.concurrent('what is no regular file', () => {
  it.skipIf(process.platform === 'win32')('is refused at once when it is a pipe, instead of being waited for', async ({ workspace, step, sandbox }) => {
    execFileSync('mkfifo', [join(workspace.root, 'pipe')]);
    execFileSync('mkfifo', [join(workspace.root, 'message.yml')]);

    const { annotations, exitCode } = await step({ files: 'pipe', 'message-file': 'message.yml' });

    expect(annotations[0]?.message).toContain('- pipe: it is not a regular file');
    expect(annotations[0]?.message).toContain('- message-file: “message.yml”: it is not a regular file');
    expect(exitCode).toBe(1);
    expect(sandbox.state().requests).toEqual([]);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('is refused when this user may not read it', async ({ workspace, step }) => {
    await workspace.write({ 'a.txt': 'not for you' });
    execFileSync('chmod', ['000', join(workspace.root, 'a.txt')]);

    expect((await step({ files: 'a.txt' })).annotations[0]?.message).toContain('- a.txt: this user may not read it');
  });
});

describe.concurrent('many files', () => {
  it('are refused above 100, with their number and a way out', async ({ step, sandbox, workspace }) => {
    await workspace.write(Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`dist/${index}.txt`, `file ${index}`])));

    expect(soleError(await step({ files: 'dist' }))).toContain('- files: 101 files, allowed is at most 100 files. Narrow the patterns, or pack the files into one archive with zip');
    passed(await step({ files: 'dist\n!dist/100.txt', 'send-files': 'false' }));
    expect(sandbox.state().media).toHaveLength(100);
  });

  it('are refused when they are 10,000', async ({ workspace, step, sandbox }) => {
    const folder = join(workspace.root, 'dist');
    await mkdir(folder);
    execFileSync('sh', ['-c', 'seq 1 10000 | xargs touch'], { cwd: folder });

    const { annotations } = await step({ files: 'dist/**' });

    expect(annotations.map(({ message }) => message)).toEqual([expect.stringContaining('- files: 10000 files, allowed is at most 100 files')]);
    expect(sandbox.state().requests).toEqual([]);
  });
});
