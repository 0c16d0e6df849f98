/** What can be made to go wrong with a request. */

/**
 * - `reset-before`: RST as soon as the head of the request is here, nothing processed
 * - `reset-after`: processed, then RST
 * - `silence-before`, `silence-after`: not processed / processed, never answered
 * - `close-after`: processed, then the connection is closed in order, without an answer
 * - `status`: that HTTP status with a gateway's HTML page, or `body`
 * - `body`: HTTP 200 with exactly that text
 * - `errcode`: that errcode, not processed
 * - `slow`: waits, then processes and answers well, even when the client has gone meanwhile
 * - `redirect`: 302 or `status`, to `location`
 * - `cut-body`: processed, half of the answer, then the connection is closed
 * - `stall-body`: processed, half of the answer, then nothing
 * - `endless`: processed, then a chunked answer without an end, until the client goes
 */
export type FaultKind =
  | 'reset-before'
  | 'reset-after'
  | 'silence-before'
  | 'silence-after'
  | 'close-after'
  | 'status'
  | 'body'
  | 'errcode'
  | 'slow'
  | 'redirect'
  | 'cut-body'
  | 'endless'
  | 'stall-body';

export interface Fault {
  kind: FaultKind;
  /** The request path it applies to, such as `/cgi-bin/webhook/send`; absent = any API path. */
  path?: string;
  /** How many requests it strikes (1). */
  times?: number;
  /** How many matching requests pass first (0). */
  skip?: number;
  /** For `status` (required) and `redirect` (302). */
  status?: number;
  /** For `body` (required): the whole answer. For `status`: the page. */
  body?: string;
  /** For `status`, `body` and `redirect`: whether the request took effect before its answer was spoilt (false). */
  processed?: boolean;
  /** For `errcode` (required). */
  errcode?: number;
  /** For `errcode`: the whole errmsg, instead of the usual one. */
  errmsg?: string;
  /** For `slow` (required): milliseconds. */
  ms?: number;
  /** For `redirect` (required). */
  location?: string;
}
