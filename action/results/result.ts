/** What came of a job. GitHub's own four words: https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#needs-context */
export const RESULTS = ['success', 'failure', 'cancelled', 'skipped'] as const;

export type Result = (typeof RESULTS)[number];

/**
 * The result that the conclusion of a workflow's run amounts to; undefined for a word that GitHub has added since.
 * "neutral" failed nowhere; one that waits for somebody's approval has not run.
 *
 * @see https://docs.github.com/en/rest/actions/workflow-runs
 */
export function resultOfConclusion(conclusion: string): Result | undefined {
  switch (conclusion) {
    case 'success':
    case 'neutral':
      return 'success';
    case 'failure':
    case 'timed_out':
    case 'startup_failure':
      return 'failure';
    case 'cancelled':
    case 'stale':
      return 'cancelled';
    case 'skipped':
    case 'action_required':
      return 'skipped';
    default:
      return undefined;
  }
}
