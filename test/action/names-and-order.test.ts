import { describe, expect, it } from 'vitest';
import fc from 'fast-check';

import { distinctNames } from '../../action/distinct-names.ts';
import { withFolders } from '../../action/folders.ts';
import { compareNaturally, naturally } from '../../action/natural-order.ts';

const sorted = (...names: string[]): string[] => naturally(names, (name) => name);

describe('the natural order', () => {
  it('counts as people do', () => {
    expect(sorted('part-10', 'part-2', 'part-1', 'part-02', 'part-100000000000000000000', 'part-99999999999999999999')).toEqual([
      'part-1', 'part-02', 'part-2', 'part-10', 'part-99999999999999999999', 'part-100000000000000000000',
    ]);
  });

  it('leaves what lies in a folder together', () => {
    expect(sorted('a-b/1', 'a/10', 'a/2', 'a', 'B/1', 'b/2')).toEqual(['a', 'a/2', 'a/10', 'a-b/1', 'B/1', 'b/2']);
  });

  it('is an order: any list comes out the same however it was shuffled', () => {
    const path = fc.string({ unit: fc.constantFrom('a', 'B', '1', '02', '/', '-', '构', '.'), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(path, { maxLength: 12 }), (names) => {
        expect(sorted(...names.toReversed())).toEqual(sorted(...names));
        for (const a of names) for (const b of names) expect(Math.sign(compareNaturally(a, b))).toBe(0 - Math.sign(compareNaturally(b, a)));
      }),
    );
  });
});

describe('the names of files that are called the same', () => {
  it.each([
    [['dist/app.apk', 'report.html'], ['app.apk', 'report.html']],
    [['a/app.apk', 'b/app.apk'], ['a-app.apk', 'b-app.apk']],
    [['app.apk', 'x86/app.apk'], ['app.apk', 'x86-app.apk']],
    [['out/a/release/app.apk', 'out/b/release/app.apk'], ['a-release-app.apk', 'b-release-app.apk']],
    [['a/App.apk', 'b/app.APK', 'c/other'], ['a-App.apk', 'b-app.APK', 'other']],
    // Told apart by their folders, and then like a third one.
    [['a/b.txt', 'c/b.txt', 'a-b.txt'], ['a-b.txt', 'c-b.txt', 'a-b (2).txt']],
    [['a:b', 'a;b'], ['a_b', 'a_b (2)']],
  ])('%j are %j', (paths, names) => {
    expect(distinctNames(paths)).toEqual(names);
  });

  it('are never alike, whatever the paths, and the same for the same paths', () => {
    const path = fc.array(fc.constantFrom('a', 'B', 'b', 'x.txt', 'X.txt', '构建', '..', '.hidden', 'a-b'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 12 }), (paths) => {
        const names = distinctNames(paths);
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(paths.length);
        expect(distinctNames(paths)).toEqual(names);
      }),
    );
  });
});

describe('a folder among the patterns', () => {
  const folders = ['dist', 'out [1]', 'apps/web/build'];
  const patterns = (pattern: string): string[] => withFolders(pattern, (path) => folders.includes(path), (path) => path.replaceAll(/[[\]]/g, '\\$&'));

  it.each([
    ['dist', ['dist/**']],
    ['dist/', ['dist/**']],
    ['!dist', ['!dist/**']],
    ['.', ['**']],
    ['./', ['**']],
    ['out [1]', ['out \\[1\\]/**']],
    ['apps/*/build', ['apps/*/build', 'apps/*/build/**']],
    ['!apps/*/build/', ['!apps/*/build', '!apps/*/build/**']],
    ['dist/*', ['dist/*']],
    ['dist/**', ['dist/**']],
    ['app.apk', ['app.apk']],
    ['/', ['/']],
  ])('%j stands for %j', (pattern, expected) => {
    expect(patterns(pattern)).toEqual(expected);
  });
});
