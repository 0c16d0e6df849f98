import type { HttpFailure } from '../../core/ports.ts';

/** How far the request had come when it failed. */
export interface Progress {
  /** Its first byte may have left this machine. */
  begun: boolean;
  /** The server had begun to answer. */
  answered: boolean;
  /** A proxy is set for this target, so that what failed may have been the way to the proxy. */
  proxied: boolean;
}

interface Meaning {
  code?: string;
  reason: string;
  lasting?: boolean;
}

/** Milliseconds after which a connection that does not come about is given up, before the attempt's own deadline. */
export const CONNECT_TIMEOUT_MS = 10_000;

/** Errors of a request that never began: the system's own (https://nodejs.org/api/errors.html#common-system-errors) and undici's. */
const BEFORE: Record<string, Meaning> = {
  ECONNREFUSED: { reason: 'the connection was refused' },
  ECONNRESET: { reason: 'the connection was reset before the request was sent' },
  ENOTFOUND: { reason: 'the host name was not found' },
  EAI_AGAIN: { reason: 'the name server did not answer' },
  EHOSTUNREACH: { reason: 'the host cannot be reached from this machine' },
  ENETUNREACH: { reason: 'the network of the host cannot be reached from this machine' },
  ETIMEDOUT: { code: 'TIMEOUT', reason: 'the host did not accept a connection in time' },
  UND_ERR_CONNECT_TIMEOUT: { code: 'TIMEOUT', reason: `the host did not accept a connection within ${CONNECT_TIMEOUT_MS / 1000} seconds` },
  UND_ERR_PRX_CONN: { code: 'PROXY_CLOSED', reason: 'the proxy closed the connection instead of opening a tunnel' },
  ERR_TLS_CERT_ALTNAME_INVALID: { reason: 'the certificate is for another host name', lasting: true },
  UND_ERR_PRX_TLS: { code: 'ERR_TLS_CERT_ALTNAME_INVALID', reason: 'the certificate of the proxy is for another host name', lasting: true },
  CERT_HAS_EXPIRED: { reason: 'the certificate has expired', lasting: true },
  CERT_NOT_YET_VALID: { reason: "the certificate is not valid yet; this machine's clock may be wrong", lasting: true },
};

/** Errors of a request that had begun: what became of it is not known. */
const AFTER: Record<string, Meaning> = {
  ECONNRESET: { reason: 'the connection was reset' },
  EPIPE: { reason: 'the connection was closed while the request was being sent' },
  UND_ERR_SOCKET: { code: 'CONNECTION_CLOSED', reason: 'the connection was closed' },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: { code: 'CONNECTION_CLOSED', reason: 'the answer did not have the length it announced' },
  UND_ERR_HEADERS_OVERFLOW: { code: 'TOO_LARGE', reason: 'the headers of the answer were too long' },
};

/** OpenSSL's names for a certificate that is not trusted (https://nodejs.org/api/tls.html#x509-certificate-error-codes). */
const UNTRUSTED = /CERT|^UNABLE_TO_|^(?:INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH_EXCEEDED)$/;
const NO_TLS = /^(?:EPROTO$|ERR_SSL_|ERR_TLS_)/;
const TUNNEL_REFUSED = /^Proxy response \((\d{3})\)/;
const STABLE_CODE = /^[A-Z][A-Z0-9_]{1,59}$/;

/**
 * What a client library's error means. Every word of the result is this file's own: the messages of such errors quote
 * addresses, an address holds the key of a robot, and a proxy's address a password.
 */
export function failureOf(error: unknown, progress: Progress): HttpFailure {
  const { code, message } = partsOf(error);
  if (progress.begun) {
    const { reason, ...meaning } = AFTER[code] ?? unforeseen(code);
    return failure('maybe', code, { ...meaning, reason: `${reason} ${progress.answered ? 'in the middle of the answer' : 'before an answer came'}` });
  }
  const tunnel = TUNNEL_REFUSED.exec(message);
  if (tunnel !== null) return failure('no', code, tunnelRefused(Number(tunnel[1])));
  const { reason, ...meaning } = BEFORE[code] ?? connecting(code);
  return failure('no', code, { ...meaning, reason: progress.proxied ? `${reason} (a proxy is set in the environment)` : reason });
}

/** The attempt's own deadline has passed. */
export function timedOut(timeoutMs: number, progress: Progress): HttpFailure {
  const during = progress.answered ? 'the answer did not end' : progress.begun ? 'no answer came' : 'no connection came about';
  return failure(progress.begun ? 'maybe' : 'no', 'TIMEOUT', { reason: `${during} within ${Math.ceil(timeoutMs / 1000)} seconds` });
}

export function tooLarge(maxAnswerBytes: number): HttpFailure {
  return failure('maybe', 'TOO_LARGE', { reason: `the answer was longer than ${maxAnswerBytes} bytes` });
}

export function notKept(): HttpFailure {
  return failure('maybe', 'NOT_KEPT', { reason: 'the answer could not be written to the disk of this machine', lasting: true });
}

/** A request that cannot be made at all, however often it is tried. */
export function impossible(code: string, reason: string): HttpFailure {
  return failure('no', code, { reason, lasting: true });
}

function failure(reached: HttpFailure['reached'], code: string, meaning: Meaning): HttpFailure {
  return { kind: 'failure', reached, code: meaning.code ?? (STABLE_CODE.test(code) ? code : 'UNKNOWN'), reason: meaning.reason, lasting: meaning.lasting ?? false };
}

/** The proxy answered CONNECT with something else than 200. Its refusals (4xx) last; a 5xx is its trouble of the moment. */
function tunnelRefused(status: number): Meaning {
  if (status === 407) return { code: 'PROXY_AUTHENTICATION_REQUIRED', reason: 'the proxy asks for a user name and password, or refused the ones it was given (407)', lasting: true };
  return { code: 'PROXY_REFUSED', reason: `the proxy refused to open a tunnel (${status})`, lasting: status >= 400 && status < 500 };
}

function connecting(code: string): Meaning {
  if (UNTRUSTED.test(code)) return { reason: 'the certificate is not trusted by this machine', lasting: true };
  if (NO_TLS.test(code)) return { reason: 'no TLS connection could be agreed on; the port may not be one for https', lasting: true };
  return { reason: 'the connection could not be made' };
}

function unforeseen(code: string): Meaning {
  return { reason: code.startsWith('HPE_') ? 'the server sent something that is not HTTP' : 'the connection failed' };
}

function partsOf(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: '', message: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code, message: error.message };
}
