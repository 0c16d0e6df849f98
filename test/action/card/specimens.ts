import type { CardChoice, CardWishes } from '../../../action/card/card.ts';
import type { JobResult } from '../../../action/results/needs.ts';
import { EVENTS, deployment, pullRequest, release, workflowRun } from '../../support/github-events.ts';
import type { Event } from '../../support/github-events.ts';

export interface Specimen {
  /** Of its picture. */
  name: string;
  event: Event;
  wishes?: Partial<CardWishes>;
}

const MATRIX: readonly JobResult[] = [
  { name: 'lint', result: 'success' },
  { name: 'test', result: 'failure' },
  { name: 'build', result: 'success' },
  { name: 'deploy', result: 'skipped' },
];

const PICTURE = 'https://example.com/cards.png';

/** One card of each kind and state that people will see, in the order of the documentation. */
export const SPECIMENS: readonly Specimen[] = [
  { name: 'build-passed', event: EVENTS.push, wishes: { result: 'success', seconds: 192 } },
  { name: 'build-failed', event: EVENTS.pushOfOne, wishes: { result: 'failure', seconds: 47 } },
  { name: 'build-matrix', event: EVENTS.push, wishes: { result: 'failure', jobs: MATRIX, seconds: 611 } },
  { name: 'build-scheduled', event: EVENTS.schedule, wishes: { result: 'cancelled' } },
  { name: 'build-after-workflow', event: workflowRun('failure') },
  { name: 'release', event: EVENTS.release },
  { name: 'release-with-picture', event: release({ name: 'v1.2.0', body: `![Cards](${PICTURE})\n\n* Cards from the GitHub context\n* Archives keep their modes` }) },
  { name: 'pull-request-opened', event: EVENTS.pullRequest },
  { name: 'pull-request-checked', event: pullRequest('synchronize'), wishes: { result: 'failure', seconds: 75 } },
  { name: 'pull-request-merged', event: pullRequest('closed', { merged: true, title: 'Sort naturally', body: '' }) },
  { name: 'deployment-succeeded', event: EVENTS.deployment },
  { name: 'deployment-failed', event: deployment('failure', { description: 'The health check did not answer' }) },
];

export const AUTO: CardChoice = { kind: 'auto', markdown: false };
export const AUTO_MARKDOWN: CardChoice = { kind: 'auto', markdown: true };
