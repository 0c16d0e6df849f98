import type { BuildContext, Deployment } from '../../context/context.ts';
import { factsOf, inWords, linksOf, nameOf, personName, shortHash, sourceOf, toneOf } from '../news.ts';
import type { Circumstances, News } from '../news.ts';

/** A deployment: what is where, or is not. */
export function deploymentNews(context: BuildContext, { environment, state, siteUrl, logUrl }: Deployment, { words, seconds }: Circumstances): News {
  const { title, url, run, branch, tag, sha, author } = context;
  const { icon, tone } = toneOf(context.result, { icon: '🚀', tone: state === 'inactive' ? 'dim' : 'plain' });
  return {
    icon: state === 'success' ? '🚀' : icon,
    tone,
    name: nameOf(context),
    verdict: words.deployed(state),
    source: sourceOf(context),
    subject: title,
    url: context.result === 'failure' ? logUrl || url : url,
    facts: factsOf({ repository: context.repository, environment, branch, tag, commit: shortHash(sha), publisher: personName(author), duration: inWords(seconds, words) }),
    links: linksOf([
      // What was not deployed is not there to be looked at.
      { title: words.links.site, url: context.result === 'failure' ? '' : siteUrl },
      { title: words.links.log, url: logUrl },
      { title: words.links.run, url: run.url },
    ]),
  };
}
