import type { Person, PullRequestEvent } from '../context.ts';
import { hash } from '../payload.ts';
import type { EventReader, Part } from '../payload.ts';

const EVENTS: Readonly<Record<string, PullRequestEvent>> = {
  opened: 'opened',
  reopened: 'reopened',
  ready_for_review: 'ready',
  synchronize: 'updated',
  closed: 'closed',
};

/** Also of `pull_request_target`, where the branch of the run is the one that the pull request is for. */
export const readPullRequest: EventReader = (event, base) => {
  const request = event.part('pull_request');
  const [head, into] = [request.part('head'), request.part('base')];
  const action = event.line('action');
  const known = Object.hasOwn(EVENTS, action) ? EVENTS[action] : undefined;
  const from = head.line('ref');
  const foreign = head.part('repo').line('full_name') !== into.part('repo').line('full_name');
  const shownFrom = foreign ? head.line('label') || from : from;
  return {
    title: request.line('title'),
    url: request.url('html_url') || base.run.url,
    branch: from || base.branch,
    sha: hash(head.line('sha')) || base.sha,
    author: authorOf(request.person('user'), base.author),
    notes: request.text('body'),
    pullRequest: {
      number: request.line('number') || event.line('number'),
      event: known === 'closed' && request.isTrue('merged') ? 'merged' : (known ?? 'other'),
      draft: request.isTrue('draft'),
      from: shownFrom || base.branch,
      into: into.line('ref'),
      reviewers: people(request, 'requested_reviewers'),
      assignees: people(request, 'assignees'),
    },
  };
};

export const authorOf = (person: Person, otherwise: Person): Person => (person.login === '' && person.name === '' ? otherwise : person);

const people = (request: Part, name: string): Person[] =>
  request
    .parts(name)
    .map((person) => ({ login: person.line('login'), name: person.line('name') }))
    .filter(({ login }) => login !== '');
