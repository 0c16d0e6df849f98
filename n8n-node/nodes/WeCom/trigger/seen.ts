import type { IDataObject } from 'n8n-workflow';

/** More of them than any application gets in half an hour are not kept: memory must not grow with what is sent. */
const MOST = 1000;

/** For the callbacks that come to this process at the same time, before the database has the first of them. By node. */
const here = new Map<string, Map<string, number>>();

export interface Memory {
  /** Names the node, in this process. */
  node: string;
  /** What n8n keeps for the node in its database and gives to every process. */
  shared: IDataObject;
}

/**
 * Notes a delivery, and tells whether it was noted before. What is forgotten after `forMs` is too old to pass as fresh.
 *
 * @param now milliseconds since 1970.
 */
export function isRepetition({ node, shared }: Memory, key: string, now: number, forMs: number): boolean {
  const own = here.get(node) ?? new Map<string, number>();
  here.set(node, own);
  const stored = Object.entries(isObject(shared.seen) ? shared.seen : {}).map(([name, at]): [string, number] => [name, Number(at)]);
  const known = new Map([...own, ...stored].filter(([, at]) => now - at < forMs));
  if (known.has(key)) return true;
  known.set(key, now);
  const kept = [...known].sort(([, one], [, other]) => one - other).slice(-MOST);
  here.set(node, new Map(kept));
  share({ node, shared });
  return false;
}

/** Gives the database all that this process knows by now. */
export function share({ node, shared }: Memory): void {
  shared.seen = Object.fromEntries(here.get(node) ?? []);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
