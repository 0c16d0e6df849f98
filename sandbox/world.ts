import { FaultQueue } from './faults.ts';
import { Messages } from './messages.ts';
import type { NumberedMessage } from './messages.ts';
import { Requests } from './requests.ts';
import { MediaStore } from './robot/media.ts';
import { Robots } from './robot/robots.ts';
import type { MessageRecord, SandboxState } from './types.ts';

/** Everything that the sandbox remembers. */
export class World {
  readonly robots = new Robots();
  readonly media = new MediaStore();
  readonly messages = new Messages();
  readonly requests = new Requests(this.robots);
  readonly faults = new FaultQueue();
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
    });
  }

  /** Forgets everything but the robots. */
  reset(): void {
    this.robots.reset();
    this.media.clear();
    this.messages.clear();
    this.requests.clear();
    this.faults.clear();
  }
}

function withoutId({ robot, msgtype, message, at, bytes }: NumberedMessage): MessageRecord {
  return { robot, msgtype, message, at, bytes };
}
