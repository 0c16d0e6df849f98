import { basename } from 'node:path';

import type { Problem } from '../core/errors.ts';
import { safeFilename } from '../core/filename.ts';
import { checkMedia, chooseKind, mediaKind } from '../core/media.ts';
import type { MediaFacts } from '../core/media.ts';
import { amrDuration } from '../core/media/amr.ts';
import { SNIFF_BYTES, sniff } from '../core/media/sniff.ts';
import type { Channel, FileFormat, MediaKind } from '../core/spec/types.ts';
import { MAX_FILES, findFiles } from './files.ts';
import type { FoundFile } from './files.ts';
import type { Inputs } from './inputs.ts';
import { inspectFile, readWhole } from './media-file.ts';
import type { Inspected } from './media-file.ts';
import type { Workspace } from './workspace.ts';

export interface PlannedFile {
  /** Relative to the workspace, with slashes. */
  path: string;
  absolute: string;
  /** As the group will see it. */
  name: string;
  kind: MediaKind;
  /** Inside its message, without an upload. */
  inline: boolean;
  /** Bytes. */
  size: number;
  modified: number;
  /** Why it is left out, when it is. */
  skip?: string;
}

export interface PlannedFiles {
  /** Of each channel, in the order they were asked for. */
  files: PlannedFile[][];
  problems: Problem[];
  warnings: string[];
}

/** Finds the files, looks into each, and decides as what it goes on each channel. */
export async function planFiles(inputs: Inputs, workspace: Workspace, channels: readonly Channel[]): Promise<PlannedFiles> {
  const found = await findFiles(workspace, inputs.files);
  const { problems } = found;
  const warnings: string[] = [];
  reportUnmatched(found.unmatched, inputs, { problems, warnings });
  // A count that is refused is not worth opening ten thousand files for.
  const known = found.files.length <= MAX_FILES ? found.files : [];
  const files = channels.map((channel) => known.flatMap((file) => planFile(file, channel, inputs, { problems, warnings })));
  return { files, problems, warnings };
}

type Complaints = Pick<PlannedFiles, 'problems' | 'warnings'>;

function reportUnmatched(unmatched: readonly string[], inputs: Inputs, { problems, warnings }: Complaints): void {
  const policy = inputs.choose('if-no-files-found');
  for (const pattern of unmatched) {
    const path = `files “${pattern}”`;
    const fix = 'Check the pattern against what the build wrote (a folder needs /** behind it, and hidden files do not count), or set if-no-files-found: warn';
    if (policy === 'error') problems.push({ path, limit: 'at least one file', actual: 'no file', fix });
    if (policy === 'warn') warnings.push(`${path}: it matched no file`);
  }
}

/** The file as it goes out, or nothing when it cannot be read. */
function planFile({ path, real: absolute }: FoundFile, channel: Channel, inputs: Inputs, { problems, warnings }: Complaints): PlannedFile[] {
  const inspected = inspectFile(absolute, SNIFF_BYTES);
  if (!inspected.ok) {
    problems.push({ path, limit: 'a file that can be read', actual: inspected.reason, fix: 'Let the step run after what writes the file, or exclude it with !' });
    return [];
  }
  const { name, changed } = safeFilename(basename(path));
  if (changed) warnings.push(`${path}: it will be seen as “${name}”, because WeCom or the phones there cannot take the name as it is`);

  const media = look(absolute, path, channel, inspected.value);
  const lie = inputs.choose('media-type') === 'auto' ? falseName(media) : undefined;
  const kind = chosenKind(media, channel, inputs);
  const rules = mediaKind(channel, kind);
  const planned: PlannedFile = { path, absolute, name, kind, inline: rules?.carried === 'inline', size: media.size, modified: inspected.value.modified };
  if (lie !== undefined) problems.push(lie);
  else if (rules === undefined) problems.push({ path, limit: 'file, image or voice', actual: `media-type: ${kind}`, fix: 'A group robot cannot send videos: set media-type: file' });
  else if (media.size > rules.maxBytes && inputs.choose('if-too-large') === 'skip') {
    const skip = `over the ${rules.maxBytes} bytes that a ${kind} may have`;
    warnings.push(`${path} (${media.size} bytes) is left out: ${skip}`);
    return [{ ...planned, skip }];
  } else problems.push(...checkMedia(rules, media));
  return [planned];
}

/** A voice's length is not in its head, so an AMR that may be one is read to its end. */
function look(absolute: string, path: string, channel: Channel, inspected: Inspected): MediaFacts {
  const media = { path, size: inspected.size, ...sniff(inspected.head) };
  if (media.format !== 'amr' || media.size > (mediaKind(channel, 'voice')?.maxBytes ?? 0)) return media;
  const bytes = readWhole(absolute, inspected);
  const duration = bytes.ok ? amrDuration(bytes.value) : ({ ok: false, problem: bytes.reason } as const);
  return duration.ok ? { ...media, durationMs: duration.durationMs } : { ...media, damage: duration.problem };
}

function chosenKind(media: MediaFacts, channel: Channel, inputs: Inputs): MediaKind {
  const wish = inputs.choose('media-type');
  const kind = wish === 'auto' ? chooseKind(media, channel) : wish;
  // A picture has no media_id of its own at a robot; asked for one, the upload is a file.
  return wish === 'auto' && mediaKind(channel, kind)?.carried === 'inline' && !inputs.sendFiles ? 'file' : kind;
}

const NAMED: readonly { pattern: RegExp; name: string; formats: readonly FileFormat[] }[] = [
  { pattern: /\.(jpe?g|png)$/i, name: 'a picture', formats: ['jpg', 'png'] },
  { pattern: /\.amr$/i, name: 'an AMR voice', formats: ['amr'] },
];

/** A screenshot that is an error page, a voice that is an MP3: a mistake of the build, which the group should not be the first to see. */
function falseName({ path, format, formatName }: MediaFacts): Problem | undefined {
  const claim = NAMED.find(({ pattern }) => pattern.test(path));
  if (claim === undefined || (format !== undefined && claim.formats.includes(format))) return undefined;
  const actual = formatName === 'unknown' ? 'something else by its first bytes' : `${formatName} by its first bytes`;
  return { path, limit: `${claim.name}, as its name says`, actual, fix: 'Look at what wrote it; to send it just as it is, set media-type: file' };
}
