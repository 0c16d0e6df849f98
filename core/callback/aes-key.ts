import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import type { Cipheriv, Decipheriv, KeyObject } from 'node:crypto';

const ALGORITHM = 'aes-256-cbc';

/**
 * The key of an EncodingAESKey. It shows nothing of itself when it is printed or made JSON, and gives nobody its bytes.
 *
 * WeCom sends no initialisation vector: it is the first half of the key. It pads to 32 bytes, where AES has 16 and Node's own
 * unpadding takes no more, so that is turned off.
 */
export class AesKey {
  /** Bytes would be made one of these for every packet, which takes Node longer than all the rest of decrypting it. */
  readonly #key: KeyObject;
  readonly #vector: Buffer;

  /**
   * @param encoded of the right form. Its last character carries two bits that do not belong to the key, set in three keys of four;
   * Node leaves them out, as it should.
   */
  constructor(encoded: string) {
    const bytes = Buffer.from(`${encoded}=`, 'base64');
    this.#key = createSecretKey(bytes);
    this.#vector = bytes.subarray(0, 16);
  }

  cipher(): Cipheriv {
    return createCipheriv(ALGORITHM, this.#key, this.#vector).setAutoPadding(false);
  }

  decipher(): Decipheriv {
    return createDecipheriv(ALGORITHM, this.#key, this.#vector).setAutoPadding(false);
  }
}
