/** The sandbox's programmatic face: what tests, the demo and the benchmark build on. */

export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Milliseconds since 1970. Rate windows and media lives are counted on this clock. */
  now?: () => number;
  /** How many robots stand ready at the start, at least 1 (the default). */
  robots?: number;
}

export interface Robot {
  /** Unique in one sandbox; stands for the key wherever the sandbox shows its state. */
  name: string;
  /** The robot's only credential. */
  key: string;
  webhook: string;
}

export interface Sandbox {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  baseUrl: string;
  robots: Robot[];
  /** @throws Error when the name is taken, blank or longer than 64 characters. */
  addRobot: (name?: string) => Robot;
  /** A disabled robot answers errcode 93004. @throws Error when there is no robot of that name. */
  setDisabled: (robot: string, disabled: boolean) => void;
  /** Queues a fault. @throws Error when the fault is not complete, naming what is missing. */
  script: (fault: Fault) => void;
  /** A copy: what is done to it does not reach the sandbox. */
  state: () => SandboxState;
  /** Forgets messages, media, requests, faults and rate windows. Robots stay, and are enabled again. */
  reset: () => void;
  /** Destroys every open connection at once and frees the port. */
  close: () => Promise<void>;
}

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

export interface RequestRecord {
  method: string;
  path: string;
  /** The key is replaced by the robot's name. */
  query: Record<string, string>;
  headers: Record<string, string>;
  /** The header lines of the multipart part, exactly as received, each byte as one character (latin1), without the blank line. */
  rawHead?: string;
  /** How much of the body arrived. */
  bodyBytes: number;
  /** When the head of the request arrived, milliseconds since 1970. */
  at: number;
  /** 1, 2, 3 …: requests with the same number shared a connection. */
  connection: number;
}

export interface MessageRecord {
  /** The robot's name. */
  robot: string;
  msgtype: string;
  /** The JSON as the group is shown it: as accepted, but with a news article's over-long title and description cut. */
  message: Record<string, unknown>;
  /** Milliseconds since 1970. */
  at: number;
  /** Of the request's body. */
  bytes: number;
}

export interface MediaRecord {
  media_id: string;
  /** The robot's name. */
  robot: string;
  type: string;
  filename: string;
  /** Bytes. */
  size: number;
  sha256: string;
  /** Seconds since 1970. */
  created_at: number;
  contentType: string;
  /** As in a request's record. */
  rawHead: string;
  /** What WeCom documents but does not enforce and this upload did not do; empty when all is well. */
  remarks: string[];
}

/** What reached the sandbox, and what of it was processed. A robot's key stands nowhere in it. */
export interface SandboxState {
  /** Every API request whose head arrived. */
  requests: RequestRecord[];
  /** Only what was processed: what the group sees. */
  messages: MessageRecord[];
  /** Only what was processed. */
  media: MediaRecord[];
}
