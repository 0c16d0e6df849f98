import { CallbackRefusal } from './refusal.ts';
import type { ReceiveId } from './settings.ts';

/** Random bytes at the start, and the length of the text in the four after them. */
const [RANDOM, LENGTH] = [16, 4];

/** What is encrypted: random bytes, the length of the text in bytes, the text, and whom it is for. */
export function frame(text: string, receiveId: string, random: Uint8Array): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(LENGTH);
  length.writeUInt32BE(bytes.byteLength);
  return Buffer.concat([random, length, bytes, Buffer.from(receiveId)]);
}

/** The text in a frame, and whom it is for. @throws CallbackRefusal */
export function unframe(framed: Buffer, receiveId: ReceiveId): { text: string; receiveId: string } {
  if (framed.byteLength < RANDOM + LENGTH) throw new CallbackRefusal('bad-length', 'the decrypted packet is shorter than its head');
  const end = RANDOM + LENGTH + framed.readUInt32BE(RANDOM);
  // The attack: a length beyond the end, up to 4 GB, crashes a reader that trusts it, or makes it read what is not its own.
  if (end > framed.byteLength) throw new CallbackRefusal('bad-length', 'the decrypted packet is shorter than it says');
  const found = framed.subarray(end);
  // The attack: a packet for another corp, whose admin has chosen the same token and key or runs the same service.
  if (receiveId !== 'unchecked' && !found.equals(Buffer.from(receiveId.expected))) {
    throw new CallbackRefusal('bad-receiveid', 'the packet is for another receive id');
  }
  return { text: framed.toString('utf8', RANDOM + LENGTH, end), receiveId: found.toString() };
}
