import { readFile } from 'node:fs/promises';

/** Why a run was given no secrets by GitHub itself, or undefined when that is not the reason. */
export async function whyWithoutSecrets(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (env.GITHUB_ACTOR === 'dependabot[bot]') return 'Dependabot started this run, and GitHub gives it no secrets of the repository';
  if (!(env.GITHUB_EVENT_NAME ?? '').startsWith('pull_request')) return undefined;
  return (await isFromFork(env.GITHUB_EVENT_PATH ?? '')) ? 'this pull request comes from a fork, and GitHub gives it no secrets' : undefined;
}

interface PullRequestEvent {
  pull_request?: { head?: { repo?: { full_name?: string } | null }; base?: { repo?: { full_name?: string } } };
}

async function isFromFork(eventPath: string): Promise<boolean> {
  const event = await readFile(eventPath, 'utf8').then((text) => JSON.parse(text) as PullRequestEvent | null, () => undefined);
  const request = event?.pull_request;
  // A fork that was deleted since has no repository at all.
  return request !== undefined && request.head?.repo?.full_name !== request.base?.repo?.full_name;
}
