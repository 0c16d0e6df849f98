/** Something that changes, and who wants to hear of it. */
export class Changes {
  #listeners = new Set<() => void>();

  /** Calls back after every change from now on; returns the function that ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
