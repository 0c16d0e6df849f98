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
  [45002, 'message content out of limit'],
  [45007, 'voice time out of limit'],
  [45008, 'article count out of limit'],
  [45009, 'api freq out of limit'],
  [45032, 'author out of limit'],
  [45033, 'api concurrent out of limit'],
  [45034, 'url must have a scheme'],
  [48002, 'api forbidden for this application'],
  [48009, 'api forbidden for contact assistant'],
  [60003, 'department not found'],
  [60011, 'no privilege to access/modify contact/party/agent'],
  [60020, 'not allow to access from your ip'],
  [60123, 'invalid party id'],
  [60140, 'invalid response_code'],
  [81013, 'user & party & tag all invalid'],
  [82001, 'all recipients are empty'],
  [82002, 'party list too long'],
  [82003, 'tag list too long'],
  [86001, 'invalid chatid'],
  [86003, 'chatid not exist'],
  [86006, 'invalid member count'],
  [86007, 'invalid chat member'],
  [86008, 'chat does not belong to this application'],
  [86215, 'chatid exists'],
  [86216, 'chat member does not exist'],
  [90200, 'missing mini program appid'],
  [90201, 'content_item count out of limit'],
  [90202, 'content_item key missing or too long'],
  [90203, 'content_item value missing or too long'],
  [90204, 'invalid mini program page'],
  [93000, 'invalid webhook url'],
  [93004, 'robot is disabled'],
  [301002, 'access_token does not belong to this agentid'],
  [301016, 'invalid voice data'],
  [301017, 'voice must be amr'],
  [301019, 'md5 does not match'],
  [830001, 'the url is invalid or does not support Range'],
  [830002, 'file or range is larger than 20 MB'],
  [830003, 'the url could not be downloaded'],
]);

/** The first words of an errmsg. */
export const errmsgOf = (errcode: number): string => ERRMSG.get(errcode) ?? 'error';

/** Thrown where a request breaks a rule; becomes an answer of HTTP 200 with this errcode. */
export class Refusal extends Error {
  readonly errcode: number;
  /** What the answer has beside its errcode. */
  readonly fields: Record<string, unknown>;

  /** `detail` says which part of the request it is about, in front of the usual words. */
  constructor(errcode: number, detail?: string, fields: Record<string, unknown> = {}) {
    super(detail === undefined ? errmsgOf(errcode) : `${detail}. ${errmsgOf(errcode)}`);
    this.errcode = errcode;
    this.fields = fields;
  }
}
