import type { Deadline } from '../core/deadline.ts';
import type { Problem } from '../core/errors.ts';
import { findFiles } from './files.ts';
import type { FoundFile } from './files.ts';
import type { Inputs } from './inputs.ts';
import type { FetchedAssets } from './release-assets.ts';
import { openScratch } from './scratch.ts';
import type { Workspace } from './workspace.ts';

export interface Surroundings {
  /** For GitHub's API. */
  token: string;
  env: NodeJS.ProcessEnv;
  deadline: Deadline;
  /** Nothing will be sent, for want of credentials; so nothing is fetched. */
  idle: boolean;
}

export interface Gathered {
  files: FoundFile[];
  /** Patterns of the workspace that matched nothing. */
  unmatched: string[];
  /** Assets that were left where they are. */
  tooLarge: FetchedAssets['tooLarge'];
  /** A folder of the step's own, made when it is first asked for. */
  scratch: () => string;
  problems: Problem[];
}

/** The files that the step is about: of the workspace, then of the release; or the archive into which all of them were packed. */
export async function gatherFiles(inputs: Inputs, workspace: Workspace, surroundings: Surroundings): Promise<Gathered> {
  const scratch = once(() => openScratch(surroundings.env));
  const { files, unmatched, problems } = await findFiles(workspace, inputs.files);
  const assets = inputs.releaseAssets.length === 0 || surroundings.idle ? NO_ASSETS : await (await import('./assets.ts')).fetchAssets(inputs, scratch(), surroundings);
  problems.push(...assets.problems);
  const all: Gathered = { files: [...files, ...assets.files], unmatched, tooLarge: assets.tooLarge, scratch, problems };
  if (inputs.zip === '') return all;

  const { checkArchive, pack } = await import('./pack.ts');
  problems.push(...checkArchive(inputs));
  if (problems.length > 0 || surroundings.idle) return { ...all, files: [] };
  const { file, problem } = await pack(all.files, inputs.zip, scratch, surroundings.deadline);
  if (problem !== undefined) problems.push(problem);
  const page = files.length === 0 ? { page: assets.page } : {};
  return { ...all, files: file === undefined ? [] : [{ ...file, ...page }] };
}

const NO_ASSETS: FetchedAssets & { page: string } = { files: [], tooLarge: [], problems: [], page: '' };

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
