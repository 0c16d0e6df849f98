import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';

import { sha256 } from '../../action/media-file.ts';
import { filesOf, it, passed, shown, soleError } from '../support/step.ts';
import type { Folder } from '../support/step.ts';
import { uploadsTo } from '../support/uploads.ts';

const hasUnzip = spawnSync('unzip', ['-v']).status === 0;
const onUnix = process.platform !== 'win32';

/** The archive as somebody in the group unpacks it. */
function unpacked(archive: Buffer, { outside }: Folder): string {
  const [file, folder] = [join(outside, 'saved.zip'), join(outside, 'unpacked')];
  writeFileSync(file, archive);
  execFileSync('unzip', ['-q', file, '-d', folder]);
  return folder;
}

describe.concurrent('files with zip', () => {
  it.skipIf(!hasUnzip)('go as one archive, which unpacks to the same bytes under the same names', async ({ step, sandbox, workspace }) => {
    const files = { 'dist/应用.apk': Buffer.from([0, 255, 1, 254]), 'dist/docs/说明 1.txt': '你好', 'dist/docs/empty.txt': '', 'dist/.hidden': 'no' };
    await workspace.write({ ...files, 'other.txt': 'no' });

    const run = passed(await step({ files: 'dist', zip: '构建 128.zip', text: 'Here it is' }));

    expect(shown(sandbox)).toEqual([['text', 'Here it is'], ['file', '构建 128.zip']]);
    const [upload] = await uploadsTo(sandbox);
    const folder = unpacked(upload?.bytes ?? Buffer.of(), workspace);
    expect((await readdir(folder, { recursive: true })).sort()).toEqual(['docs', 'docs/empty.txt', 'docs/说明 1.txt', '应用.apk']);
    expect(readFileSync(join(folder, '应用.apk')).equals(files['dist/应用.apk'])).toBe(true);
    expect(readFileSync(join(folder, 'docs/说明 1.txt'), 'utf8')).toBe('你好');
    expect(filesOf(run)).toMatchObject([{ path: '构建 128.zip', name: '构建 128.zip', type: 'file', size: upload?.bytes.length, sha256: sha256(upload?.bytes ?? Buffer.of()), status: 'sent' }]);
    expect(run.stdout).toContain('::group::Packing 3 files into 构建 128.zip\ndist/docs/empty.txt\n');
  });

  it('give the same bytes whatever their times, and in whatever order they are named', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a/1.txt': 'one', 'a/2.txt': 'two', 'b.txt': 'three' });
    passed(await step({ files: 'a\nb.txt', zip: 'all.zip' }));
    for (const name of ['a/1.txt', 'b.txt']) utimesSync(join(workspace.root, name), 1, 1);
    passed(await step({ files: 'b.txt\na/2.txt\na/1.txt', zip: 'all.zip' }));

    const [first, second] = await uploadsTo(sandbox);
    expect(first?.bytes.equals(second?.bytes ?? Buffer.of())).toBe(true);
  });

  it.skipIf(!onUnix)('are refused with a named pipe among them, instead of waiting for it', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'dist/a.txt': 'a' });
    execFileSync('mkfifo', [join(workspace.root, 'pipe')]);

    expect(soleError(await step({ files: 'dist\npipe', zip: 'all.zip' }))).toContain('- zip: pipe could not be packed (not a regular file)');
    expect(sandbox.state().requests).toEqual([]);
  });

  it.skipIf(!hasUnzip || !onUnix)('keep what may be run', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'dist/run.sh': '#!/bin/sh\n', 'dist/a.txt': 'a' });
    chmodSync(join(workspace.root, 'dist/run.sh'), 0o755);

    passed(await step({ files: 'dist', zip: 'tools.zip' }));

    const [upload] = await uploadsTo(sandbox);
    const folder = unpacked(upload?.bytes ?? Buffer.of(), workspace);
    expect([statSync(join(folder, 'run.sh')).mode & 0o777, statSync(join(folder, 'a.txt')).mode & 0o777]).toEqual([0o755, 0o644]);
  });

  it('may be thousands, though one by one they would be too many', async ({ step, sandbox, workspace }) => {
    await workspace.write(Object.fromEntries(Array.from({ length: 1500 }, (_, index) => [`site/${index}.html`, `page ${index}`])));

    const run = passed(await step({ files: 'site', zip: 'site.zip' }));

    expect(shown(sandbox)).toEqual([['file', 'site.zip']]);
    expect(run.stdout).toContain('… and 500 more\n::endgroup::');
    expect(Buffer.byteLength(run.summary)).toBeLessThan(1024 * 1024);
  });

  it('are packed in a dry run too, and nothing of it stays', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'dist/a.txt': 'content' });
    const temp = join(workspace.outside, 'temp');
    await mkdir(temp);

    const { log } = passed(await step({ files: 'dist', zip: 'all.zip', 'dry-run': 'true' }, { env: { RUNNER_TEMP: temp } }));

    expect(log).toContain('::group::Packing 1 file into all.zip\ndist/a.txt\n::endgroup::');
    expect(log).toMatch(/1\. file all\.zip as “all\.zip” \(\d+ bytes\)/);
    expect(sandbox.state().requests).toEqual([]);
    expect(await readdir(temp)).toEqual([]);
  });

  it('of which there are none make no archive, as if-no-files-found says', async ({ step, sandbox }) => {
    const run = await step({ files: 'dist', zip: 'all.zip', 'if-no-files-found': 'warn', text: 'nothing was built' });
    expect(shown(sandbox)).toEqual([['text', 'nothing was built']]);
    expect(run.exitCode).toBe(0);
    expect(soleError(await step({ files: 'dist', zip: 'all.zip' }))).toContain('- files “dist”: no file, allowed is at least one file');
  });

  it('are not packed under a name that is a path or no name, and all that is wrong is said at once', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    const cases = [['../up.zip', '"../up.zip"', 'up.zip'], ['a\\b.zip', '"a\\b.zip"', 'b.zip'], ['a:b*.zip', '"a:b*.zip"', 'a_b_.zip']] as const;
    for (const [zip, actual, fix] of cases) {
      const message = soleError(await step({ files: 'a.txt\nmissing.txt', zip, 'media-type': 'movie' }));
      expect(message).toContain(`- zip: ${actual}, allowed is a plain file name. Write the name alone, such as ${fix}`);
      expect(message).toContain('- files “missing.txt”: no file');
      expect(message).toContain('- media-type:');
    }
    expect(soleError(await step({ zip: 'all.zip' }))).toContain('- zip: no files to pack, allowed is an archive of files. Name in files, or in release-assets, what goes into the archive');
    expect(sandbox.state().requests).toEqual([]);
  });

  it.skipIf(!onUnix || process.getuid?.() === 0)('that cannot be read are named', async ({ step, workspace }) => {
    await workspace.write({ 'dist/a.txt': 'content' });
    chmodSync(join(workspace.root, 'dist/a.txt'), 0o000);

    expect(soleError(await step({ files: 'dist', zip: 'all.zip' }))).toContain('- zip: dist/a.txt could not be packed (EACCES)');
  });
});

describe.concurrent('files of the same name in different folders', () => {
  it('are told apart by their folders', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'out/arm64/app.apk': 'for arm', 'out/x86/app.apk': 'for x86', 'out/notes.txt': 'the notes' });

    const run = passed(await step({ files: 'out' }));

    expect(shown(sandbox).map(([, name]) => name)).toEqual(['arm64-app.apk', 'notes.txt', 'x86-app.apk']);
    expect(filesOf(run).map(({ path, name }) => [path, name])).toEqual([['out/arm64/app.apk', 'arm64-app.apk'], ['out/notes.txt', 'notes.txt'], ['out/x86/app.apk', 'x86-app.apk']]);
    expect(run.stdout).toContain('::group::3 files\nout/arm64/app.apk as “arm64-app.apk” (7 bytes)\n');
  });

  it('go in the order in which people count, whatever the patterns’ lines end with', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'b/part-10.bin': 'content', 'b/part-9.bin': 'content', 'a.txt': 'content' });

    passed(await step({ files: 'b\r\na.txt\r\n' }));

    expect(shown(sandbox).map(([, name]) => name)).toEqual(['part-9.bin', 'part-10.bin', 'a.txt']);
  });
});
