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

/** A card as it stands before some of its readers: what an application changed is changed for them alone. */
export interface InboxCard {
  /** By userid. */
  users: string[];
  card: Record<string, unknown>;
  /** What stands in the place of its buttons once they can no longer be pressed. */
  replaced: string | undefined;
}

export interface InboxMessage {
  /** 1, 2, 3 … in the order in which the sandbox accepted them. */
  id: number;
  /** Who speaks: a robot, which stands in a group of its own, or an application. No two have the same name. */
  robot: string;
  /** Whether it is an intelligent bot that speaks. */
  bot?: true;
  /** Of an application's message to members. */
  to?: InboxRecipients;
  /** Of an application's message to a group chat: the chat's name. */
  chat?: string;
  /** Whether the application recalled it. */
  recalled?: true;
  /** Of what a member wrote to an application: the userid. */
  from?: string;
  /** Of what a member wrote: how it was brought to the application, line by line. */
  delivery?: string[];
  /** Whether it answers what a member wrote. */
  passive?: true;
  /** Of a card that members can press: by which that is done. */
  msgid?: string;
  /** Of the same: how it stands before its readers. */
  cards?: InboxCard[];
  msgtype: string;
  /** The JSON exactly as it was accepted. Written by whoever sent it: hostile until shown inert. */
  message: Record<string, unknown>;
  /** The uploads that the message refers to by media_id, wherever they stand in it. */
  media: InboxMedia[];
  /** Milliseconds since 1970. */
  at: number;
}

/** What can be written to an application. */
export interface InboxComposing {
  /** Userids. */
  members: readonly string[];
  messages: readonly string[];
  events: readonly string[];
  /** Whether an event can be given a key; a bot's have more than one. */
  eventKeys: boolean;
}

export interface InboxSource extends Partial<AccountSource> {
  robots: () => { name: string }[];
  apps?: () => { name: string; agentid: number }[];
  bots?: () => { name: string }[];
  /** What can be written to that application; undefined where it is not called. */
  composing?: (name: string) => InboxComposing | undefined;
  messages: () => InboxMessage[];
  /** Calls back for every message from now on, and for every one that changed; returns the function that ends it. */
  subscribe: (listener: (message: InboxMessage, changed?: boolean) => void) => () => void;
  /** The bytes of an upload that a message refers to, while they are kept. */
  bytes?: (mediaId: string) => Uint8Array | undefined;
}
