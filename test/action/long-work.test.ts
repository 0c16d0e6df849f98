import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it as test, onTestFinished, vi } from 'vitest';

import { follow } from '../../action/transport/progress.ts';
import { keeps } from '../support/everything-shown.ts';
import { EVENTS, REPOSITORY } from '../support/github-events.ts';
import { asRunOf } from '../support/github-step.ts';
import { TOKEN, startGitHub } from '../support/small-github.ts';
import { UPLOAD, it, passed, shown } from '../support/step.ts';
import { noise } from '../support/uploads.ts';

const MB = 1024 * 1024;

describe.concurrent('a transfer that lasts over some seconds', () => {
  it('says that WeCom has not answered yet', { timeout: 30_000 }, async ({ step, sandbox, workspace }) => {
    await workspace.write({ '应用.apk': noise(2 * MB), 'quick.txt': 'content' });
    sandbox.script({ path: UPLOAD, kind: 'slow', ms: 6000 });

    const run = passed(await step({ files: '应用.apk' }));

    expect(run.log).toContain('Uploading 应用.apk: sent whole, not answered yet (2.0 MB) after 5 s');
    expect(shown(sandbox)).toEqual([['file', '应用.apk']]);
    expect(passed(await step({ files: 'quick.txt' })).log).not.toContain('Uploading');
  });

  it('says how far it has come when the line is slow, also while debugging, and no secret', { timeout: 30_000 }, async ({ step, workspace }) => {
    await workspace.write({ 'a.bin': noise(19 * MB) });
    const server = createServer((request, response) => {
      request.pause();
      setTimeout(() => {
        request.on('end', () => response.end('{"errcode":0,"errmsg":"ok","media_id":"m-canary-1","type":"file","created_at":"1"}')).resume();
      }, 6000);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const webhook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/cgi-bin/webhook/send?key=canary-canary-canary`;

    const run = await step({ webhook, files: 'a.bin', 'send-files': 'false' }, { env: { RUNNER_DEBUG: '1' } });

    expect(run.log).toMatch(/Uploading a\.bin: \d+\.\d of 19\.0 MB after 5 s/);
    keeps(run, 'canary-canary-canary');
  });

  it('says so of an asset that is fetched', { timeout: 30_000 }, async ({ step, sandbox, workspace }) => {
    const base = `/repos/${REPOSITORY}/releases`;
    const github = await startGitHub({
      [`${base}/7001/assets?per_page=100&page=1`]: { json: [{ id: 1, name: 'app.apk', size: 10, state: 'uploaded', browser_download_url: '' }] },
      [`${base}/assets/1`]: (_, response) => {
        response.writeHead(200).write('12345');
        setTimeout(() => response.end('67890'), 6000);
      },
    });

    const run = passed(await step({ 'release-assets': '*', 'github-token': TOKEN }, await asRunOf(EVENTS.release, workspace, { GITHUB_API_URL: github.url })));

    expect(run.log).toContain('Fetching app.apk: 0.0 of 0.0 MB after 5 s');
    expect(shown(sandbox)).toEqual([['file', 'app.apk']]);
  });
});

describe('the lines of a transfer', () => {
  test('come by the clock, at first after 5 seconds and then every 10, until it ends', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const lines: string[] = [];
    const { add, end } = follow('Uploading a', 3 * MB, 'sent whole', (_, line) => lines.push(line));

    vi.advanceTimersByTime(4999);
    expect(lines).toEqual([]);
    add(MB);
    vi.advanceTimersByTime(10_001);
    add(2 * MB);
    vi.advanceTimersByTime(10_000);
    end();
    vi.advanceTimersByTime(60_000);

    expect(lines).toEqual(['Uploading a: 1.0 of 3.0 MB after 5 s', 'Uploading a: 1.0 of 3.0 MB after 15 s', 'Uploading a: sent whole (3.0 MB) after 25 s']);
  });
});

describe.concurrent('lists of files', () => {
  it('are folded up, before and after', async ({ step, workspace }) => {
    await workspace.write(Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`dist/${index}.txt`, 'content'])));

    const { stdout } = passed(await step({ files: 'dist', 'send-files': 'false' }));

    expect(stdout).toMatch(/^::group::12 files\ndist\/0\.txt \(7 bytes\)\n(?:.*\n){11}::endgroup::$/m);
    expect(stdout).toMatch(/^::group::What became of 12 files\ndist\/0\.txt: uploaded\n(?:.*\n){11}::endgroup::$/m);
  });
});
