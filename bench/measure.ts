import { runOnce } from './contender.ts';
import type { Contender } from './contender.ts';
import type { Server } from './server.ts';

/**
 * Milliseconds of each contender, as the median of so many rounds; undefined for those that are not on this machine.
 *
 * In every round each runs once, beginning with another one each time, so that whatever else the machine does meets all
 * of them alike. The first round only warms up. Every run is held against what the server received.
 */
export async function measure(contenders: readonly Contender[], { rounds, server }: { rounds: number; server: Server }): Promise<Map<Contender, number>> {
  const here = contenders.filter(({ commands }) => commands.length > 0);
  const times = new Map<Contender, number[]>(here.map((contender) => [contender, []]));
  await server.received();
  for (let round = 0; round <= rounds; round += 1) {
    const first = round % here.length;
    for (const contender of [...here.slice(first), ...here.slice(0, first)]) {
      const ms = await runOnce(contender);
      await checkDelivery(contender, server);
      if (round > 0) times.get(contender)?.push(ms);
    }
  }
  return new Map([...times].map(([contender, all]) => [contender, median(all)]));
}

async function checkDelivery({ name, delivers }: Contender, server: Server): Promise<void> {
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
