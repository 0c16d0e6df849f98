import type { Commit } from '../context.ts';
import { firstLine, hash } from '../payload.ts';
import type { EventReader, Part } from '../payload.ts';

/** A push to a branch, or of a tag. */
export const readPush: EventReader = (event, base) => {
  const head = event.part('head_commit');
  const pushed = event.parts('commits').map(commitOf);
  const pusher = event.person('sender').login || base.author.login;
  const one = commitOf(head);
  const { author } = one;
  return {
    ...(base.tag === '' ? {} : { cause: 'tag' as const }),
    title: one.title,
    url: base.tag === '' ? one.url || base.run.url : tagUrl(base.repositoryUrl, base.tag),
    sha: one.sha || base.sha,
    // The one who wrote it is known by name; who pushed it, when that is somebody else, by login alone.
    author: author.login === '' && author.name === '' ? { login: pusher, name: '' } : { login: author.login || pusher, name: author.name },
    commits: pushed,
    commitCount: event.count('commits'),
    compareUrl: pushed.length > 1 ? event.url('compare') : '',
  };
};

export const tagUrl = (repositoryUrl: string, tag: string): string => `${repositoryUrl}/releases/tag/${tag.split('/').map(encodeURIComponent).join('/')}`;

function commitOf(commit: Part): Commit {
  return { sha: hash(commit.line('id')), title: firstLine(commit.text('message')), author: commit.person('author'), url: commit.url('url') };
}
