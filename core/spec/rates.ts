/** How often WeCom lets itself be called, and how to wait. */

export interface RateSpec {
  messages: number;
  /** Milliseconds. */
  window: number;
  source: string;
}

/**
 * Per robot. Whether WeCom's window is fixed or slides is not documented; a sliding one is the stricter, so staying under
 * it satisfies both.
 */
export const ROBOT_RATE: RateSpec = {
  messages: 20,
  window: 60_000,
  source: 'https://developer.work.weixin.qq.com/document/path/91770',
};

/** Milliseconds between two questions whether WeCom has fetched a file: the wait doubles up to the longest. A job takes up to an hour. */
export const POLL = { firstWait: 1000, longestWait: 15_000 } as const;

/**
 * The vendor asks for at most three tries, and only of failures of the system. A minute's limit is lifted a minute after
 * it was hit; there is no Retry-After to go by.
 */
export const RETRY = {
  attempts: 3,
  /** Milliseconds before the second attempt; doubles for each one after it, then a random 50–100 % of that. */
  firstWait: 500,
  /** Milliseconds after 45009, once. Up to a tenth more at random, so that waiting jobs do not come back together. */
  rateWait: 61_000,
  source: 'https://developer.work.weixin.qq.com/document/path/90313',
} as const;
