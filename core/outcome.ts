import type { WeComError } from './errors.ts';

/** What is known of a message after an attempt to send it. `unknown`: it may have arrived, and nobody can tell. */
export type Delivery = 'sent' | 'rejected' | 'unknown';

export interface Sent<T> {
  delivery: 'sent';
  value: T;
  errmsg: string;
  attempts: number;
}

export interface NotSent {
  delivery: 'rejected' | 'unknown';
  error: WeComError;
  attempts: number;
}

export type Outcome<T> = Sent<T> | NotSent;

/** The same outcome with what is made of its value. */
export function mapSent<T, U>(outcome: Outcome<T>, read: (value: T) => U): Outcome<U> {
  return outcome.delivery === 'sent' ? { ...outcome, value: read(outcome.value) } : outcome;
}
