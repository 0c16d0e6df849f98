import { Apps } from './app/apps.ts';
import { DebugRate } from './app/debug-rate.ts';
import { ImageQuota } from './app/image-quota.ts';
import { Tokens } from './app/tokens.ts';
import { Bots } from './bot/bots.ts';
import { BotFiles } from './bot/files.ts';
import { Callbacks } from './callback/callbacks.ts';
import { WECOM_TIMING } from './callback/deliver.ts';
import type { Timing } from './callback/deliver.ts';
import { UrlJobs } from './by-address/jobs.ts';
import { Changes } from './changes.ts';
import { Chats } from './chat/chats.ts';
import type { Chat } from './chat/chats.ts';
import { FaultQueue } from './faults.ts';
import { Images } from './media/images.ts';
import { MediaStore } from './media/store.ts';
import { Messages } from './messages.ts';
import type { NumberedMessage } from './messages.ts';
import { Names } from './names.ts';
import { Accounts } from './official/accounts.ts';
import { Drafts } from './official/drafts.ts';
import { Materials } from './official/materials.ts';
import { AccountTokens } from './official/tokens.ts';
import { Requests } from './requests.ts';
import { Robots } from './robot/robots.ts';
import type { ChatRecord, MessageRecord, SandboxState, TokenCalls } from './types.ts';

/** Everything that the sandbox remembers. */
export class World {
  readonly #names = new Names();
  readonly robots = new Robots(this.#names);
  readonly apps = new Apps(this.#names);
  readonly tokens = new Tokens();
  readonly debugRate = new DebugRate();
  readonly accounts = new Accounts(this.#names);
  readonly accountTokens = new AccountTokens();
  readonly media = new MediaStore();
  readonly images = new Images();
  readonly imageQuota = new ImageQuota();
  readonly urlJobs: UrlJobs;
  readonly messages = new Messages();
  readonly chats = new Chats();
  readonly callbacks = new Callbacks();
  readonly bots = new Bots(this.#names);
  readonly botFiles = new BotFiles();
  /** Of what accounts keep. */
  readonly libraries = new Changes();
  readonly materials = new Materials((account) => { this.libraries.tell(account); });
  readonly drafts = new Drafts((account) => { this.libraries.tell(account); });
  readonly requests = new Requests(() => [
    ...this.robots.secrets,
    ...this.apps.secrets,
    ...this.tokens.secrets,
    ...this.bots.secrets,
    ...this.accounts.secrets,
    ...this.accountTokens.secrets,
  ]);
  readonly faults = new FaultQueue();
  tokenCalls: TokenCalls = { calls: 0, refused: 0 };
  accountTokenCalls = noAccountTokenCalls();
  /** The only addresses that applications are served to and accounts are given tokens at; undefined = all. */
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
      materials: this.materials.records,
      drafts: [...this.drafts.records],
      accountTokens: this.accountTokenCalls,
    });
  }

  /** Forgets everything but robots, applications, accounts and their tokens. */
  reset(): void {
    this.robots.reset();
    this.apps.reset();
    this.accounts.reset();
    this.accountTokens.reset();
    this.debugRate.reset();
    this.materials.clear();
    this.drafts.clear();
    this.media.clear();
    this.images.clear();
    this.imageQuota.reset();
    this.urlJobs.clear();
    this.messages.clear();
    this.chats.clear();
    this.callbacks.reset();
    this.bots.reset();
    this.botFiles.clear();
    this.requests.clear();
    this.faults.clear();
    this.tokenCalls = { calls: 0, refused: 0 };
    this.accountTokenCalls = noAccountTokenCalls();
    this.trustedIps = undefined;
  }
}

const noAccountTokenCalls = (): SandboxState['accountTokens'] => ({ token: { calls: 0, refused: 0 }, stable: { calls: 0, refused: 0 } });

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
