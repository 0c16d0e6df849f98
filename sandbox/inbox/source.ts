/** What the inbox page needs to know of the sandbox: the seam between the page and the API behind it. */

import type { AccountSource } from './account-source.ts';

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

export interface InboxSource extends Partial<AccountSource> {
  robots: () => { name: string }[];
  apps?: () => { name: string; agentid: number }[];
  messages: () => InboxMessage[];
  /** Calls back for every message from now on; returns the function that ends it. */
  subscribe: (listener: (message: InboxMessage) => void) => () => void;
  /** The bytes of an upload that a message refers to, while they are kept. */
  bytes?: (mediaId: string) => Uint8Array | undefined;
}
