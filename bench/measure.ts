import { runOnce } from './contender.ts';
import type { Contender } from './contender.ts';
import type { Server } from './server.ts';

/** Milliseconds of each contender, as {@link interleave} says; those that are not on this machine are left out. Every run is held against what the server received. */
export async function measure(contenders: readonly Contender[], { rounds, server }: { rounds: number; server: Server }): Promise<Map<Contender, number>> {
  await server.received();
  return interleave(contenders.filter(({ commands }) => commands.length > 0), rounds, async (contender) => {
    const ms = await runOnce(contender);
    await checkDelivery(contender, server);
    return ms;
  });
}

/**
 * Milliseconds of each contender, as the median of so many rounds.
 *
 * In every round each runs once, beginning with another one each time, so that whatever else the machine does meets all
 * of them alike. The first round only warms up.
 */
export async function interleave<T>(contenders: readonly T[], rounds: number, run: (contender: T) => Promise<number>): Promise<Map<T, number>> {
  const times = new Map<T, number[]>(contenders.map((contender) => [contender, []]));
  for (let round = 0; round <= rounds; round += 1) {
    const first = round % contenders.length;
    for (const contender of [...contenders.slice(first), ...contenders.slice(0, first)]) {
      const ms = await run(contender);
      if (round > 0) times.get(contender)?.push(ms);
    }
  }
  return new Map([...times].map(([contender, all]) => [contender, median(all)]));
}

/** @throws when the server has not received what it should have, since it was last asked: a run that did less measures nothing */
export async function checkDelivery({ name, delivers }: Pick<Contender, 'name' | 'delivers'>, server: Server): Promise<void> {
  const { messages, uploads, bytes } = await server.received();
  if (messages === delivers.messages && uploads === delivers.uploads && bytes >= delivers.bytes) return;
  throw new Error(`"${name}" should have delivered ${JSON.stringify(delivers)}, and the server received ${JSON.stringify({ messages, uploads, bytes })}`);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = NaN, high = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}
