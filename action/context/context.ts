import type { Result } from '../results/result.ts';

/** What set the run off, as far as it matters to a reader. */
export type Cause = 'push' | 'tag' | 'pull-request' | 'release' | 'workflow-run' | 'schedule' | 'manual' | 'deployment' | 'other';

export interface Person {
  /** On GitHub; '' where only a name is known. */
  login: string;
  /** As people write it; '' where only the login is known. */
  name: string;
}

export interface Commit {
  /** All its digits. */
  sha: string;
  /** The first line of its message. */
  title: string;
  author: Person;
  url: string;
}

/** The run that the news is about: this one, or the one that set it off. */
export interface BuildRun {
  workflow: string;
  /** As GitHub knows it; '' outside of Actions. */
  id: string;
  /** Counts the workflow's runs; '' outside of Actions. */
  number: string;
  url: string;
}

export type PullRequestEvent = 'opened' | 'reopened' | 'ready' | 'updated' | 'merged' | 'closed' | 'other';

export interface PullRequest {
  number: string;
  event: PullRequestEvent;
  draft: boolean;
  /** The branch it comes from, with the owner where that is another repository. */
  from: string;
  /** The branch it is for. */
  into: string;
  reviewers: Person[];
  assignees: Person[];
}

export interface Release {
  /** For the API; '' where the payload has none. */
  id: string;
  tag: string;
  preRelease: boolean;
  /** Is the repository, and so every picture in the notes, hidden from the public? */
  hidden: boolean;
}

export interface Deployment {
  environment: string;
  /** GitHub's own word: success, failure, error, inactive, in_progress, queued, pending. */
  state: string;
  /** Where it can be looked at; '' where nobody said. */
  siteUrl: string;
  logUrl: string;
}

/**
 * What GitHub tells of the run, in one form for every event. Every text is a stranger's: the title of a pull request is
 * whatever the owner of a fork wrote. So each is one line of visible characters (notes: several), and each address http or
 * https. Nothing in it is markup, whatever it looks like: who puts a text into markdown takes the markup out.
 */
export interface BuildContext {
  cause: Cause;
  /** `owner/name`; '' outside of Actions. */
  repository: string;
  repositoryUrl: string;
  /** What it is about: the commit's first line, the pull request's title, the release's name; '' where there is no such thing. */
  title: string;
  /** The page of it. */
  url: string;
  /** '' where there is none: of a release or a tag. */
  branch: string;
  /** '' where there is none. */
  tag: string;
  /** All digits of the commit's hash; '' where there is none. */
  sha: string;
  /** Who wrote it, or set it off. */
  author: Person;
  /** The first of those that were pushed, the oldest first; there may be more than these. */
  commits: Commit[];
  commitCount: number;
  /** The page that compares before and after; '' where there is nothing to compare. */
  compareUrl: string;
  /** What a person wrote about it, in GitHub's markdown: of a release or a pull request. */
  notes: string;
  run: BuildRun;
  pullRequest?: PullRequest;
  release?: Release;
  deployment?: Deployment;
  /** What the event itself says came of it: of a workflow that has ended, of a deployment. */
  result?: Result;
  /** Seconds that it took, where the event says so. */
  seconds?: number;
}
