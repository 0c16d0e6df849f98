import { WeComError } from '../errors.ts';

/** What exactly was wrong. For logs of one's own and for tests; it holds no secret and never goes to whoever sent the request. */
export type RefusalDetail =
  | 'bad-query'
  | 'bad-envelope'
  | 'too-large'
  | 'bad-signature'
  | 'stale'
  | 'bad-cipher'
  | 'bad-padding'
  | 'bad-length'
  | 'bad-receiveid'
  | 'bad-content';

/** Of a document that cannot be read: the envelope, or what was decrypted from it. */
export type Unreadable = 'bad-envelope' | 'bad-content';

interface Kind {
  /** The HTTP status to answer with, and nothing else: an empty body. */
  status: 400 | 401 | 413;
  message: string;
  fix: string;
}

/*
 * Everything that depends on the token or the key looks the same from outside, whatever the detail.
 *
 * The attack: the signature is made with the token alone. Whoever has come by the token, but not by the key, and has recorded a
 * packet, signs copies of it with changed bytes. If a wrong padding were answered otherwise than a wrong receiveid or a text that
 * is no XML, a few hundred answers per byte would read the packet out (a padding oracle, or the same trick with well-formedness),
 * and then forge others. So a failure to decrypt after a right signature, and a decrypted text that cannot be read, are both
 * "not verified", like a wrong signature. What is left is that an accepted packet differs from a refused one, which only a secret
 * token helps against.
 */
const NOT_VERIFIED: Kind = {
  status: 401,
  message: 'A callback was refused, because it could not be verified',
  fix: 'If it came from WeCom, compare Token, EncodingAESKey and receive id with the page in the admin console where the URL was entered',
};

const MALFORMED: Kind = {
  status: 400,
  message: 'A callback was refused, because it is not of the form that WeCom sends',
  fix: 'Check what stands between WeCom and here: it must pass query and body on as they are',
};

const TOO_LARGE: Kind = {
  status: 413,
  message: 'A callback was refused, because it is larger than any that WeCom sends',
  fix: 'If it came from WeCom, raise the limit',
};

const KINDS = {
  'bad-query': MALFORMED,
  'bad-envelope': MALFORMED,
  'too-large': TOO_LARGE,
  'bad-signature': NOT_VERIFIED,
  stale: NOT_VERIFIED,
  'bad-cipher': NOT_VERIFIED,
  'bad-padding': NOT_VERIFIED,
  'bad-length': NOT_VERIFIED,
  'bad-receiveid': NOT_VERIFIED,
  'bad-content': NOT_VERIFIED,
} as const satisfies Record<RefusalDetail, Kind>;

const CODES = { 400: 'callback-malformed', 401: 'callback-not-verified', 413: 'callback-too-large' } as const;

/** The only thing that reading a callback throws. `message` and `status` are alike for all details of a kind. */
export class CallbackRefusal extends WeComError {
  readonly status: 400 | 401 | 413;
  readonly detail: RefusalDetail;
  /** A clause for one's own log about the detail, without anything that the sender wrote. */
  readonly explanation: string;

  constructor(detail: RefusalDetail, explanation: string) {
    const { status, message, fix } = KINDS[detail];
    super(CODES[status], { message, fix, page: 'https://developer.work.weixin.qq.com/document/path/90930' });
    this.status = status;
    this.detail = detail;
    this.explanation = explanation;
  }
}
