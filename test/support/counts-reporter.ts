import type { Reporter, TestModule, TestSuite } from 'vitest/node';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Counts tests, and everything else that can go wrong as one failure each: a file that does not load, a hook that throws,
 * an error that nobody caught. Otherwise a broken run could close with "0 failed".
 */
function count(modules: readonly TestModule[], uncaught: number): Counts {
  const counts: Counts = { passed: 0, failed: uncaught, skipped: 0 };
  const countErrorsOf = (suite: TestModule | TestSuite): void => {
    if (suite.errors().length > 0) counts.failed += 1;
  };
  for (const module of modules) {
    countErrorsOf(module);
    for (const suite of module.children.allSuites()) countErrorsOf(suite);
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      // A test that never got to run (its hook failed, the run was interrupted) was not skipped by anyone's wish.
      counts[state === 'pending' ? 'failed' : state] += 1;
    }
  }
  return counts;
}

/** Closes a run with `N passed, N failed`, and `, N skipped` when some were, alone on the last line and without colour. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], uncaught: readonly unknown[]): void {
    const { passed, failed, skipped } = count(modules, uncaught.length);
    console.log(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
  }
}
