import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

import { fetchReleaseAssets } from '../../action/release-assets.ts';
import type { AssetWishes, FetchedAssets } from '../../action/release-assets.ts';
import { EVENTS, REPOSITORY, contextOf } from '../support/github-events.ts';
import { startProxy } from '../support/proxy.ts';
import { TOKEN, clientOf, startGitHub } from '../support/small-github.ts';
import type { Reply, SmallGitHub } from '../support/small-github.ts';

const LIST = `/repos/${REPOSITORY}/releases/7001/assets?per_page=100&page=1`;
const assetPath = (id: number): string => `/repos/${REPOSITORY}/releases/assets/${id}`;

const asset = (id: number, name: string, size: number, state = 'uploaded'): object => ({ id, name, size, state, browser_download_url: `https://github.com/${REPOSITORY}/releases/download/v1.2.0/${id}` });

const ASSETS = [asset(1, 'app-10.apk', 3), asset(2, 'app-2.apk', 5), asset(3, 'notes.txt', 2), asset(4, 'late.apk', 9, 'open')];

async function fetchFrom(server: SmallGitHub, patterns: string[], more: Partial<AssetWishes> = {}, token = TOKEN, env: Record<string, string> = {}): Promise<FetchedAssets & { folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'assets-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const { github, http, sleep, deadline } = clientOf(server, token, env);
  return { ...(await fetchReleaseAssets({ github, http, sleep, log: () => undefined, deadline, context: contextOf(EVENTS.release), patterns, folder, maxBytes: 1000, ...more })), folder };
}

const release = async (files: Record<string, Reply | Reply[]>, assets: object[] = ASSETS): Promise<SmallGitHub> => startGitHub({ [LIST]: { json: assets }, ...files });

const contents = ({ files }: FetchedAssets): string[][] => files.map(({ path, real }) => [path, readFileSync(real, 'latin1')]);

describe('the assets of a release', () => {
  it('that match are fetched in natural order, each once, and go by their own names', async () => {
    const server = await release({ [assetPath(1)]: { status: 200, body: 'ten' }, [assetPath(2)]: { status: 200, body: 'two!!' } });
    const fetched = await fetchFrom(server, ['*.apk', 'app-*']);
    expect(fetched.problems).toEqual([]);
    expect(contents(fetched)).toEqual([['v1.2.0/app-2.apk', 'two!!'], ['v1.2.0/app-10.apk', 'ten']]);
    expect(server.asked.map(({ path, accept }) => [path, accept])).toEqual([
      [LIST, 'application/vnd.github+json'],
      [assetPath(2), 'application/octet-stream'],
      [assetPath(1), 'application/octet-stream'],
    ]);
  });

  it('are fetched from where they are stored, without showing the token there', async () => {
    const storage = await startGitHub({ '/stored?signature=canary': { status: 200, body: 'ten' } });
    const server = await release({ [assetPath(1)]: { status: 302, headers: { location: `${storage.url}/stored?signature=canary` } } });
    expect(contents(await fetchFrom(server, ['app-10.apk']))).toEqual([['v1.2.0/app-10.apk', 'ten']]);
    expect(server.asked[1]?.authorization).toBe(`Bearer ${TOKEN}`);
    expect(storage.asked).toMatchObject([{ authorization: undefined }]);
  });

  it('are fetched with the token where the API sends on to itself, as it does for a repository that was renamed', async () => {
    const server = await release({ [assetPath(1)]: { status: 301, headers: { location: '/repositories/9/releases/assets/1' } }, '/repositories/9/releases/assets/1': { status: 200, body: 'ten' } });
    expect(contents(await fetchFrom(server, ['app-10.apk']))).toHaveLength(1);
    expect(server.asked.at(-1)?.authorization).toBe(`Bearer ${TOKEN}`);
  });

  it.each(['http://storage.example/a', 'file:///etc/passwd', 'ftp://127.0.0.1/a', '', 'http://'])('are not looked for at %j', async (location) => {
    const fetched = await fetchFrom(await release({ [assetPath(1)]: { status: 302, headers: { location } } }), ['app-10.apk']);
    expect(fetched.problems).toMatchObject([{ path: 'release-assets “app-10.apk”', actual: 'GitHub sent the step on to an address that is not https' }]);
  });

  it('are not looked for in a circle', async () => {
    const server = await release({ [assetPath(1)]: { status: 302, headers: { location: assetPath(1) } } });
    expect((await fetchFrom(server, ['app-10.apk'])).problems).toMatchObject([{ actual: 'GitHub sent the step on more than 5 times' }]);
    expect(server.asked).toHaveLength(7);
  });

  it('come whole although a connection breaks in the middle', async () => {
    const half: Reply = (_, response) => {
      response.writeHead(200, { 'content-length': '3' });
      response.write('t', () => response.destroy());
    };
    const server = await release({ [assetPath(1)]: [half, { status: 502 }, { status: 200, body: 'ten' }] });
    expect(contents(await fetchFrom(server, ['app-10.apk']))).toEqual([['v1.2.0/app-10.apk', 'ten']]);
  });

  it('that come shorter than they are have not come', async () => {
    const fetched = await fetchFrom(await release({ [assetPath(1)]: { status: 200, body: 'te' } }), ['app-10.apk']);
    expect(fetched).toMatchObject({ files: [], problems: [{ actual: '2 bytes came of the 3 that it has' }] });
  });

  it('that are too large are told and not fetched', async () => {
    const server = await release({ [assetPath(3)]: { status: 200, body: 'no' } });
    const fetched = await fetchFrom(server, ['*'], { maxBytes: 2 });
    expect(fetched.tooLarge.map(({ name, size }) => [name, size])).toEqual([['app-2.apk', 5], ['app-10.apk', 3]]);
    expect(contents(fetched)).toEqual([['v1.2.0/notes.txt', 'no']]);
    expect(server.asked).toHaveLength(2);
  });

  it('are cut off when they are larger than they say', async () => {
    const server = await release({ [assetPath(1)]: { status: 200, body: 'x'.repeat(5000) } });
    const fetched = await fetchFrom(server, ['app-10.apk']);
    expect(fetched.problems).toMatchObject([{ actual: 'GitHub’s API could not be asked: the answer was longer than 1000 bytes' }]);
    expect(server.asked).toHaveLength(2);
  });

  it('are written below names of ours, whatever they are called', async () => {
    const server = await release({ [assetPath(1)]: { status: 200, body: 'ten' } }, [asset(1, 'x\\..\\evil\u202Egpj.exe', 3)]);
    const fetched = await fetchFrom(server, ['*']);
    expect(fetched.files.map(({ path }) => path)).toEqual(['v1.2.0/evilgpj.exe']);
    expect(readdirSync(fetched.folder)).toEqual(['asset-1']);
  });

  it('of more than a page are all looked at', async () => {
    const many = Array.from({ length: 100 }, (_, index) => asset(index + 100, `part-${index}.bin`, 1));
    const server = await startGitHub({ [LIST]: { json: many }, [LIST.replace('&page=1', '&page=2')]: { json: [asset(1, 'app-10.apk', 3)] }, [assetPath(1)]: { status: 200, body: 'ten' } });
    expect(contents(await fetchFrom(server, ['*.apk']))).toHaveLength(1);
    expect((await fetchFrom(server, ['*'])).problems).toMatchObject([{ limit: 'at most 100 files', actual: '101 assets' }]);
  });

  it('come through the proxy of the runner', async () => {
    const server = await release({ [assetPath(1)]: { status: 200, body: 'ten' } });
    const proxy = await startProxy(Number(new URL(server.url).port));
    onTestFinished(proxy.close);
    const foreign = { ...server, url: 'http://api.github.test' };
    expect(contents(await fetchFrom(foreign, ['app-10.apk'], {}, TOKEN, { HTTP_PROXY: `http://${proxy.address}` }))).toHaveLength(1);
    expect(proxy.asked[0]).toBe('api.github.test:80');
  });
});

