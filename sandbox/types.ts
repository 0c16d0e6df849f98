/** The sandbox's programmatic face: what tests, the demo and the benchmark build on. */

import type { CallbackFace, CallbackMessage, CallbackRecord, CallbackSettings, CallOptions, CardPress, Verification } from './callback/types.ts';
import type { Fault } from './fault-types.ts';
import type { AccountFace, AccountSettings, MaterialRecord } from './official/types.ts';
import type { MediaRecord } from './media/types.ts';
import type { SandboxState } from './records.ts';

export type * from './callback/types.ts';
export type * from './fault-types.ts';
export type * from './media/types.ts';
export type * from './official/types.ts';
export type * from './records.ts';

export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Milliseconds since 1970. Rate windows and media lives are counted on this clock. */
  now?: () => number;
  /** How many robots stand ready at the start, at least 1 (the default). */
  robots?: number;
  /** How many applications of one corp stand ready at the start, at least 1 (the default). */
  apps?: number;
  /**
   * Whether those applications have a callback address, which cards with buttons and menus need (false). With `true` it is only said
   * that they have one; with settings, the first of them is called there.
   */
  callback?: boolean | CallbackSettings;
  /** How long an attempt to call an application has until its whole answer is there: milliseconds (5000). */
  answerWithinMs?: number;
  /** How long after the beginning of an attempt that failed the next one begins at the soonest: milliseconds (5000). */
  retryAfterMs?: number;
  /** How many Official Accounts stand ready at the start, at least 1 (the default). */
  accounts?: number;
}

export interface Robot {
  /** Unique in one sandbox; stands for the key wherever the sandbox shows its state. */
  name: string;
  /** The robot's only credential. */
  key: string;
  webhook: string;
}

/** An application with the credentials that the sandbox accepts. */
export interface AppFace {
  /** Unique in one sandbox, also among robots; stands for secret and tokens wherever the sandbox shows its state. */
  name: string;
  corpid: string;
  corpsecret: string;
  agentid: number;
}

/** An intelligent bot (智能机器人), and where it is called. */
export interface BotFace extends CallbackFace {
  /** Unique in one sandbox. */
  name: string;
  aibotid: string;
}

/** What the admin console says about an application. */
export interface AppSettings {
  /** Whether it has an address to be called at; without one, cards that call back get errcode 43012. Where none was set, nobody is called. */
  callback: boolean;
  /** `department`: it does not see the whole corp, and may not have group chats. */
  visibleRange: 'root' | 'department';
  /**
   * What it may read of the directory: names, as a self-built application; only ids, as the secret of the contacts' synchronisation
   * since 2022; or nothing.
   */
  directory: 'names' | 'ids' | 'closed';
}

/** Somebody in the directory, who can be named as a recipient. */
export interface Member {
  userid: string;
  name: string;
  parties: readonly string[];
  tags: readonly string[];
  /** Without a licence, WeCom names the member in `unlicenseduser` and shows it nothing. */
  licensed: boolean;
}

/** A media file that is there without having been uploaded: one that is too large for that, or has an odd name. */
export interface PlantedMedia {
  /** No control characters; may be empty. */
  filename: string;
  /** `file` when nothing is said. */
  type?: string;
  /** What it says it is when it is fetched; when nothing is said, its name decides. */
  contentType?: string;
  /** Either the content itself, or how many bytes of it: each four hold their own offset, big-endian. */
  content: Buffer | number;
  /** What media/get/jssdk gives for it: then it is a voice that was recorded in a page through the JS-SDK. */
  speex?: Buffer;
  /** Whose applications may use it; the first application's corp when nothing is said. */
  corpid?: string;
  /** The name of the Official Account that may use it, in the place of a corp. */
  account?: string;
}

