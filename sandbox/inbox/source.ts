/** What the inbox page needs to know of the sandbox: the seam between the page and the API behind it. */

export interface InboxMedia {
  media_id: string;
  type: string;
  filename: string;
  /** Bytes. */
  size: number;
}

/** Whom an application's message names, and who of them was shown it. */
export interface InboxRecipients {
  /** Everybody the application can see. */
  all: boolean;
  users: string[];
  parties: string[];
  tags: string[];
  shown: string[];
  /** Too many messages within a minute: WeCom drops what is over, without a word to the sender. */
  dropped: string[];
}

export interface InboxMessage {
  /** 1, 2, 3 … in the order in which the sandbox accepted them. */
  id: number;
  /** Who speaks: a robot, which stands in a group of its own, or an application. No two have the same name. */
  robot: string;
  /** Of an application's message. */
  to?: InboxRecipients;
  msgtype: string;
  /** The JSON exactly as it was accepted. Written by whoever sent it: hostile until shown inert. */
  message: Record<string, unknown>;
  /** The uploads that the message refers to by media_id, wherever they stand in it. */
  media: InboxMedia[];
  /** Milliseconds since 1970. */
  at: number;
}

/** What an Official Account keeps until it deletes it. */
export interface InboxMaterial {
  media_id: string;
  /** image, voice, video, thumb or news. */
  type: string;
  name: string;
  /** Bytes. */
  size: number;
  /** Of a video. */
  title: string;
  /** Of a video. */
  introduction: string;
  /** Of articles. Written by whoever made them: hostile until shown inert. */
  articles: Record<string, unknown>[];
}

export interface InboxDraft {
  media_id: string;
  /** Hostile as well. */
  articles: Record<string, unknown>[];
  /** When it was last changed, milliseconds since 1970. */
  at: number;
}

/** An Official Account and what it keeps, the newest first. */
export interface InboxAccount {
  name: string;
  appid: string;
  materials: InboxMaterial[];
  drafts: InboxDraft[];
}

export interface InboxSource {
  robots: () => { name: string }[];
  apps?: () => { name: string; agentid: number }[];
  accounts?: () => InboxAccount[];
  messages: () => InboxMessage[];
  /** Calls back for every message from now on; returns the function that ends it. */
  subscribe: (listener: (message: InboxMessage) => void) => () => void;
  /** Calls back with an account's name when what it keeps changes, with '' when all keep nothing any more; returns the function that ends it. */
  subscribeToAccounts?: (listener: (account: string) => void) => () => void;
  /** The bytes of a material, while they are kept. */
  materialBytes?: (mediaId: string) => Uint8Array | undefined;
  /** The bytes of an upload that a message refers to, while they are kept. */
  bytes?: (mediaId: string) => Uint8Array | undefined;
}
