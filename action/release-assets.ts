import { closeSync, openSync, writeSync } from 'node:fs';
import { join, posix } from 'node:path';

import type { Deadline } from '../core/deadline.ts';
import type { Problem } from '../core/errors.ts';
import { safeFilename } from '../core/filename.ts';
import type { Ports } from '../core/ports.ts';
import type { BuildContext } from './context/context.ts';
import { partOf } from './context/payload.ts';
import { MAX_FILES } from './files.ts';
import type { FoundFile } from './files.ts';
import type { GitHub, Refusal } from './github/api.ts';
import { fetchFile } from './github/fetch-file.ts';
import { naturally } from './natural-order.ts';
import type { Http } from './transport.ts';
import { follow } from './transport/progress.ts';

export interface AssetWishes {
  github: GitHub;
  http: Pick<Http, 'fetchInto'>;
  sleep: Ports['sleep'];
  log: Ports['log'];
  deadline: Deadline;
  /** Of the release that set the run off. */
  context: BuildContext;
  /** Glob patterns of the assets' names. */
  patterns: readonly string[];
  /** An empty folder of this step's own, into which the assets are written. */
  folder: string;
  /** An asset larger than this many bytes is not fetched. */
  maxBytes: number;
}

export interface FetchedAssets {
  /** Shown as `<tag>/<name>`; on the disk they have names of ours. */
  files: FoundFile[];
  /** Matched, and too large to be fetched, in bytes; with the page from which a person can. */
  tooLarge: { name: string; size: number; url: string }[];
  problems: Problem[];
}

interface Asset {
  id: string;
  name: string;
  size: number;
  url: string;
}

const RIGHT = 'contents: read';

/**
 * Fetches the assets of the release that set the run off, in the natural order of their names. Every pattern must match one.
 *
 * @see https://docs.github.com/en/rest/releases/assets
 */
export async function fetchReleaseAssets(wishes: AssetWishes): Promise<FetchedAssets> {
  const { github, context, patterns, maxBytes } = wishes;
  const none = (...problems: Problem[]): FetchedAssets => ({ files: [], tooLarge: [], problems });
  const { release, repository } = context;
  if (release === undefined || release.id === '') return none(noRelease(context));
  const listed = await listAssets(github, repository, release.id);
  if (!listed.ok) return none(refused('release-assets', listed.refusal));

  const unmatched = patterns.filter((pattern) => !listed.assets.some(({ name }) => posix.matchesGlob(name, pattern)));
  if (unmatched.length > 0) return none(...unmatched.map((pattern) => noMatch(pattern, listed.assets)));
  const matched = naturally(listed.assets.filter(({ name }) => patterns.some((pattern) => posix.matchesGlob(name, pattern))), ({ name }) => name);
  if (matched.length > MAX_FILES) return none({ path: 'release-assets', limit: `at most ${MAX_FILES} files`, actual: `${matched.length} assets`, fix: 'Narrow the patterns' });

  const result: FetchedAssets = { files: [], tooLarge: [], problems: [] };
  for (const [index, asset] of matched.entries()) {
    if (asset.size > maxBytes) {
      result.tooLarge.push({ name: asset.name, size: asset.size, url: asset.url });
      continue;
    }
    const real = join(wishes.folder, `asset-${index + 1}`);
    const refusal = await fetchAsset(wishes, asset, real);
    // The name goes into logs and file lists; a release's maker is trusted with its content, and still not with our paths.
    if (refusal === undefined) result.files.push({ path: `${release.tag}/${safeFilename(asset.name).name}`, real, page: asset.url });
    else result.problems.push(refused(`release-assets “${asset.name}”`, refusal));
  }
  return result;
}

type Listed = { ok: true; assets: Asset[] } | { ok: false; refusal: Refusal };

/** A release has at most 1000 assets. Those whose upload has not ended are no files yet. */
async function listAssets({ get }: GitHub, repository: string, releaseId: string): Promise<Listed> {
  const assets: Asset[] = [];
  for (let page = 1; page <= 10; page++) {
    const answer = await get(`/repos/${repository}/releases/${releaseId}/assets?per_page=100&page=${page}`, RIGHT);
    if (!answer.ok) return answer;
    const part = partOf({ assets: answer.value }).parts('assets');
    assets.push(...part.filter((asset) => asset.line('state') !== 'open' && /^\d+$/.test(asset.line('id')) && asset.line('name') !== '').map((asset) => ({ id: asset.line('id'), name: asset.line('name'), size: Number(asset.line('size')), url: asset.url('browser_download_url') })));
    if (part.length < 100) break;
  }
  return { ok: true, assets };
}

const ATTEMPTS = 3;

/** Into a file, anew at each attempt. Returns why it could not be had. */
async function fetchAsset({ github, http, sleep, log, deadline, context, maxBytes }: AssetWishes, { id, name, size }: Asset, path: string): Promise<Refusal | undefined> {
  for (let attempt = 1; ; attempt++) {
    const file = openSync(path, 'w', 0o600);
    const progress = follow(`Fetching ${name}`, size, 'all of it', log);
    let written = 0;
    const sink = (chunk: Uint8Array): void => {
      for (let done = 0; done < chunk.byteLength; ) done += writeSync(file, chunk, done);
      written += chunk.byteLength;
      progress.add(chunk.byteLength);
    };
    const outcome = await fetchFile({ github, http, deadline, path: `/repos/${context.repository}/releases/assets/${id}`, right: RIGHT, maxBytes }, sink).finally(() => {
      progress.end();
      closeSync(file);
    });
    if (outcome === undefined && written === size) return undefined;
    const refusal = outcome ?? { reason: `${written} bytes came of the ${size} that it has`, fix: 'Run the job again', passing: true };
    if (!refusal.passing || attempt >= ATTEMPTS || deadline.left() === 0) return refusal;
    await sleep(Math.min(attempt * 1000, deadline.left()));
  }
}

const noRelease = ({ cause }: BuildContext): Problem => ({
  path: 'release-assets',
  limit: 'a run that a release set off',
  actual: `a run set off by something else (${cause})`,
  fix: 'Let the workflow run on: release: types: [published], or name the files of the workspace in files',
});

function noMatch(pattern: string, assets: readonly Asset[]): Problem {
  const names = assets.slice(0, 5).map(({ name }) => name).join(', ');
  const actual = assets.length === 0 ? 'a release without any' : `none among ${names}${assets.length > 5 ? `, and ${assets.length - 5} more` : ''}`;
  return { path: `release-assets “${pattern}”`, limit: 'at least one asset of the release', actual, fix: 'Check the pattern, and that the job which uploads the assets has ended before this one begins' };
}

const refused = (path: string, { reason, fix }: Refusal): Problem => ({ path, limit: 'assets that GitHub hands out', actual: reason, fix });
