import { basename, sep } from 'node:path';

import type { Problem } from '../core/errors.ts';
import { safeFilename } from '../core/filename.ts';
import { checkMedia, chooseKind, mediaKind } from '../core/media.ts';
import type { MediaFacts } from '../core/media.ts';
import { amrDuration } from '../core/media/amr.ts';
import { SNIFF_BYTES, sniff } from '../core/media/sniff.ts';
import type { Channel, FileFormat, MediaKind } from '../core/spec/types.ts';
import { distinctNames } from './distinct-names.ts';
import { MAX_FILES } from './files.ts';
import type { FoundFile } from './files.ts';
import { gatherFiles } from './gather-files.ts';
import type { Gathered, Surroundings } from './gather-files.ts';
import { rawInput } from './inputs.ts';
import type { Inputs } from './inputs.ts';
import type { LargeFiles, Leftovers } from './large/large-files.ts';
import { inspectFile, readWhole } from './media-file.ts';
import type { Inspected } from './media-file.ts';
import { printGroup } from './print.ts';
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
  /** Where a person finds it, if not among the artifacts of the run. */
  page?: string;
  /** Why it is left out, when it is. */
  skip?: string;
  /** A text to follow it. */
  after?: string;
}

export interface PlannedFiles extends Leftovers {
  /** Of each channel, in the order they were asked for. */
  files: PlannedFile[][];
  problems: Problem[];
  warnings: string[];
}

/** Finds the files, looks into each, and decides as what it goes on each channel. */
export async function planFiles(inputs: Inputs, workspace: Workspace, channels: readonly Channel[], surroundings: Surroundings): Promise<PlannedFiles> {
  const gathered = await gatherFiles(inputs, workspace, surroundings);
  const complaints: Complaints = { problems: gathered.problems, warnings: [] };
  reportUnmatched(gathered.unmatched, inputs, complaints);
  const large = await openLarge(inputs, gathered, surroundings, complaints);
  const names = distinctNames(gathered.files.map(({ path }) => path));
  const files: PlannedFile[][] = [];
  // A count that is refused is not worth opening ten thousand files for.
  const known = isTooMany(gathered.files.length, complaints) ? [] : gathered.files;
  for (const channel of channels) {
    const candidates = [...known.flatMap((file, index) => look(file, names[index] ?? '', channel, inputs, complaints)), ...gathered.tooLarge.map(unfetched)];
    const planned: PlannedFile[] = [];
    for (const candidate of candidates) planned.push(...(await decide(candidate, channel, inputs, large, complaints)));
    isTooMany(planned.length, complaints);
    files.push(planned);
  }
  if (complaints.problems.length === 0 && !inputs.dryRun && !surroundings.idle) list(files[0] ?? []);
  return { files, ...complaints, ...(large?.leftovers() ?? NOTHING_LEFT) };
}

/** What is about to go out, for those who wait for it. */
function list(files: readonly PlannedFile[]): void {
  const going = files.filter(({ skip }) => skip === undefined);
  if (going.length > 1) printGroup(`${going.length} files`, going.map(({ path, name, size }) => `${path}${basename(path) === name ? '' : ` as “${name}”`} (${size} bytes)`));
}

const NOTHING_LEFT: Leftovers = { links: [], linksInWords: '', appendix: [] };

function isTooMany(count: number, { problems }: Complaints): boolean {
  if (count <= MAX_FILES) return false;
  problems.push({ path: 'files', limit: `at most ${MAX_FILES} files`, actual: `${count} files`, fix: 'Narrow the patterns, or pack the files into one archive with zip' });
  return true;
}

async function openLarge(inputs: Inputs, { scratch }: Gathered, { env }: Surroundings, { problems }: Complaints): Promise<LargeFiles | undefined> {
  const policy = inputs.choose('if-too-large');
  if (policy !== 'link' && policy !== 'split') return undefined;
  const { openLargeFiles } = await import('./large/large-files.ts');
  const maxBytes = mediaKind('robot', 'file')?.maxBytes ?? 0;
  const opened = openLargeFiles({ policy, written: rawInput('if-too-large'), maxBytes, language: inputs.choose('language'), scratch, env });
  if (opened.ok) return opened.large;
  problems.push(opened.problem);
  return undefined;
}

