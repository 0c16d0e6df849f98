/** What tests and other programs see of Official Accounts. */

/** An Official Account with the credentials that the sandbox accepts. */
export interface AccountFace {
  /** Unique in one sandbox, also among robots and applications; stands for secret and tokens wherever the sandbox shows its state. */
  name: string;
  appid: string;
  appsecret: string;
}

/** What is true of an Official Account. */
export interface AccountSettings {
  /** Whether its secret is frozen, which gives errcode 40243 in the place of a token (false). */
  secretFrozen: boolean;
  /** How many pictures and articles it may keep, taken together (100 000). */
  mostPictures: number;
  /** How many voices, videos and thumbs it may keep, taken together (1000). */
  mostOthers: number;
}

/** What an Official Account keeps until it deletes it. */
export interface MaterialRecord {
  media_id: string;
  /** The account's name. */
  account: string;
  type: 'image' | 'voice' | 'video' | 'thumb' | 'news';
  /** Of a file, the name it was uploaded under. */
  name: string;
  contentType: string;
  /** As in a request's record. */
  rawHead: string;
  /** Bytes. */
  size: number;
  sha256: string;
  /** Seconds since 1970. */
  update_time: number;
  /** Of a picture: where it is. */
  url?: string;
  /** Of a video. */
  title?: string;
  /** Of a video. */
  introduction?: string;
  /** Of articles. */
  news_item?: Record<string, unknown>[];
}

/** Articles that an Official Account has not published. */
export interface DraftRecord {
  media_id: string;
  /** The account's name. */
  account: string;
  /** As they are kept: with every field, without scripts and foreign pictures. */
  articles: Record<string, unknown>[];
  /** Seconds since 1970. */
  create_time: number;
  /** Seconds since 1970. */
  update_time: number;
}