export interface Sandbox {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  baseUrl: string;
  robots: Robot[];
  apps: AppFace[];
  accounts: AccountFace[];
  /** Whom an application's message can name: the same directory in every corp. */
  members: readonly Member[];
  /** @throws Error when the name is taken, blank or longer than 64 characters. */
  addRobot: (name?: string) => Robot;
  /** Without a corpid, an application of the same corp as the first. @throws Error as addRobot, or for a corpid that is none. */
  addApp: (app?: { name?: string; corpid?: string } & Partial<AppSettings>) => AppFace;
  /** Sets the application of that name; what is not named stays as it is. @throws Error when there is none of that name. */
  configureApp: (app: string, settings: Partial<AppSettings>) => void;
  /** @throws Error as addRobot. */
  addAccount: (account?: { name?: string } & Partial<AccountSettings>) => AccountFace;
  /** Sets the Official Account of that name; what is not named stays as it is. @throws Error when there is none of that name. */
  configureAccount: (account: string, settings: Partial<AccountSettings>) => void;
  /** Puts articles among the permanent materials of an Official Account (the first), as its console does: there is no call for it any more. */
  plantNews: (articles: Record<string, unknown>[], account?: string) => MaterialRecord;
  /**
   * From now on applications are served only to these addresses, others get errcode 60020; gettoken is always answered. Official Accounts
   * are given tokens only there, others get errcode 40164; with a token they are always served. undefined = every address.
   */
  trustIps: (addresses: readonly string[] | undefined) => void;
  /** Every token that was given so far, to applications and accounts, now gets errcode 42001. */
  expireTokens: () => void;
  /** Every token that was given so far now gets errcode 40014; an account's gets 40001, as one that was replaced. */
  revokeTokens: () => void;
  /**
   * Gives the application that has this secret another one, as the admin console does; its tokens get errcode 40014.
   * @throws Error when no application has this secret.
   */
  rotateSecret: (corpsecret: string) => AppFace;
  /** Puts a media file there. @throws Error for more than 200 MB, or for a filename or contentType that no header can carry, or an account that is none. */
  plantMedia: (media: PlantedMedia) => MediaRecord;
  /**
   * Sets where an application is called, with a token and a key of its own where none are given; undefined = nowhere any more.
   * @throws Error when there is none of that name, for an address on another machine, and for a token or key of another form.
   */
  setCallback: (app: string, settings: CallbackSettings | undefined) => CallbackFace | undefined;
  /** Where that application is called, if anywhere. */
  callbackOf: (app: string) => CallbackFace | undefined;
  /** Asks the address for the text that only it can decrypt, as the admin page does before it saves. @throws Error when none is set. */
  verifyCallback: (appOrBot: string) => Promise<Verification>;
  /**
   * Has a member write to an application, or something happen to it, and waits until WeCom would not try again.
   * @throws Error when it has no callback address, and for a message without a MsgType or an event without a name.
   */
  callBack: (app: string, message: CallbackMessage, options?: CallOptions) => Promise<CallbackRecord>;
  /** An intelligent bot that is called there, with an empty receiveid. @throws Error for a name as addRobot, for an address as setCallback. */
  addBot: (settings: CallbackSettings, name?: string) => BotFace;
  /**
   * Has a member write to a bot, in the JSON of its callbacks, such as `{msgtype: 'text', text: {content: 'Hello'}}`, and waits until WeCom
   * would not try again. @throws Error for a bot that is none, and for a message without a msgtype or an event without a type.
   */
  callBot: (bot: string, message: Record<string, unknown>, options?: CallOptions) => Promise<CallbackRecord>;
  /** Has a member press a button of a card, or choose from its menu. @throws Error for what that member cannot press. */
  pressCard: (press: CardPress, options?: CallOptions) => Promise<CallbackRecord>;
  /** Sends the packet of an earlier callback again, to the byte; once, unless `attempts` says otherwise. @throws Error for an unknown number. */
  callAgain: (id: number, options?: Pick<CallOptions, 'answerWithinMs' | 'attempts' | 'retryAfterMs'>) => Promise<CallbackRecord>;
  /** A disabled robot answers errcode 93004. @throws Error when there is no robot of that name. */
  setDisabled: (robot: string, disabled: boolean) => void;
  /** Queues a fault. @throws Error when the fault is not complete, naming what is missing. */
  script: (fault: Fault) => void;
  /** A copy: what is done to it does not reach the sandbox. */
  state: () => SandboxState;
  /**
   * Forgets messages, chats, media, materials, drafts, requests, callbacks, faults, rate windows, duplicates and trusted addresses. Robots
   * stay, and are enabled again; applications and accounts stay, with their tokens, set and called as they were at first.
   */
  reset: () => void;
  /** Destroys every open connection at once and frees the port. */
  close: () => Promise<void>;
}
