import { createHash } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import type { Problem } from '../core/errors.ts';
import { nameOf, noSuchField } from './binary.ts';

export interface BinaryDigest {
  filename: string;
  /** Bytes. */
  size: number;
  /** Both in hex. */
  md5: string;
  sha256: string;
}

/** What a binary field of an item holds, read piece by piece: it may be larger than what can be uploaded. */
export async function digestBinary(context: IExecuteFunctions, itemIndex: number, field: string): Promise<{ ok: true; digest: BinaryDigest } | { ok: false; problem: Problem }> {
  const { helpers } = context;
  const data = context.getInputData()[itemIndex]?.binary?.[field];
  if (data === undefined) return { ok: false, problem: noSuchField(context, itemIndex, field) };
  const [md5, sha256] = [createHash('md5'), createHash('sha256')];
  let size = 0;
  // What is in the item itself cannot be had as a stream.
  const pieces = data.id === undefined ? [await helpers.getBinaryDataBuffer(itemIndex, field)] : await helpers.getBinaryStream(data.id);
  for await (const piece of pieces as AsyncIterable<Uint8Array> | Uint8Array[]) {
    md5.update(piece);
    sha256.update(piece);
    size += piece.byteLength;
  }
  return { ok: true, digest: { filename: nameOf(field, data), size, md5: md5.digest('hex'), sha256: sha256.digest('hex') } };
}
