/** How often WeCom lets itself be called, and how to wait. */

export interface RateSpec {
  messages: number;
  /** Milliseconds. */
  window: number;
  /** A clause for people: what WeCom does beyond it. */
  rule: string;
  source: string;
}

/**
 * Per robot. Whether WeCom's window is fixed or slides is not documented; a sliding one is the stricter, so staying under
 * it satisfies both.
 */
export const ROBOT_RATE: RateSpec = {
  messages: 20,
  window: 60_000,
  rule: 'WeCom takes 20 messages a minute from one robot',
  source: 'https://developer.work.weixin.qq.com/document/path/91770',
};

/** To each member, per application. What is more than that WeCom drops without a word, and answers as if it were shown. */
export const APP_RATE: RateSpec = {
  messages: 30,
  window: 60_000,
  rule: 'WeCom shows a member 30 messages a minute from one application and drops the others',
  source: 'https://developer.work.weixin.qq.com/document/path/90312',
};

/** To each member, from all group chats of an application. More is dropped as above. */
export const CHAT_RATE: RateSpec = {
  messages: 200,
  window: 60_000,
  rule: 'WeCom shows a member 200 messages a minute from the group chats of one application and drops the others',
  source: 'https://developer.work.weixin.qq.com/document/path/90248',
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
