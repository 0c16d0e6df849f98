import type { CallbackRecord, MessageRecord } from './types.ts';

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
  #all: NumberedMessage[] = [];
  #changes = 0;
  #listeners = new Set<MessageListener>();

  get all(): readonly NumberedMessage[] {
    return this.#all;
  }

  /** How many changes there have been. */
  get changes(): number {
    return this.#changes;
  }

  add(message: Omit<NumberedMessage, 'id'>): NumberedMessage {
    const numbered = { id: this.#all.length + 1, ...message };
    this.#all.push(numbered);
    this.#tell(numbered, false);
    return numbered;
  }

  /** Changes a message that is there. */
  change(message: NumberedMessage, change: Partial<Pick<MessageRecord, 'recalledAt' | 'updates' | 'message'>>): void {
    Object.assign(message, change);
    this.#changes += 1;
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
    this.#all = [];
    this.#changes = 0;
  }

  #tell(message: NumberedMessage, changed: boolean): void {
    for (const listener of this.#listeners) listener(message, changed);
  }
}
