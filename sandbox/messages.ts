import type { MessageRecord } from './types.ts';

/** A processed message with its number: 1, 2, 3 …, anew after a reset, which is how an open page notices one. */
export interface NumberedMessage extends MessageRecord {
  id: number;
}

/** What groups and members were shown, in order, and who wants to hear of the next one. */
export class Messages {
  #all: NumberedMessage[] = [];
  #listeners = new Set<(message: NumberedMessage) => void>();

  get all(): readonly NumberedMessage[] {
    return this.#all;
  }

  add(message: MessageRecord): void {
    const numbered = { id: this.#all.length + 1, ...message };
    this.#all.push(numbered);
    for (const listener of this.#listeners) listener(numbered);
  }

  /** Calls back for every message from now on; returns the function that ends it. */
  subscribe(listener: (message: NumberedMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  clear(): void {
    this.#all = [];
  }
}
