/**
 * The errcodes this sandbox answers with and the first words of their errmsg.
 * Source: https://developer.work.weixin.qq.com/document/path/90313
 */
const ERRMSG = new Map<number, string>([
  [-1, 'system busy'],
  [40001, 'invalid credential'],
  [40004, 'invalid media file type'],
  [40005, 'invalid type parameter'],
  [40006, 'invalid media size'],
  [40007, 'invalid media_id'],
  [40008, 'invalid message type'],
  [40009, 'invalid image size'],
  [40011, 'invalid video size'],
  [40013, 'invalid corpid'],
  [40014, 'invalid access_token'],
  [40031, 'invalid userid list'],
  [40032, 'userid list too long'],
  [40033, 'invalid charset'],
  [40039, 'url too long'],
  [40056, 'invalid agentid'],
  [40058, 'invalid Request Parameter'],
  [40066, 'invalid party list'],
  [40068, 'invalid tagid'],
  [40074, 'news cannot be safe'],
  [41001, 'access_token missing'],
  [41002, 'corpid missing'],
  [41004, 'corpsecret missing'],
  [41006, 'missing media_id'],
  [41010, 'missing url'],
  [41011, 'missing agentid'],
  [41016, 'missing title'],
  [41033, 'missing description'],
  [42001, 'access_token expired'],
  [43012, 'application has no callback url'],
  [44001, 'empty media data'],
  [44004, 'empty content'],
  [45001, 'media size out of limit'],
  [45007, 'voice time out of limit'],
  [45008, 'article count out of limit'],
  [45009, 'api freq out of limit'],
  [45033, 'api concurrent out of limit'],
  [45034, 'url must have a scheme'],
  [60020, 'not allow to access from your ip'],
  [81013, 'user & party & tag all invalid'],
  [82001, 'all recipients are empty'],
  [82002, 'party list too long'],
  [82003, 'tag list too long'],
  [93000, 'invalid webhook url'],
  [93004, 'robot is disabled'],
  [301002, 'access_token does not belong to this agentid'],
  [301016, 'invalid voice data'],
  [301017, 'voice must be amr'],
  [301019, 'md5 does not match'],
  [830002, 'file or range is larger than 20 MB'],
]);

/** The first words of an errmsg. */
export const errmsgOf = (errcode: number): string => ERRMSG.get(errcode) ?? 'error';

/** Thrown where a request breaks a rule; becomes an answer of HTTP 200 with this errcode. */
export class Refusal extends Error {
  readonly errcode: number;

  /** `detail` says which part of the request it is about, in front of the usual words. */
  constructor(errcode: number, detail?: string) {
    super(detail === undefined ? errmsgOf(errcode) : `${detail}. ${errmsgOf(errcode)}`);
    this.errcode = errcode;
  }
}
