import { randomUUID } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { isRepetition, share } from '../../n8n-node/nodes/WeCom/trigger/seen.ts';
import type { Memory } from '../../n8n-node/nodes/WeCom/trigger/seen.ts';

const NOW = 1_700_000_000_000;
const HALF_AN_HOUR = 1_800_000;

/** A node that nothing has come to yet, with what the database has of it. */
const fresh = (shared: IDataObject = {}): Memory => ({ node: randomUUID(), shared });

const see = (memory: Memory, key: string, now = NOW): boolean => isRepetition(memory, key, now, HALF_AN_HOUR);

const stored = ({ shared }: Memory): string[] => Object.keys(shared.seen as object);

describe('what a trigger has seen', () => {
  it('is a repetition the second time, and no other delivery is', () => {
    const memory = fresh();
    expect(['a', 'a', 'b', 'a', 'b'].map((key) => see(memory, key))).toEqual([false, true, false, true, true]);
  });

  it('is another node’s own', () => {
    expect([see(fresh(), 'a'), see(fresh(), 'a')]).toEqual([false, false]);
  });

  it('is known to another process, which has only the database', () => {
    const memory = fresh();
    see(memory, 'a');
    const elsewhere = fresh(structuredClone(memory.shared));
    expect([see(elsewhere, 'a'), see(elsewhere, 'b')]).toEqual([true, false]);
  });

  it('is known to this process before the database has it', () => {
    const memory = fresh();
    see(memory, 'a');
    // Two requests at once, each with the copy of the database from before.
    expect(see({ ...memory, shared: {} }, 'a')).toBe(true);
  });

  it('is forgotten when it is too old to come again, and not a moment before', () => {
    const memory = fresh();
    see(memory, 'a');
    expect(see(memory, 'a', NOW + HALF_AN_HOUR - 1)).toBe(true);
    expect(see(memory, 'a', NOW + HALF_AN_HOUR)).toBe(false);
    see(memory, 'b', NOW + 3 * HALF_AN_HOUR);
    expect(stored(memory)).toEqual(['b']);
  });

  it('is kept of the last thousand, here and in the database', () => {
    const memory = fresh();
    for (let index = 0; index < 1500; index += 1) see(memory, `message ${index}`, NOW + index);
    expect(stored(memory)).toHaveLength(1000);
    expect(see(memory, 'message 1499', NOW + 1500)).toBe(true);
    expect(see(memory, 'message 500', NOW + 1500)).toBe(true);
    expect(see(memory, 'message 499', NOW + 1500)).toBe(false);
  });

  it('survives a database that was written by hand', () => {
    for (const seen of [null, 'text', ['list'], { a: 'yesterday' }, 7]) {
      const memory = fresh({ seen: seen as IDataObject });
      expect([see(memory, 'a'), see(memory, 'a')]).toEqual([false, true]);
    }
  });

  it('can be given to the database again by a request that took long, with what came meanwhile', () => {
    const slow = fresh();
    see(slow, 'slow');
    see({ ...slow, shared: structuredClone(slow.shared) }, 'meanwhile');
    expect(stored(slow)).toEqual(['slow']);
    share(slow);
    expect(stored(slow)).toEqual(['slow', 'meanwhile']);
  });
});
