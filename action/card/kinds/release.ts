import type { BuildContext } from '../../context/context.ts';
import { factsOf, jobDetails, linksOf, nameOf, personName, sourceOf, toneOf } from '../news.ts';
import type { Circumstances, News } from '../news.ts';
import { plainLines, pictureIn } from '../plain-text.ts';

/** A release, or a tag that was pushed: what is new in it. A failure on the way is told in its place. */
export function releaseNews(context: BuildContext, { words, result, jobs }: Circumstances): News {
  const { tag, title, url, run, notes, author, release } = context;
  const failed = result === 'failure' || result === 'cancelled';
  const lines = plainLines(notes);
  const details = (failed ? jobDetails(jobs, words, run.url) : undefined) ?? (lines.length === 0 ? undefined : { title: words.notes, lines, url });
  const picture = release === undefined ? undefined : pictureIn(notes, release.hidden);
  return {
    ...(failed ? toneOf(result, PUBLISHED) : release?.preRelease === true ? FOR_TESTING : PUBLISHED),
    name: nameOf(context),
    verdict: failed ? `${tag} ${words.built[result]}` : words.released(tag),
    source: sourceOf(context),
    subject: title === tag ? '' : title,
    url: failed ? run.url : url,
    facts: factsOf({ repository: context.repository, tag: release?.preRelease === true ? tag + words.preRelease : tag, publisher: personName(author) }),
    ...(details === undefined ? {} : { details }),
    links: linksOf([
      { title: words.links.release, url },
      { title: words.links.run, url: run.url },
    ]),
    ...(picture === undefined || failed ? {} : { picture }),
  };
}

const PUBLISHED = { icon: '🎉', tone: 'good' } as const;
const FOR_TESTING = { icon: '🧪', tone: 'plain' } as const;
