import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { createMediaMemory, mediaScope } from '../../core/memory.ts';
import type { MediaIdentity, MediaMemory, RememberedMedia } from '../../core/memory.ts';
import { mediaFile, robotBench } from '../support/robot-bench.ts';
import { START, turnedClock } from '../support/turned-clock.ts';
import type { TurnedClock } from '../support/turned-clock.ts';

const KEY = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';
const MINUTE = 60_000;
const THREE_DAYS = 3 * 24 * 60 * MINUTE;

const identity = (more: Partial<MediaIdentity> = {}): MediaIdentity => ({ sha256: 'a'.repeat(64), filename: 'report.txt', kind: 'file', scope: mediaScope('https://qyapi.weixin.qq.com', KEY), ...more });

interface Bench {
  memory: MediaMemory;
  stored: Map<string, RememberedMedia>;
  time: TurnedClock;
}

function bench(): Bench {
  const stored = new Map<string, RememberedMedia>();
  const time = turnedClock();
  const memory = createMediaMemory(
    {
      get: async (key) => stored.get(key),
      set: async (key, media) => {
        if (media === undefined) stored.delete(key);
        else stored.set(key, media);
      },
    },
    time.clock,
  );
  return { memory, stored, time };
}

describe('the memory of media_ids', () => {
  it('gives back what it was given', async () => {
    const { memory } = bench();
    const media = { media_id: 'MEDIA_ID', created_at: START };
    await memory.remember(identity(), media);
    expect(await memory.recall(identity())).toEqual(media);
    expect(await memory.recall(identity({ sha256: 'b'.repeat(64) }))).toBeUndefined();
  });

  it.each([
    ['content', { sha256: 'b'.repeat(64) }],
    ['name, which the group sees', { filename: 'other.txt' }],
    ['kind', { kind: 'voice' }],
    ['robot', { scope: mediaScope('https://qyapi.weixin.qq.com', 'another-key') }],
    ['host', { scope: mediaScope('https://relay.example', KEY) }],
  ] as const)('takes a file with another %s for another file', async (_name, more) => {
    const { memory } = bench();
    await memory.remember(identity(), { media_id: 'MEDIA_ID', created_at: START });
    expect(await memory.recall(identity(more))).toBeUndefined();
  });

  it('forgets ten minutes before WeCom does, and takes it out of the store', async () => {
    const { memory, stored, time } = bench();
    await memory.remember(identity(), { media_id: 'MEDIA_ID', created_at: START });
    time.advance(THREE_DAYS - 10 * MINUTE - 1);
    expect(await memory.recall(identity())).toBeDefined();
    time.advance(1);
    expect(await memory.recall(identity())).toBeUndefined();
    expect(stored.size).toBe(0);
  });

  it('does not trust what was made in the future, because then a clock was wrong', async () => {
    const { memory, stored } = bench();
    await memory.remember(identity(), { media_id: 'MEDIA_ID', created_at: START + 1 });
    expect(await memory.recall(identity())).toBeUndefined();
    expect(stored.size).toBe(0);
  });

  it('does not trust a date that is none', async () => {
    const { memory } = bench();
    await memory.remember(identity(), { media_id: 'MEDIA_ID', created_at: Number.NaN });
    expect(await memory.recall(identity())).toBeUndefined();
  });

  it('forgets what it is told to forget, and nothing else', async () => {
    const { memory, stored } = bench();
    await memory.remember(identity(), { media_id: 'ONE', created_at: START });
    await memory.remember(identity({ filename: 'other.txt' }), { media_id: 'TWO', created_at: START });
    await memory.forget(identity());
    expect([...stored.values()]).toEqual([{ media_id: 'TWO', created_at: START }]);
  });

  it('holds neither the robot’s key nor its plain digest nor the file’s name', async () => {
    const stored = new Map<string, RememberedMedia>();
    const asked: string[] = [];
    const store = {
      get: async (key: string) => {
        asked.push(key);
        return stored.get(key);
      },
      set: async (key: string, media: RememberedMedia | undefined) => {
        if (media !== undefined) stored.set(key, media);
      },
    };
    const { robot, account } = await robotBench({ memory: ({ clock }) => createMediaMemory(store, clock) });
    await robot.upload(mediaFile(), 'file');

    const held = JSON.stringify([asked, [...stored]]);
    expect(stored.size).toBe(1);
    expect(held).not.toContain(account.key);
    expect(held).not.toContain('report.txt');
    expect(asked[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(held).not.toContain(createHash('sha256').update(account.key).digest('hex'));
  });
});

describe('where a media_id is good', () => {
  it('is told by a digest that does not show the key', () => {
    const scope = mediaScope('https://qyapi.weixin.qq.com', KEY);
    expect(scope).toMatch(/^[0-9a-f]{32}$/);
    expect(scope).toBe(mediaScope('https://qyapi.weixin.qq.com', KEY));
  });
});
