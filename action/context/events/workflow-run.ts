import { resultOfConclusion } from '../../results/result.ts';
import { firstLine, hash } from '../payload.ts';
import type { EventReader, Part } from '../payload.ts';
import { authorOf } from './pull-request.ts';

/** A workflow that follows another one speaks of that one: its run, its branch, its result. */
export const readWorkflowRun: EventReader = (event, base) => {
  const run = event.part('workflow_run');
  const commit = run.part('head_commit');
  const url = run.url('html_url') || base.run.url;
  const sha = hash(run.line('head_sha')) || base.sha;
  const result = resultOfConclusion(run.line('conclusion'));
  const seconds = secondsBetween(run.time('run_started_at'), run.time('updated_at'));
  const name = commit.part('author').line('name');
  return {
    title: run.line('display_title') || firstLine(commit.text('message')),
    url: sha === '' ? url : `${base.repositoryUrl}/commit/${sha}`,
    branch: run.line('head_branch') || base.branch,
    tag: '',
    sha,
    author: authorOf({ login: actorOf(run), name }, base.author),
    run: { workflow: run.line('name') || event.part('workflow').line('name') || base.run.workflow, id: run.line('id') || base.run.id, number: run.line('run_number') || base.run.number, url },
    ...(result === undefined ? {} : { result }),
    ...(seconds === undefined ? {} : { seconds }),
  };
};

const actorOf = (run: Part): string => run.person('triggering_actor').login || run.person('actor').login;

/** Whole seconds from one moment to a later one; clocks that disagree have nothing to say. */
export function secondsBetween(from: number | undefined, until: number | undefined): number | undefined {
  if (from === undefined || until === undefined || until < from) return undefined;
  return Math.round((until - from) / 1000);
}
