/**
 * What the core needs from its host, as small functions. The core itself touches no platform: a host passes its own HTTP,
 * clock and log in, a test passes a clock it can turn.
 */

import type { WeComError } from './errors.ts';

/** One file of a multipart body. The transport frames it; {@link file://./multipart.ts} writes the part's head. */
export interface MediaPart {
  /** The name the group will see; already made safe by `safeFilename`. */
  filename: string;
  contentType: string;
  bytes: Uint8Array;
}

/** A text beside the file of a multipart body. */
export interface TextPart {
  name: string;
  value: string;
}

export type RequestBody =
  | { kind: 'json'; text: string }
  /** The text follows the file. */
  | { kind: 'media'; part: MediaPart; text?: TextPart };

export interface HttpRequest {
  method: 'GET' | 'POST';
  /** Holds the secret. A transport must never put it into a failure, an error or a log. */
  url: string;
  body?: RequestBody;
  headers?: Record<string, string>;
  /**
   * Only where the host itself adds the credential to the address: 'renewed' = the one it has was refused, and it must not
   * use that again; 'none' = the address is not one of the API, and must not be told any.
   */
  credential?: 'current' | 'renewed' | 'none';
  /** Milliseconds for the whole attempt: connecting, sending, and reading the answer to its last byte. */
  timeoutMs: number;
  /** Bytes of answer after which reading stops with a failure. */
  maxAnswerBytes: number;
  /**
   * true = on a connection of its own. A kept-alive socket that the server has just closed cannot be told from a lost
   * answer, and a send must not become ambiguous for the sake of a handshake.
   */
  freshConnection: boolean;
}

export interface HttpAnswer {
  kind: 'answer';
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface HttpFailure {
  kind: 'failure';
  /** 'no' only when the request provably did not get there: refused, name not found, no TLS, no proxy tunnel. */
  reached: 'no' | 'maybe';
  /** Stable, for programs: ECONNREFUSED, TIMEOUT, CERT_HAS_EXPIRED … */
  code: string;
  /** For people, without URL or secret; a clause such as "the connection was refused". */
  reason: string;
  /** true = trying again cannot help (certificate, proxy sign-in). */
  lasting: boolean;
}

/** Nothing was sent, because the host could not get the credential that the request needs. */
export interface HttpRefusal {
  kind: 'refusal';
  error: WeComError;
}

export type HttpResult = HttpAnswer | HttpFailure | HttpRefusal;

export type LogLevel = 'debug' | 'info' | 'warning';

export interface Ports {
  /** Never follows a redirect, never throws. */
  http: (request: HttpRequest) => Promise<HttpResult>;
  clock: {
    /** Milliseconds since 1970. May jump: only for times that leave this machine. */
    now: () => number;
    /** Milliseconds from any start. Never jumps: for waits, deadlines and windows. */
    steady: () => number;
  };
  sleep: (ms: number) => Promise<void>;
  /** 0 ≤ n < 1. */
  random: () => number;
  /** Lines come without secrets; the host still has to keep them from being read as its own commands. */
  log: (level: LogLevel, line: string) => void;
}
