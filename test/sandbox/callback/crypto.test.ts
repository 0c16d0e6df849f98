import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { decryptMessage, encryptBytes, encryptMessage, signatureOf } from '../../../sandbox/callback/crypto.ts';
import { aesKeyOf, randomKey } from '../../../sandbox/callback/key.ts';

interface Vector {
  id: string;
  kind: string;
  token: string;
  encodingAESKey: string;
  receiveId: string;
  timestamp: string;
  nonce: string;
  encrypt: string;
  msg_signature: string;
  random16Utf8: string;
  plaintext: string;
  expectPlaintext: string;
  expect: string;
  why: string;
  skipSignature: boolean;
  cipherLength: number;
}

interface Vectors {
  vectors: (Partial<Vector> & Pick<Vector, 'id' | 'kind' | 'encrypt'>)[];
  negatives: Vector[];
  badKeys: { key: string; why: string }[];
  keyEquivalence: { a: string; b: string }[];
  generated: { aibotMessages: Vector[]; aibotFiles: { key: string; size: number; plainHex: string; cipherBase64: string }[] };
}

const data = JSON.parse(readFileSync(new URL('../../fixtures/callback-vectors.json', import.meta.url), 'utf8')) as Vectors;

const all = [...data.vectors, ...data.generated.aibotMessages];

describe("the sandbox's encryption agrees with what others published", () => {
  const signed = all.filter((one): one is Vector => one.msg_signature !== undefined);
  it.each(signed)('$id: the signature', ({ token, timestamp, nonce, encrypt, msg_signature }) => {
    expect(signatureOf(token, timestamp, nonce, encrypt)).toBe(msg_signature);
  });

  const readable = data.vectors.filter((one): one is Vector => one.expectPlaintext !== undefined && one.cipherLength !== undefined);
  it.each(readable)('$id: the message and the receiveid', ({ encrypt, encodingAESKey, expectPlaintext, receiveId }) => {
    expect(decryptMessage(encrypt, encodingAESKey)).toEqual({ message: expectPlaintext, receiveId });
  });

  const exact = all.filter((one): one is Vector => one.random16Utf8 !== undefined);
  it.each(exact)('$id: the same bytes for the same 16 random ones', ({ plaintext, encodingAESKey, receiveId, random16Utf8, encrypt }) => {
    expect(encryptMessage(plaintext, encodingAESKey, receiveId, Buffer.from(random16Utf8))).toBe(encrypt);
  });

  it('covers every group of the vectors', () => {
    expect([signed.length, readable.length, exact.length].every((count) => count >= 4)).toBe(true);
  });
});

describe('what cannot be right', () => {
  it.each(data.negatives)('$id: $expect', ({ token, timestamp, nonce, encrypt, msg_signature, encodingAESKey, receiveId, expect: expected, expectPlaintext, skipSignature }) => {
    const isSigned = skipSignature || signatureOf(token, timestamp, nonce, encrypt) === msg_signature;
    if (!isSigned) {
      expect(expected).toBe('bad-signature');
      return;
    }
    const outcome = (): string => {
      const decrypted = decryptMessage(encrypt, encodingAESKey);
      return decrypted.receiveId === receiveId ? decrypted.message : 'bad-receiveid';
    };
    if (expected === 'ok') expect(outcome()).toBe(expectPlaintext);
    else if (expected === 'bad-receiveid') expect(outcome()).toBe('bad-receiveid');
    else expect(outcome).toThrow(/base64|padding|length|shorter|multiple/);
  });

  it.each(data.badKeys)('the key is refused: $why', ({ key }) => {
    expect(() => aesKeyOf(key)).toThrow('exactly 43 letters and digits');
  });
});

describe('a key', () => {
  it('that was made here has no bits that a strict decoder would refuse', () => {
    for (let count = 0; count < 50; count += 1) {
      const key = randomKey();
      expect(aesKeyOf(key).toString('base64')).toBe(`${key}=`);
    }
  });

  it.each(data.keyEquivalence)('means the same whatever its last two bits are', ({ a, b }) => {
    expect(aesKeyOf(a)).toEqual(aesKeyOf(b));
  });
});

it('pads a file to a multiple of 32 bytes, by a whole block where it was one already', () => {
  const key = randomKey();
  expect([0, 1, 31, 32, 33].map((size) => encryptBytes(Buffer.alloc(size), key).length)).toEqual([32, 32, 32, 64, 64]);
});
