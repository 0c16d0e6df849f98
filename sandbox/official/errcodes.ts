/**
 * The errcodes that the host of the Official Accounts answers with and the first words of their errmsg. Some numbers mean something else
 * than at WeCom's host.
 * Source: https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html
 */
const ERRMSG = new Map<number, string>([
  [40001, 'invalid credential, access_token is invalid or not latest'],
  [40002, 'invalid grant_type'],
  [40004, 'invalid media type'],
  [40005, 'invalid file type'],
  [40006, 'invalid media size'],
  [40007, 'invalid media_id'],
  [40009, 'invalid image size'],
  [40010, 'invalid voice size'],
  [40011, 'invalid video size'],
  [40012, 'invalid thumb size'],
  [40013, 'invalid appid'],
  [40014, 'invalid access_token'],
  [40033, 'invalid charset. please check your request, if include \\uxxxx will create fail'],
  [40097, 'invalid args'],
  [40114, 'invalid index value'],
  [40125, 'invalid appsecret'],
  [40137, 'invalid image format'],
  [40243, 'AppSecret has been frozen, please unfreeze it'],
  [41001, 'access_token missing'],
  [41002, 'appid missing'],
  [41004, 'appsecret missing'],
  [41005, 'media data missing'],
  [41006, 'media_id missing'],
  [42001, 'access_token expired'],
  [43001, 'require GET method'],
  [43002, 'require POST method'],
  [44001, 'empty media data'],
  [44002, 'empty post data'],
  [44003, 'empty news data'],
  [45002, 'content size out of limit'],
  [45003, 'title size out of limit'],
  [45004, 'description size out of limit'],
  [45005, 'url size out of limit'],
  [45007, 'playtime out of limit'],
  [45008, 'article size out of limit'],
  [45009, 'reach max api daily quota limit'],
  [45034, 'media file count is out of limit'],
  [45103, 'This API has been unsupported'],
  [45106, 'This API has been unsupported'],
  [45110, 'author size out of limit'],
  [45166, 'invalid content'],
  [47001, 'data format error'],
]);

/** Thrown where a request to the Official Accounts' host breaks a rule; becomes an answer of HTTP 200 with this errcode. */
export class AccountRefusal extends Error {
  readonly errcode: number;

  /** `errmsg` stands in the place of the usual words. */
  constructor(errcode: number, errmsg = ERRMSG.get(errcode) ?? 'error') {
    super(errmsg);
    this.errcode = errcode;
  }
}
