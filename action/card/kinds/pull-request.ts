import type { BuildContext, PullRequest } from '../../context/context.ts';
import { factsOf, inWords, jobDetails, linksOf, nameOf, personName, sourceOf, toneOf } from '../news.ts';
import type { Circumstances, News } from '../news.ts';
import { plainLines } from '../plain-text.ts';

/** A pull request: what happened to it or, where a result is given, what its checks say. */
export function pullRequestNews(context: BuildContext, request: PullRequest, { words, result, jobs, seconds }: Circumstances): News {
  const { title, url, run, notes, author } = context;
  const { number, event, draft, from, into, reviewers } = request;
  const lines = result === undefined ? plainLines(notes) : [];
  const details = jobDetails(jobs, words, run.url) ?? (lines.length === 0 ? undefined : { title: '', lines, url });
  return {
    ...toneOf(result, event === 'merged' ? { icon: '🟣', tone: 'good' } : event === 'closed' ? { icon: '🚫', tone: 'dim' } : { icon: '🔀', tone: 'plain' }),
    name: nameOf(context),
    verdict: result === undefined ? words.pullRequest(number, event, draft) : words.checked(number, result),
    source: sourceOf(context),
    subject: title,
    url: result === 'failure' ? run.url : url,
    facts: factsOf({ repository: context.repository, from, into, starter: personName(author), reviewers: words.by(reviewers.map(personName)), duration: inWords(result === undefined ? undefined : seconds, words) }),
    ...(details === undefined ? {} : { details }),
    links: linksOf([
      { title: words.links.pullRequest, url },
      { title: words.links.run, url: run.url },
    ]),
  };
}
