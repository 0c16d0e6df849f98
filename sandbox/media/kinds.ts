import { Refusal } from '../errcodes.ts';
import { singleValue } from '../requests.ts';

/** What one `type` of an upload address takes. */
export interface MediaKind {
  maxBytes: number;
  /** The errcode for more bytes than that. */
  tooLarge: number;
  /** Looks at the content. @throws Refusal */
  check?: (bytes: Buffer) => void;
}

export const MB = 1024 * 1024;

/** Media has to be larger than this. */
export const TOO_SMALL_BYTES = 5;

/**
 * The `type` of an upload whose bytes keep its rules.
 * @throws Refusal 40005 for no type, two types or an unknown one, 40006 for 5 bytes or fewer, and what the kind itself refuses.
 */
export function checkKind(kinds: ReadonlyMap<string, MediaKind>, query: URLSearchParams, bytes: Buffer): string {
  const type = singleValue(query, 'type');
  const kind = kinds.get(type);
  if (!kind) throw new Refusal(40005);
  checkBytes(kind, bytes);
  return type;
}

/** @throws Refusal 40006 for 5 bytes or fewer, and what the kind itself refuses. */
export function checkBytes(kind: MediaKind, bytes: Buffer): void {
  if (bytes.length <= TOO_SMALL_BYTES) throw new Refusal(40006);
  if (bytes.length > kind.maxBytes) throw new Refusal(kind.tooLarge);
  kind.check?.(bytes);
}
