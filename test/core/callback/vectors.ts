import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readCallbackSettings } from '../../../core/callback/settings.ts';
import type { CallbackSettings, ReceiveId } from '../../../core/callback/settings.ts';

export interface Vector {
  id: string;
  kind: string;
  token: string;
  encodingAESKey: string;
  receiveId: string;
  /** One of them is without. */
  msg_signature?: string;
  timestamp: string;
  nonce: string;
  encrypt: string;
  body?: string;
  query?: string;
  plaintext?: string;
  expectPlaintext?: string;
  expectReplyXml?: string;
  random16Utf8?: string;
  expect?: string;
  pad?: number;
}

interface Vectors {
  vectors: Vector[];
  negatives: Vector[];
  plainSignatures: { id: string; token: string; timestamp: string; nonce: string; signature: string }[];
  badKeys: { key: string; why: string }[];
  keyEquivalence: { a: string; b: string }[];
  xmlNegatives: { id: string; body: string }[];
  generated: {
    aibotMessages: Vector[];
    aibotFiles: { id: string; aesKeyBase64: string; bytes: number; plainHex: string; cipherBase64: string; pad: number }[];
  };
}

const read = JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/callback/vectors.json'), 'utf8')) as Vectors;

export const { negatives, plainSignatures, badKeys, keyEquivalence, xmlNegatives, generated } = read;

export const vectors: readonly Vector[] = [...read.vectors, ...generated.aibotMessages];

export function vector(id: string): Vector {
  const found = vectors.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no vector ${id}`);
  return found;
}

export function settingsOf({ token = 'anyToken', encodingAESKey, receiveId }: Pick<Vector, 'encodingAESKey' | 'receiveId'> & { token?: string }, check: ReceiveId = { expected: receiveId }): CallbackSettings {
  const settings = readCallbackSettings({ token: 'anyToken', encodingAesKey: encodingAESKey, receiveId: 'unchecked' });
  if (!settings.ok) throw new Error(JSON.stringify(settings.problems));
  // Tokens that no admin console accepts are published too.
  return { ...settings.value, token, receiveId: check };
}

export const queryOf = ({ msg_signature = '', timestamp, nonce }: Vector): Record<string, string> => ({ msg_signature, timestamp, nonce });

/** The moment at which it was signed. */
export const timeOf = ({ timestamp }: Pick<Vector, 'timestamp'>): number => Number(timestamp) * 1000;
