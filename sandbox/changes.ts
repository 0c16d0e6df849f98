/** Who wants to hear when what an account keeps changes. It is told the account's name, or '' when all of them keep nothing any more. */
export class Changes {
  #listeners = new Set<(account: string) => void>();

  /** Calls back after every change from now on; returns the function that ends it. */
  subscribe(listener: (account: string) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  tell(account: string): void {
    for (const listener of this.#listeners) listener(account);
  }
}
