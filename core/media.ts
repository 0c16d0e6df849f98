import type { Problem } from './errors.ts';
import { mediaChannel, mediaKinds } from './spec/media.ts';
import type { Channel, FileFormat, MediaChannel, MediaKind, MediaKindSpec, MediaRules } from './spec/types.ts';

/** What the rules for media look at. `sniff` tells the format, `amrDuration` the length and the damage. */
export interface MediaFacts {
  /** Names the file in a problem. */
  path: string;
  /** Bytes. */
  size: number;
  format: FileFormat | undefined;
  formatName: string;
  /** Milliseconds; only of AMR, and only when its frames could be counted. */
  durationMs?: number | undefined;
  /** Why they could not be counted: "it ends in the middle of frame 3". */
  damage?: string | undefined;
}

const KINDS: ReadonlyMap<MediaChannel, readonly MediaKindSpec[]> = Map.groupBy(mediaKinds, ({ channel }) => channel);

/** The rules of one kind, or undefined where the channel does not take it (a robot takes no video). */
export function mediaKind(channel: Channel, kind: MediaKind): MediaKindSpec | undefined {
  return KINDS.get(mediaChannel(channel))?.find((row) => row.kind === kind);
}

/**
 * As what a file is sent when the user leaves the choice: as the first kind that takes it as it is, a picture as an image
 * and a voice as voice, and as a file otherwise, also when it is too large even for that.
 */
export function chooseKind(media: Omit<MediaFacts, 'path'>, channel: Channel): MediaKind {
  const row = KINDS.get(mediaChannel(channel))?.find((candidate) => checkMedia(candidate, { path: '', ...media }).length === 0);
  return row?.kind ?? 'file';
}

/**
 * Everything that keeps a file from being sent as this kind; empty = nothing.
 *
 * @param otherwise what can be done instead of mending it, as the end of a sentence.
 */
export function checkMedia(row: MediaRules, { path, size, format, formatName, durationMs, damage }: MediaFacts, otherwise = row.kind === 'file' ? '' : ', or send it as a file'): Problem[] {
  const problems: Problem[] = [];

  if (size <= row.moreThanBytes) {
    problems.push({ path, limit: `more than ${bytes(row.moreThanBytes)}`, actual: bytes(size), fix: 'Leave it out, or look at why it is empty: files this small are refused' });
  }
  if (size > row.maxBytes) {
    problems.push({
      path,
      limit: `at most ${bytes(row.maxBytes)} (${sizeInWords(row.maxBytes)}) as ${row.kind}`,
      actual: bytes(size),
      fix: row.kind === 'file' ? 'Make it smaller, or send a link to it instead' : `Make it smaller${otherwise}`,
    });
  }
  if (row.formats !== undefined && (format === undefined || !row.formats.includes(format))) {
    const wanted = row.formats.map((name) => name.toUpperCase()).join(' or ');
    const actual = formatName === 'unknown' ? 'something else by its first bytes' : `${formatName} by its first bytes`;
    problems.push({ path, limit: `${wanted} as ${row.kind}`, actual, fix: `Convert it to ${wanted}${otherwise}: its name does not count, its content does` });
  } else if (row.maxSeconds !== undefined && format === 'amr') {
    const limit = `a sound ${row.kind} of at most ${row.maxSeconds} seconds`;
    if (durationMs === undefined) {
      problems.push({ path, limit, actual: `damaged: ${damage ?? 'its length cannot be told'}`, fix: `Record or convert it anew${otherwise}` });
    } else if (durationMs > row.maxSeconds * 1000) {
      problems.push({ path, limit, actual: `${durationMs / 1000} seconds`, fix: `Shorten it${otherwise}` });
    }
  }
  return problems;
}

/** In MB where it is a round number of them, else in KB. */
export function sizeInWords(count: number): string {
  const kilobytes = Math.ceil(count / 1024);
  return kilobytes % 1024 === 0 ? `${kilobytes / 1024} MB` : `${kilobytes} KB`;
}

const bytes = (count: number): string => `${count} ${count === 1 ? 'byte' : 'bytes'}`;
