/** A mark that may turn out to open something. */
export interface Opener {
  at: number;
  /** Behind the mark. */
  end: number;
}

/**
 * The opening marks that have not found their closing ones yet, by kind.
 *
 * Each goes in and out once, so that a text of nothing but opening marks costs no more than any other.
 */
export class Openers<T extends Opener> {
  readonly #byKind = new Map<string, T[]>();

  open(kind: string, opener: T): void {
    const open = this.#byKind.get(kind);
    if (open === undefined) this.#byKind.set(kind, [opener]);
    else open.push(opener);
  }

  nearest(kind: string): T | undefined {
    return this.#byKind.get(kind)?.at(-1);
  }

  /** The nearest one of this kind opens nothing. */
  drop(kind: string): void {
    this.#byKind.get(kind)?.pop();
  }

  /** Something that began at `start` has closed: what was opened inside of it will not, so that spans never overlap. */
  forgetFrom(start: number): void {
    for (const open of this.#byKind.values()) {
      for (let last = open.at(-1); last !== undefined && last.at >= start; last = open.at(-1)) open.pop();
    }
  }
}
