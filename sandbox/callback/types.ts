import type { XmlFields } from './xml-writer.ts';

/** What is entered in the admin console so that an application or a bot is called. */
export interface CallbackSettings {
  /** http or https, on this machine. */
  url: string;
  /** 1 to 32 letters and digits; one is made when none is given. */
  token?: string;
  /** 43 letters and digits; one is made when none is given. */
  encodingAesKey?: string;
  /** What stands behind each message in its frame: an application's corpid, nothing for a bot, or this. */
  receiveId?: string;
}

export type CallbackFace = Required<CallbackSettings>;

/**
 * A message of a member or an event, by the names of its XML elements (of its JSON, to a bot). What every message has is added, and
 * so is a sample of whatever its kind has beside; what is given goes out as it is.
 * Sources: https://developer.work.weixin.qq.com/document/path/90239, https://developer.work.weixin.qq.com/document/path/90240
 */
export type CallbackMessage = XmlFields;

export interface CallOptions {
  /** How long an attempt has until its whole answer is there: milliseconds (5000, or what the sandbox was started with). */
  answerWithinMs?: number;
  /** How long after the beginning of an attempt that failed the next one begins at the soonest: milliseconds (5000, or as above). */
  retryAfterMs?: number;
  /** How many attempts there are at most (4: WeCom tries three times again). */
  attempts?: number;
  /** Whether an attempt is encrypted and signed anew or is the packet of the first (`same`); which of them WeCom does is not documented. */
  retryWith?: 'same' | 'fresh';
  /** Seconds since 1970, for the signature and the message: an old packet that is played again. */
  timestamp?: number;
  /** What a receiver must refuse: `signature` is wrong; one byte of the `cipher` was changed but the signature fits; the `receiveid` or the `key` is another's. */
  spoil?: 'signature' | 'cipher' | 'receiveid' | 'key';
  /** The whole body in place of the right one, or so many bytes of nothing. */
  body?: string | number;
  /** The picture, voice or video of a message of that type, in place of a sample. */
  content?: Uint8Array;
  filename?: string;
}

export interface CallbackAttempt {
  /** Milliseconds since 1970. */
  at: number;
  /** Until the whole answer was there, or until the attempt was given up. */
  ms: number;
  /** `late`: no whole answer in time; `unreachable`: no connection, or it broke. */
  result: 'answered' | 'late' | 'unreachable';
  status?: number;
  /** The beginning of the answer's body. */
  body?: string;
  /** Of the whole body. */
  bytes?: number;
}

/** What came back in the body of an answer, where it was not empty. */
export interface CallbackReply {
  msgtype?: string;
  /** As its reader is shown it, in the form of a message that is sent. */
  message?: Record<string, unknown>;
  /** Why WeCom would show nothing of it. */
  problem?: string;
}

/** A message or an event that went to a callback address. */
export interface CallbackRecord {
  id: number;
  /** The name of the application or bot. */
  to: string;
  /** The member's userid; events of the corp itself are from `sys`. */
  from: string;
  /** The MsgType, of an event its name. */
  kind: string;
  /** As it was sent, with `(secret)` for the codes that can be used but once. */
  message: Record<string, unknown>;
  /** Milliseconds since 1970. */
  at: number;
  attempts: CallbackAttempt[];
  /** How many attempts there would be at most. */
  most: number;
  /** `accepted`: an attempt was answered with 200; `failed`: none was; `stopped`: the sandbox forgot it before. */
  outcome: 'running' | 'accepted' | 'failed' | 'stopped';
  reply?: CallbackReply;
}

/** What the admin page says after "save". */
export interface Verification {
  ok: boolean;
  /** What was wrong with the answer, and what a right one looks like. */
  problem?: string;
  status?: number;
  ms: number;
}

/** A member presses a button of a card, or chooses from its menu. */
export interface CardPress {
  /** Of the message that the card came with. */
  msgid: string;
  /** The member's userid. */
  from: string;
  /** Of the button or of the action in the menu. */
  key: string;
  /** The ids of the options that were chosen, by question_key; what is not named is as the card came. */
  selected?: Readonly<Record<string, readonly string[]>>;
}
