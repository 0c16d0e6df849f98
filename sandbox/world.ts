import { Apps } from './app/apps.ts';
import { Tokens } from './app/tokens.ts';
import { Chats } from './chat/chats.ts';
import type { Chat } from './chat/chats.ts';
import { FaultQueue } from './faults.ts';
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
  readonly messages = new Messages();
  readonly chats = new Chats();
  readonly requests = new Requests(() => [...this.robots.secrets, ...this.apps.secrets, ...this.tokens.secrets]);
  readonly faults = new FaultQueue();
  tokenCalls: TokenCalls = { calls: 0, refused: 0 };
  /** The only addresses that applications are served to; undefined = all. */
  trustedIps: readonly string[] | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** A copy of what reached the sandbox. */
  state(): SandboxState {
    return structuredClone({
      requests: [...this.requests.all],
      messages: this.messages.all.map(withoutId),
      media: this.media.records,
      tokens: this.tokenCalls,
      chats: this.chats.all.map(withoutCorp),
    });
  }

  /** Forgets everything but robots, applications and their tokens. */
  reset(): void {
    this.robots.reset();
    this.apps.reset();
    this.media.clear();
    this.messages.clear();
    this.chats.clear();
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
