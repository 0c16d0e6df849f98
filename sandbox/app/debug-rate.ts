const MOST_CALLS = 5;
const WINDOW_MS = 60_000;

/**
 * Calls with `debug=1` in the query, which switches on longer errors and allows few calls: whoever leaves it on finds out here.
 * Source: https://developer.work.weixin.qq.com/document/path/90313
 */
export class DebugRate {
  #calls: number[] = [];

  /** Whether there were too many such calls in the last minute. `now` in milliseconds since 1970. */
  isOver(query: URLSearchParams, now: number): boolean {
    if (query.get('debug') !== '1') return false;
    this.#calls = [...this.#calls.filter((at) => now - at < WINDOW_MS), now].slice(-MOST_CALLS - 1);
    return this.#calls.length > MOST_CALLS;
  }

  reset(): void {
    this.#calls = [];
  }
}
