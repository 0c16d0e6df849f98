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
