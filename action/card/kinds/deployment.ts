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
    verdict: words.deployed(environment || '?', state),
    source: sourceOf(context),
    subject: title,
    url: context.result === 'failure' ? logUrl || url : url,
    facts: factsOf({ environment, branch, tag, commit: shortHash(sha), author: personName(author), duration: inWords(seconds, words) }),
    links: linksOf([
      { title: words.links.site, url: siteUrl },
      { title: words.links.log, url: logUrl },
      { title: words.links.run, url: run.url },
    ]),
  };
}
