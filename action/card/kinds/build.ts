import type { BuildContext } from '../../context/context.ts';
import { factsOf, inWords, jobDetails, linksOf, nameOf, personName, shortHash, sourceOf, toneOf } from '../news.ts';
import type { Circumstances, Details, News } from '../news.ts';

/** A run: what came of it, and which commits it was about. */
export function buildNews(context: BuildContext, { words, result, jobs, seconds }: Circumstances): News {
  const { run, title, branch, tag, sha, author, compareUrl, url } = context;
  const commitUrl = sha === '' ? '' : `${context.repositoryUrl}/commit/${sha}`;
  const commits = commitDetails(context, words);
  const details = jobDetails(jobs, words, run.url) ?? commits;
  const byHand = context.cause === 'schedule' || context.cause === 'manual' ? context.cause : undefined;
  return {
    ...toneOf(result, { icon: '🔔', tone: 'plain' }),
    name: nameOf(context),
    verdict: result === undefined ? words.began[context.cause] : words.built[result],
    source: sourceOf(context),
    // The list of commits begins with what would stand here.
    subject: details !== undefined && details === commits ? '' : title || (byHand === undefined || result === undefined ? '' : words.started[byHand]),
    url: run.url,
    facts: factsOf({ repository: context.repository, branch, tag, commit: shortHash(sha), [byHand === undefined ? 'author' : 'starter']: personName(author), duration: inWords(seconds, words) }),
    ...(details === undefined ? {} : { details }),
    links: linksOf([
      { title: words.links.run, url: run.url },
      compareUrl === '' ? { title: words.links.commit, url: commitUrl } : { title: words.links.compare, url: compareUrl },
      ...(context.cause === 'pull-request' ? [{ title: words.links.pullRequest, url }] : []),
    ]),
  };
}

/** The newest first, as people look for what broke. One commit is the subject itself. */
function commitDetails({ commits, commitCount, compareUrl }: BuildContext, words: Circumstances['words']): Details | undefined {
  if (commits.length < 2) return undefined;
  const lines = commits.toReversed().map(({ title }) => `• ${title}`);
  const more = commitCount - commits.length;
  return { title: words.commits(commitCount), lines: more > 0 ? [...lines, words.more(more)] : lines, url: compareUrl };
}
