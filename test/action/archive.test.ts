import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';

import { entryNames } from '../../action/archive/entry-names.ts';
import { readVolumeBytes, splitFile } from '../../action/archive/volumes.ts';
import type { Volumes } from '../../action/archive/volumes.ts';
import { zipFiles } from '../../action/archive/zip.ts';
import type { FoundFile } from '../../action/files.ts';
import { sha256 } from '../../action/media-file.ts';

const has = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;
const hasPython = has('python3', '--version');
const hasUnzip = has('unzip', '-v');
const hasPowerShell = has('pwsh', '-v');
const onUnix = process.platform !== 'win32';

/** Bytes that no packer makes smaller, always the same. */
function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => (state = (state * 48_271) % 0x7fff_ffff) & 0xff);
}

const TIME = { left: () => 1000 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, content: string | Uint8Array, mode = 0o644): FoundFile {
  const real = join(folder, 'in', path);
  mkdirSync(dirname(real), { recursive: true });
  writeFileSync(real, content);
  chmodSync(real, mode);
  return { path, real };
}

async function zipped(files: readonly FoundFile[], name = 'out.zip'): Promise<string> {
  const target = join(folder, name);
  expect(await zipFiles(files, target, TIME)).toEqual({ ok: true, size: statSync(target).size });
  return target;
}

