/**
 * The newest of what came. A sandbox that runs for days, or that a program in a loop talks to, must not fill the memory: the
 * oldest is forgotten when there is too much.
 */
export class Recent<Item> {
  #items: Item[] = [];
  #sizes: number[] = [];
  #bytes = 0;
  readonly #mostItems: number;
  readonly #mostBytes: number;

  /** At most so many items are kept, and no more than hold so many bytes. */
  constructor(mostItems: number, mostBytes = Infinity) {
    this.#mostItems = mostItems;
    this.#mostBytes = mostBytes;
  }

  get all(): readonly Item[] {
    return this.#items;
  }

  /** `bytes`: about how much the item holds. The newest is kept whatever it holds. */
  add(item: Item, bytes = 0): void {
    this.#items.push(item);
    this.#sizes.push(bytes);
    this.#bytes += bytes;
    while (this.#items.length > 1 && (this.#items.length > this.#mostItems || this.#bytes > this.#mostBytes)) this.#forget(0);
  }

  remove(item: Item): void {
    const index = this.#items.indexOf(item);
    if (index !== -1) this.#forget(index);
  }

  clear(): void {
    this.#items = [];
    this.#sizes = [];
    this.#bytes = 0;
  }

  #forget(index: number): void {
    this.#items.splice(index, 1);
    const [bytes = 0] = this.#sizes.splice(index, 1);
    this.#bytes -= bytes;
  }
}
