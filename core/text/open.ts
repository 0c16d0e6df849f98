import { byteLength } from '../utf8.ts';
import type { Inside, Span } from './span.ts';

/** A span that a cut would interrupt, with the interrupted ones around it. */
export interface Open {
  inside: Inside;
  /** Where the span ends. */
  end: number;
  block: boolean;
  outer: Open | undefined;
  /** Written at the start of the next part, for this span and the ones around it. */
  reopen: string;
  /** Written at the end of this part. */
  close: string;
  /** Of the two together. */
  bytes: number;
}

export function enter(span: Span, inside: Inside, outer: Open | undefined): Open {
  const reopen = (outer?.reopen ?? '') + inside.reopen;
  const close = inside.close + (outer?.close ?? '');
  return { inside, end: span.end, block: span.block === true, outer, reopen, close, bytes: byteLength(reopen) + byteLength(close) };
}