describe('assets that cannot be had', () => {
  it('for each pattern without a match name what there is', async () => {
    const { problems } = await fetchFrom(await release({}), ['*.ipa', '*.apk', 'late.apk']);
    expect(problems).toEqual(
      ['*.ipa', 'late.apk'].map((pattern) => ({
        path: `release-assets “${pattern}”`,
        limit: 'at least one asset of the release',
        actual: 'none among app-10.apk, app-2.apk, notes.txt',
        fix: 'Check the pattern, and that the job which uploads the assets has ended before this one begins',
      })),
    );
  });

  it('for lack of a release say which event is needed, and ask nobody', async () => {
    const server = await release({});
    expect((await fetchFrom(server, ['*'], { context: contextOf(EVENTS.push) })).problems).toMatchObject([
      { path: 'release-assets', limit: 'a run that a release set off', actual: 'a run set off by something else (push)', fix: expect.stringContaining('on: release') as string },
    ]);
    expect(server.asked).toEqual([]);
  });

  it.each([
    [TOKEN, 403, 'the github-token has no right to this (403)'],
    [TOKEN, 404, 'GitHub has no such thing, or the github-token has no right to see it (404)'],
    ['', 404, 'GitHub’s API refused to answer without a token (404)'],
  ])('for lack of rights say how to give them, and never the token', async (token, status, actual) => {
    const fetched = await fetchFrom(await startGitHub({ [LIST]: { status } }), ['*'], {}, token);
    expect(fetched.problems).toEqual([{ path: 'release-assets', limit: 'assets that GitHub hands out', actual, fix: 'Add permissions: with contents: read to the job, and github-token: ${{ github.token }} to the step' }]);
    expect(JSON.stringify(fetched)).not.toContain(TOKEN);
  });

  it('for lack of room on the disk are given up at once, and the connection with them', async () => {
    const server = await release({ [assetPath(1)]: { status: 200, body: 'ten' } });
    const { http } = clientOf(server);
    const full = (): never => {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    };
    const result = await http.fetchInto({ method: 'GET', url: server.url + assetPath(1), timeoutMs: 10_000, maxAnswerBytes: 1000, freshConnection: false }, full);
    expect(result).toMatchObject({ kind: 'failure', code: 'NOT_KEPT', lasting: true });
  });

  it('do not tell the address that they were stored at, which opens them', async () => {
    const storage = await startGitHub({ '/stored?signature=canary': 'lost' });
    const fetched = await fetchFrom(await release({ [assetPath(1)]: { status: 302, headers: { location: `${storage.url}/stored?signature=canary` } } }), ['app-10.apk']);
    expect(fetched.problems).toMatchObject([{ actual: 'GitHub’s API could not be asked: the connection was closed before an answer came' }]);
    expect(JSON.stringify(fetched)).not.toContain('canary');
  });
});
