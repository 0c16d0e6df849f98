import type { Problem } from '../errors.ts';

/** More lines than this help nobody, and a hostile message could hold millions of mistakes. */
const MAX_FINDINGS = 100;

export interface Findings {
  problems: Problem[];
  warnings: Problem[];
}

export interface Report {
  problem: (problem: Problem) => void;
  warning: (warning: Problem) => void;
  findings: () => Findings;
}

export function createReport(): Report {
  const problems = createList('problems');
  const warnings = createList('warnings');
  return { problem: problems.add, warning: warnings.add, findings: () => ({ problems: problems.all(), warnings: warnings.all() }) };
}

function createList(what: string): { add: (finding: Problem) => void; all: () => Problem[] } {
  const kept: Problem[] = [];
  let unlisted = 0;
  return {
    add: (finding) => {
      if (kept.length < MAX_FINDINGS) kept.push(finding);
      else unlisted += 1;
    },
    all: () => {
      if (unlisted === 0) return kept;
      const rest = { path: 'message', limit: `no ${what}`, actual: `${unlisted} more ${what} that are not listed`, fix: 'Correct those above first' };
      return [...kept, rest];
    },
  };
}
