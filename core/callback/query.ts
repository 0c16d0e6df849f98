import { CallbackRefusal } from './refusal.ts';

/** The parameters of a request, decoded once, as web frameworks hand them on. One that was given twice is an array. */
export type Query = Readonly<Record<string, unknown>>;

export interface SignedQuery {
  signature: string;
  timestamp: string;
  nonce: string;
}

/**
 * What the signature needs. Other parameters are not looked at, so that a URL may have its own.
 *
 * @param name of the parameter with the signature.
 */
export function readSigned(query: Query, name: 'msg_signature' | 'signature' = 'msg_signature'): SignedQuery {
  const signature = own(query, name);
  // No signature, or two, is no proof: answered like a wrong one.
  if (typeof signature !== 'string') throw new CallbackRefusal('bad-signature', `${name} is missing or given twice`);
  const timestamp = readOne(query, 'timestamp');
  if (!/^\d{1,10}$/.test(timestamp)) throw new CallbackRefusal('bad-query', 'timestamp is not a number of seconds');
  return { signature, timestamp, nonce: readOne(query, 'nonce') };
}

/** The one value of a parameter, which must not be empty. */
export function readOne(query: Query, name: string): string {
  const value = own(query, name);
  if (typeof value !== 'string' || value === '') throw new CallbackRefusal('bad-query', `${name} is missing or given twice`);
  return value;
}

const own = (query: Query, name: string): unknown => (Object.hasOwn(query, name) ? query[name] : undefined);