/** What another program reads from it: `[name, mode, time, content]`. */
const READ = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    assert z.testzip() is None
    print(json.dumps([[i.filename, oct(i.external_attr >> 16), list(i.date_time), z.read(i).decode('latin1')] for i in z.infolist()]))`;
const read = (zip: string): unknown => JSON.parse(execFileSync('python3', ['-c', READ, zip], { encoding: 'utf8' }));

describe('an archive', () => {
  it.skipIf(!hasPython || !onUnix)('has every file in natural order with its name in UTF-8, its permissions and the same time', async () => {
    const files = [write('dist/part-10.txt', 'ten'), write('dist/构建 报告.txt', 'report'), write('dist/run.sh', '#!/bin/sh', 0o755), write('dist/part-2.txt', 'two', 0o600), write('dist/empty', '')];
    expect(read(await zipped(files))).toEqual([
      ['empty', '0o100644', [1980, 1, 1, 0, 0, 0], ''],
      ['part-2.txt', '0o100600', [1980, 1, 1, 0, 0, 0], 'two'],
      ['part-10.txt', '0o100644', [1980, 1, 1, 0, 0, 0], 'ten'],
      ['run.sh', '0o100755', [1980, 1, 1, 0, 0, 0], '#!/bin/sh'],
      ['构建 报告.txt', '0o100644', [1980, 1, 1, 0, 0, 0], 'report'],
    ]);
  });

  it.skipIf(!hasUnzip || !onUnix)('is unpacked by unzip, with what may be run and what a link led to', async () => {
    const script = write('dist/bin/run.sh', '#!/bin/sh\necho it runs', 0o755);
    symlinkSync(script.real, join(folder, 'in', 'link'));
    const big = noise(3_000_001);
    const zip = await zipped([script, { path: 'dist/copy.sh', real: join(folder, 'in', 'link') }, write('dist/big.bin', big)]);
    execFileSync('unzip', ['-q', zip, '-d', join(folder, 'out')]);
    expect(execFileSync(join(folder, 'out/bin/run.sh'), { encoding: 'utf8' })).toBe('it runs\n');
    expect(statSync(join(folder, 'out/copy.sh')).isFile()).toBe(true);
    expect(sha256(readFileSync(join(folder, 'out/big.bin')))).toBe(sha256(big));
  });

  it('of the same files has the same bytes, in whatever order they were found and whenever they were written', async () => {
    const files = [write('a/1.txt', 'one '.repeat(10_000)), write('a/2.apk', noise(200_000)), write('b/3', '')];
    const first = readFileSync(await zipped(files));
    for (const { real } of files) utimesSync(real, 1, 1);
    expect(sha256(readFileSync(await zipped(files.toReversed(), 'again.zip')))).toBe(sha256(first));
  });

  it('has the very bytes that it had when this was written, on any system and in any time zone', async () => {
    const files = [write('dist/hello.txt', 'hello '.repeat(1000)), write('dist/deep/er/你好.txt', '你好')];
    expect(sha256(readFileSync(await zipped(files)))).toBe('8f9c9073ac6a1ce604625d302078d94fad55e8b7da424abce59297007f10dbdd');
  });

  it.skipIf(!onUnix)('gives nobody the rights of a file’s owner', async () => {
    const file = write('a', 'x', 0o4755);
    expect(readFileSync(await zipped([file])).includes(Buffer.from([0xed, 0x81]))).toBe(true);
    expect(readFileSync(await zipped([file])).includes(Buffer.from([0xed, 0x89]))).toBe(false);
  });

  it('is a problem where it cannot be written', async () => {
    expect(await zipFiles([write('dist/a', 'x')], join(folder, 'nowhere', 'out.zip'), TIME)).toEqual({ ok: false, problem: 'the archive could not be written (ENOENT)' });
  });

  it('is given up when the time is over', async () => {
    expect(await zipFiles([write('dist/a', 'x'), write('dist/b', 'y')], join(folder, 'out.zip'), { left: () => 0 })).toEqual({ ok: false, problem: 'there was no time left at file 1 of 2' });
  });

  it('says which file could not be packed', async () => {
    const gone = { path: 'dist/gone.txt', real: join(folder, 'gone.txt') };
    expect(await zipFiles([write('dist/a', 'x'), gone], join(folder, 'out.zip'), TIME)).toEqual({ ok: false, problem: 'dist/gone.txt could not be packed (ENOENT)' });
  });
});

describe('the names in an archive', () => {
  it.each([
    [['dist/a.txt'], ['a.txt']],
    [['dist/app/a', 'dist/app/b', 'dist/c'], ['app/a', 'app/b', 'c']],
    [['a/x', 'b/x'], ['a/x', 'b/x']],
    [['.config/a', '.config/.b'], ['a', '.b']],
    [['dist/..\\..\\evil.bat', 'dist/a'], ['.._.._evil.bat', 'a']],
    [['dist/C:x', 'dist/a\nb'], ['C_x', 'a_b']],
    [['dist/a:b', 'dist/a_b'], ['a_b', 'a_b_']],
    [[], []],
  ])('of %j are %j', (paths, names) => {
    expect(entryNames(paths)).toEqual(names);
  });

  it('lead nowhere outside the folder it is unpacked to, whatever the paths', () => {
    const part = fc.string({ unit: fc.constantFrom('.', '\\', ':', 'a', '构', '\u0000', '\u202e'), minLength: 1, maxLength: 5 });
    const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 6 }), (paths) => {
        const names = entryNames(paths);
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) expect(name).not.toMatch(/^[/]|\\|:|\p{Cc}|(?:^|\/)\.\.(?:\/|$)/u);
      }),
    );
  });
});

describe('volumes', () => {
  const content = noise(100_003);

  async function volumesOf(name: string, volumeBytes: number): Promise<Volumes> {
    const { real } = write(name, content);
    const split = await splitFile({ path: real, name, size: content.byteLength }, volumeBytes, folder);
    if (!split.ok) throw new Error(split.problem.actual);
    return split.value;
  }

  /** Puts the volumes where a member of the group would save them. */
  function saved({ volumes }: Volumes): string {
    const downloads = join(folder, 'downloads');
    mkdirSync(downloads);
    for (const { name, path } of volumes) writeFileSync(join(downloads, name), readFileSync(path));
    return downloads;
  }

  it('are numbered, no larger than asked for, and of nearly the same size', async () => {
    const { volumes } = await volumesOf('app.zip', 30_000);
    expect(volumes.map(({ name, size }) => [name, size])).toEqual([['app.zip.001', 25_001], ['app.zip.002', 25_001], ['app.zip.003', 25_001], ['app.zip.004', 25_000]]);
    for (const { path, size } of volumes) expect(statSync(path).size).toBe(size);
  });

  it('never end with one that WeCom refuses for its few bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 12, max: 40 }), fc.integer({ min: 6, max: 1200 }), async (volumeBytes, size) => {
        const { real } = write('tiny', content.subarray(0, size));
        const split = await splitFile({ path: real, name: 'tiny', size }, volumeBytes, folder);
        if (!split.ok) return size > volumeBytes * 100;
        const sizes = split.value.volumes.map((volume) => volume.size);
        return Math.min(...sizes) > 5 && Math.max(...sizes) <= volumeBytes && sizes.reduce((sum, one) => sum + one, 0) === size;
      }),
      { numRuns: 50 },
    );
  });

  it.skipIf(!onUnix).each(['app.zip', "我的 应用 (1) 'x' $(touch evil) `id`.zip", '-rf.zip', 'a;b&c|d.zip'])('of %s are joined by the command for Linux and macOS to the same bytes', async (name) => {
    const volumes = await volumesOf(name, 9000);
    const downloads = saved(volumes);
    execFileSync('sh', ['-c', volumes.commands.unix], { cwd: downloads });
    expect(sha256(readFileSync(join(downloads, volumes.name)))).toBe(sha256(content));
    expect(spawnSync('ls', [join(downloads, 'evil')]).status).not.toBe(0);
  });

  it.skipIf(!hasPowerShell)('are joined by the command for PowerShell to the same bytes', async () => {
    const volumes = await volumesOf('我的 应用.zip', 9000);
    const downloads = saved(volumes);
    execFileSync('pwsh', ['-NoProfile', '-Command', volumes.commands.powershell], { cwd: downloads });
    expect(sha256(readFileSync(join(downloads, volumes.name)))).toBe(sha256(content));
  });

  it.skipIf(process.platform !== 'win32')('are joined by the command for cmd to the same bytes', async () => {
    const volumes = await volumesOf('我的 应用.zip', 9000);
    const downloads = saved(volumes);
    execFileSync('cmd', ['/c', volumes.commands.cmd], { cwd: downloads });
    expect(sha256(readFileSync(join(downloads, volumes.name)))).toBe(sha256(content));
  });

  it('come with a command for each system, of which cmd’s names every volume in order', async () => {
    expect((await volumesOf('my app.zip', 50_000)).commands).toEqual({
      unix: "cat 'my app.zip'.[0-9][0-9][0-9] > 'my app.zip'",
      cmd: 'copy /b "my app.zip.001"+"my app.zip.002"+"my app.zip.003" "my app.zip"',
      powershell:
        '$o=[IO.File]::Create("$PWD/my app.zip"); Get-ChildItem \'my app.zip.[0-9][0-9][0-9]\' | Sort-Object Name | ForEach-Object { $b=[IO.File]::ReadAllBytes($_.FullName); $o.Write($b,0,$b.Length) }; $o.Close()',
    });
  });

  it('come with a command that cmd takes, however many there are and however long the name', async () => {
    const { commands, volumes } = await volumesOf(`${'long name '.repeat(18)}.zip`, 1001);
    expect(volumes).toHaveLength(100);
    expect(commands.cmd.length).toBeLessThan(8191);
  });

  it('of which there would be more than a step sends are refused', async () => {
    const { real } = write('big', content);
    expect(await splitFile({ path: real, name: 'big', size: content.byteLength }, 1000, folder)).toMatchObject({ ok: false, problem: { path: 'big', limit: 'at most 100 volumes', actual: '101 volumes of 1000 bytes' } });
  });

  const MB = 1024 * 1024;
  it.each([
    ['split', 20 * MB - 65_536],
    ['split 10 MB', 10 * MB],
    ['split:500KB', 500 * 1024],
    ['Split 1MiB', MB],
    ['split 1048576', MB],
  ])('are as large as %j says', (text, bytes) => {
    expect(readVolumeBytes(text, 20 * MB)).toEqual({ ok: true, bytes });
  });

  it.each(['split 0', 'split 0 MB', 'split 11', 'split 20 MB', 'split 1 GB', 'split ten', 'split -5', 'splitter'])('are refused when %j is what they should be', (text) => {
    expect(readVolumeBytes(text, 20 * MB)).toMatchObject({
      ok: false,
      problem: { path: 'if-too-large', limit: 'volumes of 12 to 20905984 bytes', actual: `"${text}"`, fix: 'Write split for volumes as large as WeCom takes, or a size such as split 10 MB' },
    });
  });
});
