import type { EventReader } from '../payload.ts';
import { authorOf } from './pull-request.ts';
import { tagUrl } from './push.ts';

export const readRelease: EventReader = (event, base) => {
  const release = event.part('release');
  const tag = release.line('tag_name') || base.tag;
  return {
    title: release.line('name') || tag,
    url: release.url('html_url') || (tag === '' ? base.run.url : tagUrl(base.repositoryUrl, tag)),
    branch: '',
    tag,
    author: authorOf(release.person('author'), base.author),
    notes: release.text('body'),
    release: {
      id: /^\d+$/.exec(release.line('id'))?.[0] ?? '',
      tag,
      preRelease: release.isTrue('prerelease'),
      hidden: event.part('repository').isTrue('private'),
    },
  };
};
