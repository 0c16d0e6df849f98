/** What the sandbox remembers and shows of what reached it. */

import type { CallbackRecord } from './callback/types.ts';
import type { ImageRecord, MediaRecord, UrlJobRecord } from './media/types.ts';
import type { DraftRecord, MaterialRecord } from './official/types.ts';

export interface RequestRecord {
  method: string;
  path: string;
  /** A key, token or secret is replaced by the name of the robot or application. */
  query: Record<string, string>;
  headers: Record<string, string>;
  /** The header lines of the multipart part, exactly as received, each byte as one character (latin1), without the blank line. */
  rawHead?: string;
  /** How much of the body arrived. */
  bodyBytes: number;
  /** When the head of the request arrived, milliseconds since 1970. */
  at: number;
  /** 1, 2, 3 …: requests with the same number shared a connection. */
  connection: number;
}

/** Whom an application's message named, and what became of it. */
export interface Delivery {
  /** Whether it went to `@all`. */
  all: boolean;
  /** Of those that were named, the ones that can be shown something. */
  users: string[];
  parties: string[];
  tags: string[];
  /** The members who were shown the message, by userid. */
  shown: string[];
  /** Those who were not, because the application had already shown them 30 messages in a minute or 1000 in an hour. */
  dropped: string[];
}

export interface MessageRecord {
  /** The robot's name, where a robot sent it. */
  robot?: string;
  /** The application's name, where an application sent it. */
  app?: string;
  /** The bot's name, where an intelligent bot answered. */
  bot?: string;
  /** Of an application's message. */
  agentid?: number;
  /** Of an application's message to members. */
  to?: Delivery;
  /** Of an application's message to members, and of a bot's card. */
  msgid?: string;
  /** Of an application's message to a group chat. */
  chatid?: string;
  msgtype: string;
  /** The JSON as its readers are shown it: as accepted, but with over-long texts cut where WeCom cuts them. */
  message: Record<string, unknown>;
  /** Milliseconds since 1970. */
  at: number;
  /** Of the request's body. */
  bytes: number;
  /** Whether it came as the answer to a callback. */
  passive?: true;
  /** Of an application's message: the options that it names although they do nothing for its type. */
  ignored?: string[];
  /** When the application recalled it, milliseconds since 1970. */
  recalledAt?: number;
  /** How its card was changed, one after the other. */
  updates?: CardUpdate[];
}

/** A group chat that an application made. */
export interface ChatRecord {
  chatid: string;
  /** The application's name. */
  app: string;
  name: string;
  owner: string;
  /** By userid. Before its first message, none of them sees the chat. */
  userlist: string[];
}

/** A change of a card that was sent: its buttons give way to a text, or it becomes another card. */
export interface CardUpdate {
  /** Milliseconds since 1970. */
  at: number;
  /** The members who are now shown the changed card. */
  users: string[];
  replace_name?: string;
  template_card?: Record<string, unknown>;
}

/** How often a call that gives tokens was asked. */
export interface TokenCalls {
  calls: number;
  /** Of those, how many were answered with an errcode. */
  refused: number;
}

/** What reached the sandbox, and what of it was processed. No key, secret or token stands in it. */
export interface SandboxState {
  /** Every API request whose head arrived. */
  requests: RequestRecord[];
  /** Only what was processed: what groups and members see. */
  messages: MessageRecord[];
  /** Only what was processed. */
  media: MediaRecord[];
  tokens: TokenCalls;
  chats: ChatRecord[];
  images: ImageRecord[];
  urlJobs: UrlJobRecord[];
  /** What was sent to callback addresses, and how it was answered. */
  callbacks: CallbackRecord[];
  materials: MaterialRecord[];
  drafts: DraftRecord[];
  /** How often accounts asked for tokens: at /cgi-bin/token and at /cgi-bin/stable_token. */
  accountTokens: { token: TokenCalls; stable: TokenCalls };
}
