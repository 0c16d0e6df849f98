import { Apps } from './app/apps.ts';
import { Tokens } from './app/tokens.ts';
import { Bots } from './bot/bots.ts';
import { BotFiles } from './bot/files.ts';
import { Callbacks } from './callback/callbacks.ts';
import { WECOM_TIMING } from './callback/deliver.ts';
import type { Timing } from './callback/deliver.ts';
import { UrlJobs } from './by-address/jobs.ts';
import { Chats } from './chat/chats.ts';
import type { Chat } from './chat/chats.ts';
import { FaultQueue } from './faults.ts';
import { Images } from './media/images.ts';
import { MediaStore } from './media/store.ts';
import { Messages } from './messages.ts';
import type { NumberedMessage } from './messages.ts';
import { Names } from './names.ts';
import { Requests } from './requests.ts';
import { Robots } from './robot/robots.ts';
import type { ChatRecord, MessageRecord, SandboxState, TokenCalls } from './types.ts';

/** Everything that the sandbox remembers. */
export class World {
  readonly #names = new Names();
  readonly robots = new Robots(this.#names);
  readonly apps = new Apps(this.#names);
  readonly tokens = new Tokens();
  readonly media = new MediaStore();
  readonly images = new Images();
  readonly urlJobs: UrlJobs;
  readonly messages = new Messages();
  readonly chats = new Chats();
  readonly callbacks = new Callbacks();
  readonly bots = new Bots(this.#names);
  readonly botFiles = new BotFiles();
  readonly requests = new Requests(() => [...this.robots.secrets, ...this.apps.secrets, ...this.tokens.secrets, ...this.bots.secrets]);
  readonly faults = new FaultQueue();
  tokenCalls: TokenCalls = { calls: 0, refused: 0 };
  /** The only addresses that applications are served to; undefined = all. */
  trustedIps: readonly string[] | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;

  /** Of the attempts to call an application. */
  readonly timing: Timing;

  constructor(now: () => number, timing: Partial<Timing> = {}) {
    this.now = now;
    this.timing = { ...WECOM_TIMING, ...timing };
    this.urlJobs = new UrlJobs(this.media, now);
  }

  /** A copy of what reached the sandbox. */
  state(): SandboxState {
    return structuredClone({
      requests: [...this.requests.all],
      messages: this.messages.all.filter(({ callback }) => !callback).map(withoutId),
      media: this.media.records,
      tokens: this.tokenCalls,
      chats: this.chats.all.map(withoutCorp),
      images: [...this.images.records],
      urlJobs: this.urlJobs.records,
      callbacks: this.callbacks.records,
    });
  }

  /** Forgets everything but robots, applications and their tokens. */
  reset(): void {
    this.robots.reset();
    this.apps.reset();
    this.media.clear();
    this.images.clear();
    this.urlJobs.clear();
    this.messages.clear();
    this.chats.clear();
    this.callbacks.reset();
    this.bots.reset();
    this.botFiles.clear();
    this.requests.clear();
    this.faults.clear();
    this.tokenCalls = { calls: 0, refused: 0 };
    this.trustedIps = undefined;
  }
}

function withoutId(message: NumberedMessage): MessageRecord {
  const record: MessageRecord & { id?: number } = { ...message };
  delete record.id;
  return record;
}

function withoutCorp(chat: Chat): ChatRecord {
  const record: ChatRecord & { corpid?: string } = { ...chat };
  delete record.corpid;
  return record;
}
