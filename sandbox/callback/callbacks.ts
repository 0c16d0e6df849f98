import { Recent } from '../recent.ts';
import { callbackAddress } from './address.ts';
import type { Packet } from './packet.ts';
import type { CallbackFace, CallbackRecord, CallbackSettings } from './types.ts';

/** WeCom tries three times again: https://developer.work.weixin.qq.com/document/path/90930 */
const ATTEMPTS = 4;

const MOST_KEPT = 1000;
const MOST_BYTES = 128 * 1024 * 1024;

interface Kept {
  record: CallbackRecord;
  /** What its first attempt sent. */
  packet: Packet;
}

/** Who is called where, and what was sent there. */
export class Callbacks {
  #addresses = new Map<string, CallbackFace>();
  #initially = new Map<string, CallbackFace>();
  #kept = new Recent<Kept>(MOST_KEPT, MOST_BYTES);
  #count = 0;
  #closing = new AbortController();

  get records(): CallbackRecord[] {
    return this.#kept.all.map(({ record }) => record);
  }

  /** Fires when what is under way is to be given up. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /**
   * Sets where the application or bot of that name is called, with that receiveid where the settings name none; `initially`: a reset
   * brings this back. Returns a copy. @throws Error as callbackAddress.
   */
  set({ name }: { name: string }, settings: CallbackSettings, receiveId: string, initially = false): CallbackFace {
    const address = callbackAddress(settings, receiveId);
    this.#addresses.set(name, address);
    if (initially) this.#initially.set(name, address);
    return { ...address };
  }

  unset(name: string): void {
    this.#addresses.delete(name);
  }

  find(name: string): CallbackFace | undefined {
    return this.#addresses.get(name);
  }

  /** @throws Error when it has none. */
  addressOf(name: string): CallbackFace {
    const address = this.find(name);
    if (!address) throw new Error(`"${name}" has no callback address; set one first.`);
    return address;
  }

  /** Writes down what is about to be sent, at most so many times. */
  add(record: Omit<CallbackRecord, 'id' | 'attempts' | 'most' | 'outcome'>, packet: Packet, most = ATTEMPTS): CallbackRecord {
    this.#count += 1;
    const added: CallbackRecord = { id: this.#count, ...record, attempts: [], most, outcome: 'running' };
    // The message stands in the record as well, in the clear.
    this.#kept.add({ record: added, packet }, 2 * packet.body.length);
    return added;
  }

  /** What was sent under that number. @throws Error when nothing was. */
  sent(id: number): Kept {
    const kept = this.#kept.all.find(({ record }) => record.id === id);
    if (!kept) throw new Error(`Nothing was sent under the number ${id}, or too long ago to be kept.`);
    return kept;
  }

  /** Gives up what is under way and forgets what was sent; the addresses are those from the start. */
  reset(): void {
    this.#closing.abort();
    this.#closing = new AbortController();
    this.#kept.clear();
    this.#count = 0;
    this.#addresses = new Map(this.#initially);
  }
}
