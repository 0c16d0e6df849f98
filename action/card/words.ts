import type { Cause, PullRequestEvent } from '../context/context.ts';
import type { Result } from '../results/result.ts';

export type Language = 'en' | 'zh-CN';

/** What stands in front of a value. In a card's row only the first 5 characters are sure to be seen. */
export interface Label {
  card: string;
  markdown: string;
}

export type FactName = 'repository' | 'branch' | 'tag' | 'author' | 'starter' | 'publisher' | 'commit' | 'duration' | 'environment' | 'from' | 'into' | 'reviewers' | 'workflow';

export type LinkName = 'run' | 'commit' | 'compare' | 'pullRequest' | 'release' | 'site' | 'log';

/** Everything that the cards say of themselves, in one language. Verdicts stand behind the repository's name and a space. */
export interface Words {
  facts: Record<FactName, Label>;
  links: Record<LinkName, string>;
  /** What became of a build. */
  built: Record<Result, string>;
  /** What a build is about whose result nobody gave. */
  began: Record<Cause, string>;
  released: (tag: string) => string;
  /** Behind a tag. */
  preRelease: string;
  pullRequest: (number: string, event: PullRequestEvent, draft: boolean) => string;
  checked: (number: string, result: Result) => string;
  deployed: (state: string) => string;
  /** What a run is about that no commit set off. */
  started: { schedule: string; manual: string };
  /** Above the lists in a card. */
  commits: (count: number) => string;
  notes: string;
  jobs: (passed: number, all: number) => string;
  job: Record<Result, string>;
  more: (count: number) => string;
  by: (names: readonly string[]) => string;
  duration: (hours: number, minutes: number, seconds: number) => string;
  colon: string;
}
