import { mediaKind } from '../core/media.ts';
import { readVolumeBytes } from './archive/volumes.ts';
import { readContext } from './context/read.ts';
import { MAX_FILES } from './files.ts';
import type { Surroundings } from './gather-files.ts';
import { apiUrlOf, createGitHub } from './github/api.ts';
import { rawInput } from './inputs.ts';
import type { Inputs } from './inputs.ts';
import { log } from './print.ts';
import { fetchReleaseAssets } from './release-assets.ts';
import type { FetchedAssets } from './release-assets.ts';
import { sleep } from './time.ts';
import { createHttp } from './transport.ts';

/** GitHub's own limit for an asset. https://docs.github.com/en/repositories/releasing-projects-on-github/about-releases */
const LARGEST_ASSET = 2 * 1024 ** 3;

/** The assets that `release-assets` names, in the folder. @returns with them the page of their release. */
export async function fetchAssets(inputs: Inputs, folder: string, { token, env, deadline }: Surroundings): Promise<FetchedAssets & { page: string }> {
  const context = readContext(env);
  const http = createHttp(env);
  const github = createGitHub({ http, sleep, apiUrl: apiUrlOf(env), token, deadline });
  try {
    const fetched = await fetchReleaseAssets({ github, http, sleep, log, deadline, context, patterns: inputs.releaseAssets, folder, maxBytes: largestOf(inputs) });
    return { ...fetched, page: context.url };
  } finally {
    await http.close();
  }
}

/** Bytes of an asset that is of any use to the step. */
function largestOf(inputs: Inputs): number {
  if (inputs.zip !== '') return LARGEST_ASSET;
  const maxBytes = mediaKind('robot', 'file')?.maxBytes ?? 0;
  if (inputs.choose('if-too-large') !== 'split') return maxBytes;
  const volume = readVolumeBytes(rawInput('if-too-large'), maxBytes);
  return volume.ok ? Math.max(maxBytes, volume.bytes * MAX_FILES) : maxBytes;
}
