import { Refusal } from '../errcodes.ts';

const MAGIC = [Buffer.from('ffd8ff', 'hex'), Buffer.from('89504e470d0a1a0a', 'hex')];

/** Checks that the bytes are a JPG or a PNG, by how they begin. @throws Refusal 40004 when they are neither. */
export function checkPicture(bytes: Buffer): void {
  if (!MAGIC.some((magic) => bytes.subarray(0, magic.length).equals(magic))) throw new Refusal(40004);
}
