import { readFileSync } from 'node:fs';

/** Why a run was given no secrets by GitHub itself, or undefined when that is not the reason. */
export function whyWithoutSecrets(env: NodeJS.ProcessEnv): string | undefined {
  if (env.GITHUB_ACTOR === 'dependabot[bot]') return 'Dependabot started this run, and GitHub gives it no secrets of the repository';
  if (!(env.GITHUB_EVENT_NAME ?? '').startsWith('pull_request')) return undefined;
  return isFromFork(env.GITHUB_EVENT_PATH ?? '') ? 'this pull request comes from a fork, and GitHub gives it no secrets' : undefined;
}

interface PullRequestEvent {
  pull_request?: { head?: { repo?: { full_name?: string } | null }; base?: { repo?: { full_name?: string } } };
}

function isFromFork(eventPath: string): boolean {
  const request = readEvent(eventPath)?.pull_request;
  // A fork that was deleted since has no repository at all.
  return request !== undefined && request.head?.repo?.full_name !== request.base?.repo?.full_name;
}

function readEvent(path: string): PullRequestEvent | null | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as PullRequestEvent | null;
  } catch {
    // No event, or none that can be read, tells nothing of a fork.
    return undefined;
  }
}
