import { Recent } from './recent.ts';
import type { CallbackRecord, MessageRecord } from './types.ts';

const MOST_MESSAGES = 10_000;
const MOST_BYTES = 256 * 1024 * 1024;

/** A processed message with its number: 1, 2, 3 …, anew after a reset, which is how an open page notices one. */
export interface NumberedMessage extends MessageRecord {
  id: number;
  /** Where a member wrote it: how it was brought to the application. */
  callback?: CallbackRecord;
}

/** `changed`: it is not new, but was recalled or its card was changed. */
export type MessageListener = (message: NumberedMessage, changed: boolean) => void;

/** What groups and members were shown, and what members wrote, in order, and who wants to hear of the next one. */
export class Messages {
  #all = new Recent<NumberedMessage>(MOST_MESSAGES, MOST_BYTES);
  #count = 0;
  #listeners = new Set<MessageListener>();

  get all(): readonly NumberedMessage[] {
    return this.#all.all;
  }

  add(message: Omit<NumberedMessage, 'id'>): NumberedMessage {
    this.#count += 1;
    const numbered = { id: this.#count, ...message };
    // What is not a request's body is measured.
    this.#all.add(numbered, message.bytes === 0 ? JSON.stringify(message.message).length : message.bytes);
    this.#tell(numbered, false);
    return numbered;
  }

  /** Changes a message that is there. */
  change(message: NumberedMessage, change: Partial<Pick<MessageRecord, 'recalledAt' | 'updates' | 'message'>>): void {
    Object.assign(message, change);
    this.#tell(message, true);
  }

  /** Calls back for every message and every change from now on; returns the function that ends it. */
  subscribe(listener: MessageListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  clear(): void {
    this.#all.clear();
    this.#count = 0;
  }

  #tell(message: NumberedMessage, changed: boolean): void {
    for (const listener of this.#listeners) listener(message, changed);
  }
}