const BACKSLASHES = 'Write / between folders: on this system a \\ belongs to the name, or takes the next sign literally';

type Complaints = Pick<PlannedFiles, 'problems' | 'warnings'>;

function reportUnmatched(unmatched: readonly string[], inputs: Inputs, { problems, warnings }: Complaints): void {
  const policy = inputs.choose('if-no-files-found');
  for (const pattern of unmatched) {
    const path = `files “${pattern}”`;
    const fix = pattern.includes('\\') && sep === '/' ? BACKSLASHES : 'Check the pattern against what the build wrote (hidden files do not count), or set if-no-files-found: warn';
    if (policy === 'error') problems.push({ path, limit: 'at least one file', actual: 'no file', fix });
    if (policy === 'warn') warnings.push(`${path}: it matched no file`);
  }
}

/** A file that was looked into, and what is wrong with it if it goes out as it is. */
interface Candidate {
  planned: PlannedFile;
  media: MediaFacts;
}

/** Nothing when it cannot be read. */
function look({ path, real: absolute, page }: FoundFile, name: string, channel: Channel, inputs: Inputs, { problems, warnings }: Complaints): Candidate[] {
  const inspected = inspectFile(absolute, SNIFF_BYTES);
  if (!inspected.ok) {
    problems.push({ path, limit: 'a file that can be read', actual: inspected.reason, fix: 'Let the step run after what writes the file, or exclude it with !' });
    return [];
  }
  if (safeFilename(basename(path)).changed) warnings.push(`${path}: it will be seen as “${name}”, because WeCom or the phones there cannot take the name as it is`);
  const media = factsOf(absolute, path, channel, inspected.value);
  const kind = chosenKind(media, channel, inputs);
  const inline = mediaKind(channel, kind)?.carried === 'inline';
  return [{ planned: { path, absolute, name, kind, inline, size: media.size, modified: inspected.value.modified, ...(page === undefined ? {} : { page }) }, media }];
}

/** An asset that is too large to be fetched. */
function unfetched({ name, size, url }: Gathered['tooLarge'][number]): Candidate {
  const planned: PlannedFile = { path: name, absolute: '', name: safeFilename(name).name, kind: 'file', inline: false, size, modified: 0, page: url };
  return { planned, media: { path: name, size, format: undefined, formatName: 'unknown' } };
}

const OTHER_WAYS = 'Make it smaller, or set if-too-large to split, link or skip';

/** The file as it goes out, or what goes in its place. */
async function decide({ planned, media }: Candidate, channel: Channel, inputs: Inputs, large: LargeFiles | undefined, { problems, warnings }: Complaints): Promise<PlannedFile[]> {
  const { path, kind, size } = planned;
  const policy = inputs.choose('if-too-large');
  const lie = inputs.choose('media-type') === 'auto' ? falseName(media) : undefined;
  const rules = mediaKind(channel, kind);
  if (lie !== undefined) problems.push(lie);
  else if (rules === undefined) {
    problems.push({ path, limit: 'file, image or voice', actual: `media-type: ${kind}`, fix: 'A group robot cannot send videos: set media-type: file' });
    return [];
  } else if (size > rules.maxBytes && policy === 'skip') {
    const skip = `over the ${rules.maxBytes} bytes that a ${kind} may have`;
    warnings.push(`${path} (${size} bytes) is left out: ${skip}`);
    return [{ ...planned, skip }];
  } else if (size > rules.maxBytes && kind === 'file' && (policy === 'link' || policy === 'split')) {
    // Where there is none, the size of the volumes could not be read, and that was said.
    const replaced = await large?.replace(planned);
    if (replaced?.ok === true) return replaced.files;
    if (replaced !== undefined) problems.push(replaced.problem);
  } else problems.push(...checkMedia(rules, media).map((problem) => (kind === 'file' && size > rules.maxBytes ? { ...problem, fix: OTHER_WAYS } : problem)));
  return [planned];
}

/** A voice's length is not in its head, so an AMR that may be one is read to its end. */
function factsOf(absolute: string, path: string, channel: Channel, inspected: Inspected): MediaFacts {
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
