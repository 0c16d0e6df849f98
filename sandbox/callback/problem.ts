import { Refusal } from '../errcodes.ts';

/** Why a reply is shown to nobody, in words; a rule that also holds for what is sent is named by its errcode. */
export function problemOf(error: unknown): string {
  if (error instanceof Refusal) return `errcode ${error.errcode}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
