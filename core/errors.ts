/** One thing wrong with what the user gave, found before the first request. */
export interface Problem {
  /** Where: an input's name (`webhook`), a file, or a path in a message (`news.articles[0].title`). */
  path: string;
  /** What is allowed, with its unit: "at most 2048 bytes". */
  limit: string;
  /** What was there: "2049 bytes". Never a secret. */
  actual: string;
  /** What to do, as a sentence without the final period. */
  fix: string;
}

export interface ErrorFacts {
  /** What happened, without the final period. */
  message: string;
  /** What to do, without the final period. */
  fix: string;
  /** The vendor's page about it. */
  page?: string;
}

/**
 * Everything this project throws or reports. `message` is the whole sentence for a person; `code` is stable for programs.
 * There is no `cause`: the errors of HTTP clients and URL parsers carry the address, and the address carries the secret.
 */
export class WeComError extends Error {
  readonly code: string;
  /** The first sentence: what happened. */
  readonly what: string;
  readonly fix: string;
  readonly page: string | undefined;

  constructor(code: string, { message, fix, page }: ErrorFacts) {
    super(`${message}.${fix.startsWith('\n') ? '' : ' '}${fix}.${page === undefined ? '' : ` See ${page}`}`);
    this.name = new.target.name;
    this.code = code;
    this.what = `${message}.`;
    this.fix = fix;
    this.page = page;
  }
}

/** Also of an error that another copy of this code has made: two bundles in one process have two classes of this name. */
export function isWeComError(error: unknown): error is WeComError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'fix' in error && typeof error.fix === 'string';
}

/** The input cannot work. Lists every problem, and nothing was sent. */
export class InvalidInputError extends WeComError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const lines = problems.map(({ path, limit, actual, fix }) => `\n- ${path}: ${actual}, allowed is ${limit}. ${fix}`);
    super('invalid-input', {
      message: `Nothing was sent, because ${problems.length === 1 ? '1 problem was' : `${problems.length} problems were`} found in what was given`,
      fix: lines.join('.'),
    });
    this.problems = problems;
  }
}

/** WeCom answered, and the answer is no. Certain: nothing was delivered. */
export class RejectedError extends WeComError {
  readonly errcode: number;
  readonly errmsg: string;

  constructor(errcode: number, errmsg: string, facts: ErrorFacts) {
    super('rejected', facts);
    this.errcode = errcode;
    this.errmsg = errmsg;
  }
}

/** The request provably did not get to WeCom, or was answered by something that is not WeCom's API. */
export class TransportError extends WeComError {}

/** The request may have got there, and its answer was lost or cannot be read. */
export class UnknownOutcomeError extends WeComError {}
