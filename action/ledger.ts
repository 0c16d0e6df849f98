import type { Delivery } from '../core/outcome.ts';
import type { Channel } from '../core/spec/types.ts';
import type { PlannedFile } from './plan-files.ts';
import type { JobResult } from './results/needs.ts';
import type { Destination } from './sender.ts';

/** What became of one file at one destination. The public shape of the `files` output. */
export interface FileRecord {
  path: string;
  name: string;
  type: string;
  size: number;
  sha256: string | null;
  media_id: string | null;
  /** ISO 8601. */
  created_at: string | null;
  expires_at: string | null;
  status: 'uploaded' | 'sent' | 'partial' | 'rejected' | 'unknown' | 'skipped';
  reason: string;
  /** 1 for the first webhook; the application comes after all of them. */
  destination: number;
}

/** What became of one message at one destination. The public shape of the `messages` output; no secret is in it. */
export interface MessageRecord {
  channel: Channel;
  msgtype: string;
  /** `partial`: WeCom took it and named some who do not get it. */
  delivery: Delivery | 'partial' | 'skipped';
  errcode: number | null;
  errmsg: string;
  msgid: string | null;
  destination: number;
}

export type Overall = 'sent' | 'partial' | 'rejected' | 'unknown' | 'skipped';

/**
 * The truth about the step so far, kept up to date while it runs: a step that is cancelled reports what it knows at that
 * moment. So a message stands here as `unknown` from the moment it goes out until its answer is there.
 */
export interface Ledger {
  files: FileRecord[];
  messages: MessageRecord[];
  /** Why something was not delivered; one sentence each, in order. */
  failures: string[];
  warnings: string[];
  /** What else the summary shows, as HTML. */
  appendix: string[];
  /** Who did not get an application's messages, as the output has them. */
  missed: string[];
  /** What each destination is called, in the order of their numbers. */
  destinations: string[];
  /** The jobs that the step reports on. */
  jobs: readonly JobResult[];
}

export function createLedger(): Ledger {
  return { files: [], messages: [], failures: [], warnings: [], appendix: [], missed: [], destinations: [], jobs: [] };
}

/** What a record says of a request that is under way, and so after a cancellation. */
export const NO_ANSWER = 'no answer yet';

/** A record of a file that nothing was done with yet. */
export function newFileRecord({ path, name, kind, size, skip }: PlannedFile, destination: number): FileRecord {
  const nothing = { sha256: null, media_id: null, created_at: null, expires_at: null };
  return { path, name, type: kind, size, ...nothing, status: 'skipped', reason: skip ?? 'not tried', destination };
}

/** A record of a message that was not sent yet. */
export function newMessageRecord(msgtype: string, { channel, number }: Pick<Destination, 'channel' | 'number'>): MessageRecord {
  return { channel, msgtype, delivery: 'skipped', errcode: null, errmsg: 'not tried', msgid: null, destination: number };
}

/** One word for the whole step. Only messages count, because only they can arrive. */
export function overall({ messages, failures }: Ledger): Overall {
  const some = (delivery: string): boolean => messages.some((message) => message.delivery === delivery);
  if (some('sent') || some('partial')) return failures.length === 0 && messages.every(({ delivery }) => delivery === 'sent') ? 'sent' : 'partial';
  if (some('unknown')) return 'unknown';
  return failures.length === 0 ? 'skipped' : 'rejected';
}
