/** The sandbox's programmatic face: what tests, the demo and the benchmark build on. */

export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Milliseconds since 1970. Rate windows and media lives are counted on this clock. */
  now?: () => number;
  /** How many robots stand ready at the start, at least 1 (the default). */
  robots?: number;
  /** How many applications of one corp stand ready at the start, at least 1 (the default). */
  apps?: number;
  /** Whether those applications have a callback address, which cards with buttons and menus need (false). */
  callback?: boolean;
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

/** What the admin console says about an application. */
export interface AppSettings {
  /** Whether it has an address to be called at; without one, cards that call back get errcode 43012. Nothing is ever called. */
  callback: boolean;
  /** `department`: it does not see the whole corp, and may not have group chats. */
  visibleRange: 'root' | 'department';
}

/** Somebody in the directory, who can be named as a recipient. */
export interface Member {
  userid: string;
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
}

export interface Sandbox {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  baseUrl: string;
  robots: Robot[];
  apps: AppFace[];
  /** Whom an application's message can name: the same directory in every corp. */
  members: readonly Member[];
  /** @throws Error when the name is taken, blank or longer than 64 characters. */
  addRobot: (name?: string) => Robot;
  /** Without a corpid, an application of the same corp as the first. @throws Error as addRobot, or for a corpid that is none. */
  addApp: (app?: { name?: string; corpid?: string } & Partial<AppSettings>) => AppFace;
  /** Sets the application of that name; what is not named stays as it is. @throws Error when there is none of that name. */
  configureApp: (app: string, settings: Partial<AppSettings>) => void;
  /** From now on applications are served only to these addresses, others get errcode 60020; undefined = to all. gettoken is always answered. */
  trustIps: (addresses: readonly string[] | undefined) => void;
  /** Every token that was given so far now gets errcode 42001. */
  expireTokens: () => void;
  /** Every token that was given so far now gets errcode 40014. */
  revokeTokens: () => void;
  /**
   * Gives the application that has this secret another one, as the admin console does; its tokens get errcode 40014.
   * @throws Error when no application has this secret.
   */
  rotateSecret: (corpsecret: string) => AppFace;
  /** Puts a media file there. @throws Error for more than 200 MB, or for a filename or contentType that no header can carry. */
  plantMedia: (media: PlantedMedia) => MediaRecord;
  /** A disabled robot answers errcode 93004. @throws Error when there is no robot of that name. */
  setDisabled: (robot: string, disabled: boolean) => void;
  /** Queues a fault. @throws Error when the fault is not complete, naming what is missing. */
  script: (fault: Fault) => void;
  /** A copy: what is done to it does not reach the sandbox. */
  state: () => SandboxState;
  /**
   * Forgets messages, chats, media, requests, faults, rate windows, duplicates and trusted addresses. Robots stay, and are enabled
   * again; applications stay, with their tokens, set as they were at first.
   */
  reset: () => void;
  /** Destroys every open connection at once and frees the port. */
  close: () => Promise<void>;
}

/**
 * - `reset-before`: RST as soon as the head of the request is here, nothing processed
 * - `reset-after`: processed, then RST
 * - `silence-before`, `silence-after`: not processed / processed, never answered
 * - `close-after`: processed, then the connection is closed in order, without an answer
 * - `status`: that HTTP status with a gateway's HTML page, or `body`
 * - `body`: HTTP 200 with exactly that text
 * - `errcode`: that errcode, not processed
 * - `slow`: waits, then processes and answers well, even when the client has gone meanwhile
 * - `redirect`: 302 or `status`, to `location`
 * - `cut-body`: processed, half of the answer, then the connection is closed
 * - `stall-body`: processed, half of the answer, then nothing
 * - `endless`: processed, then a chunked answer without an end, until the client goes
 */
export type FaultKind =
  | 'reset-before'
  | 'reset-after'
  | 'silence-before'
  | 'silence-after'
  | 'close-after'
  | 'status'
  | 'body'
  | 'errcode'
  | 'slow'
  | 'redirect'
  | 'cut-body'
  | 'endless'
  | 'stall-body';

export interface Fault {
  kind: FaultKind;
  /** The request path it applies to, such as `/cgi-bin/webhook/send`; absent = any API path. */
  path?: string;
  /** How many requests it strikes (1). */
  times?: number;
  /** How many matching requests pass first (0). */
  skip?: number;
  /** For `status` (required) and `redirect` (302). */
  status?: number;
  /** For `body` (required): the whole answer. For `status`: the page. */
  body?: string;
  /** For `status`, `body` and `redirect`: whether the request took effect before its answer was spoilt (false). */
  processed?: boolean;
  /** For `errcode` (required). */
  errcode?: number;
  /** For `errcode`: the whole errmsg, instead of the usual one. */
  errmsg?: string;
  /** For `slow` (required): milliseconds. */
  ms?: number;
  /** For `redirect` (required). */
  location?: string;
}

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
  /** Of an application's message. */
  agentid?: number;
  /** Of an application's message to members. */
  to?: Delivery;
  /** Of an application's message to members. */
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

export interface MediaRecord {
  media_id: string;
  /** The robot's name, where a robot uploaded it. */
  robot?: string;
  /** The corp whose applications may use it, where an application uploaded it. */
  corpid?: string;
  /** The application that uploaded it. */
  agentid?: number;
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
  /** How else than by an upload it came: recorded in a page through the JS-SDK, or fetched from an address. */
  origin?: 'jssdk' | 'url';
}

/** A picture that was uploaded to be named in an article. */
export interface ImageRecord {
  /** Where it is, on the sandbox itself. */
  url: string;
  corpid: string;
  /** The application that uploaded it. */
  agentid: number;
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

/** How often gettoken was asked. */
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
}
