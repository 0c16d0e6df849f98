import type { Words } from '../words.ts';

const count = (amount: number, one: string): string => `${amount} ${one}${amount === 1 ? '' : 's'}`;

export const EN: Words = {
  facts: {
    repository: { card: 'Repo', markdown: 'Repository' },
    branch: { card: 'Ref', markdown: 'Branch' },
    tag: { card: 'Tag', markdown: 'Tag' },
    author: { card: 'By', markdown: 'By' },
    starter: { card: 'By', markdown: 'By' },
    publisher: { card: 'By', markdown: 'By' },
    commit: { card: 'SHA', markdown: 'Commit' },
    duration: { card: 'Took', markdown: 'Took' },
    environment: { card: 'Env', markdown: 'Environment' },
    from: { card: 'From', markdown: 'From' },
    into: { card: 'Into', markdown: 'Into' },
    reviewers: { card: 'Asked', markdown: 'Review asked of' },
    workflow: { card: 'Run', markdown: 'Run' },
  },
  links: { run: 'View run', commit: 'View commit', compare: 'See changes', pullRequest: 'Open PR', release: 'Get it', site: 'Open it', log: 'View log' },
  built: { success: 'passed', failure: 'failed', cancelled: 'cancelled', skipped: 'skipped' },
  began: {
    push: 'was pushed to',
    tag: 'was tagged',
    'pull-request': 'has a pull request',
    release: 'was released',
    'workflow-run': 'ran',
    schedule: 'scheduled run',
    manual: 'manual run',
    deployment: 'is deployed',
    other: 'ran',
  },
  released: (tag) => tag,
  preRelease: ' (pre-release)',
  pullRequest: (number, event, draft) => {
    const what = { opened: 'opened', reopened: 'reopened', ready: 'ready', updated: 'updated', merged: 'merged', closed: 'closed', other: 'changed' }[event];
    return `#${number} ${draft && event !== 'merged' && event !== 'closed' ? 'draft' : what}`;
  },
  checked: (number, result) => `#${number} ${EN.built[result]}`,
  deployed: (state) => {
    switch (state) {
      case 'success':
        return 'deployed';
      case 'failure':
      case 'error':
        return 'not deployed';
      case 'inactive':
        return 'taken down';
      default:
        return 'deploying';
    }
  },
  started: { schedule: 'Scheduled run', manual: 'Run by hand' },
  commits: (amount) => count(amount, 'commit'),
  notes: 'What is new',
  jobs: (passed, all) => (passed === all ? `All ${count(all, 'job')} passed` : `${passed} of ${count(all, 'job')} passed`),
  job: { success: 'passed', failure: 'failed', cancelled: 'cancelled', skipped: 'skipped' },
  more: (amount) => `… and ${amount} more`,
  by: (names) => names.join(', '),
  duration: (hours, minutes, seconds) => {
    if (hours > 0) return `${hours} h ${minutes} min`;
    return minutes > 0 ? `${minutes} min ${seconds} s` : `${seconds} s`;
  },
  colon: ': ',
};
