/** What the sandbox remembers and shows of media. */

export interface MediaRecord {
  media_id: string;
  /** The robot's name, where a robot uploaded it. */
  robot?: string;
  /** The corp whose applications may use it, where an application uploaded it. */
  corpid?: string;
  /** The application that uploaded it. */
  agentid?: number;
  /** The Official Account's name, where one uploaded it. */
  account?: string;
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
  /** How else than by an upload it came: recorded in a page through the JS-SDK, fetched from an address, or sent by a member. */
  origin?: 'jssdk' | 'url' | 'member';
}

/** A picture that was uploaded to be named in an article. */
export interface ImageRecord {
  /** Where it is, on the sandbox itself. */
  url: string;
  corpid?: string;
  /** The application that uploaded it. */
  agentid?: number;
  /** The Official Account's name, where one uploaded it. */
  account?: string;
  filename: string;
  contentType: string;
  /** As in a request's record. */
  rawHead: string;
  /** Bytes. */
  size: number;
  sha256: string;
}

/** Something to be fetched from an address, and how far it has come. */
export interface UrlJobRecord {
  jobid: string;
  corpid: string;
  /** The application that asked for it. */
  agentid: number;
  type: 'video' | 'file';
  filename: string;
  /** Without its query, which is where a storage signs its addresses. */
  url: string;
  /** 1 running, 2 done, 3 failed, whatever its application was told so far. */
  status: 1 | 2 | 3;
  /** Of one that failed. */
  errcode?: number;
  /** Of one that is done. */
  media_id?: string;
}
