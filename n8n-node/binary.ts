import { createHash } from 'node:crypto';

import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import type { Problem } from '../core/errors.ts';
import { safeFilename } from '../core/filename.ts';
import { checkMedia, chooseKind, mediaKind } from '../core/media.ts';
import type { MediaFacts } from '../core/media.ts';
import { amrDuration } from '../core/media/amr.ts';
import { sniff } from '../core/media/sniff.ts';
import type { Channel, MediaKind, MediaKindSpec } from '../core/spec/types.ts';
import type { MediaFile } from '../core/uploader.ts';
import { readRoomy } from './roomy-bytes.ts';

/** One binary field of an item, read and checked, with the kind of media it will go as. */
export interface BinaryFile extends MediaFile {
  kind: MediaKind;
  bytes: Uint8Array;
}

export interface FieldsWish {
  /** Names of binary fields, separated by commas. */
  fields: string;
  /** Instead of the field's own name; for one field only. */
  fileName: string;
}

export interface BinaryWish extends FieldsWish {
  kind: MediaKind | 'auto';
  channel: Channel;
  /** Where a file that its kind does not take can be made one of any kind, as the end of a sentence. */
  otherwise: string;
  /** Instead of those of the kind; for what is uploaded otherwise. */
  rules?: MediaKindSpec;
}

export type ReadBinary<F = BinaryFile> = { ok: true; files: F[] } | { ok: false; problems: Problem[] };

/** Reads the named binary fields of an item, whatever n8n stores them in, and names everything that is wrong with any of them. */
export async function readBinaryFiles(context: IExecuteFunctions, itemIndex: number, wish: BinaryWish): Promise<ReadBinary> {
  return readEachField(context, itemIndex, wish, (field) => readOne(context, itemIndex, field, wish));
}

/** Reads each of several binary fields in the caller's own way, and puts together what is wrong with any of them. */
export async function readEachField<F>(context: IExecuteFunctions, itemIndex: number, wish: FieldsWish, readField: (field: string) => Promise<ReadBinary<F>>): Promise<ReadBinary<F>> {
  const fields = [...new Set(wish.fields.split(',').map((name) => name.trim()))].filter((name) => name !== '');
  if (fields.length === 0) return { ok: false, problems: [{ path: 'Input Binary Field', limit: 'the name of a binary field', actual: 'empty', fix: `Write ${namesOf(context, itemIndex)}` }] };
  const read = await Promise.all(fields.map(readField));
  const problems = read.flatMap((each) => (each.ok ? [] : each.problems));
  if (wish.fileName !== '' && fields.length > 1) {
    problems.push({ path: 'File Name', limit: 'one file', actual: `${fields.length} files`, fix: 'Leave it empty: each file keeps the name of its own field' });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, files: read.flatMap((each) => (each.ok ? each.files : [])) };
}

async function readOne(context: IExecuteFunctions, itemIndex: number, field: string, wish: BinaryWish): Promise<ReadBinary> {
  const data = context.getInputData()[itemIndex]?.binary?.[field];
  if (data === undefined) {
    return { ok: false, problems: [noSuchField(context, itemIndex, field)] };
  }
  const { size, bytes } = await readBytes(context, itemIndex, field, data.id);
  const facts = mediaFactsOf(field, bytes, size);
  const kind = wish.kind === 'auto' ? chooseKind(facts, wish.channel) : wish.kind;
  const uploadKind = wish.kind === 'auto' && mediaKind(wish.channel, kind)?.carried === 'inline' ? 'file' : kind;
  const rules = wish.rules ?? mediaKind(wish.channel, uploadKind);
  const problems = rules === undefined ? [notCarried(field, uploadKind)] : checkMedia(rules, facts, rules.kind === 'file' ? '' : wish.otherwise);
  if (bytes === undefined || problems.length > 0) return { ok: false, problems };

  const name = wish.fileName !== '' ? wish.fileName : nameOf(field, data);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = { filename: safeFilename(name).name, contentType: 'application/octet-stream', sha256, kind: uploadKind, bytes };
  return { ok: true, files: [{ ...file, read: () => Promise.resolve(bytes) }] };
}

/** The name of the file in a binary field. */
export const nameOf = (field: string, { fileName, fileExtension }: IBinaryData): string => fileName ?? (fileExtension === undefined ? field : `${field}.${fileExtension}`);

/** The bytes, in whatever n8n stores them; of a stored file without a second copy, and of one that no kind takes only its size. */
export async function readBytes(context: IExecuteFunctions, itemIndex: number, field: string, id: string | undefined): Promise<{ size: number; bytes?: Uint8Array }> {
  const { helpers } = context;
  const size = id === undefined ? undefined : (await helpers.getBinaryMetadata(id)).fileSize;
  if (size !== undefined && size > LARGEST) return { size };
  const stored = id === undefined || size === undefined ? undefined : await readRoomy(await helpers.getBinaryStream(id), size);
  const bytes = stored ?? (await helpers.getBinaryDataBuffer(itemIndex, field));
  return { size: bytes.byteLength, bytes };
}

/** Bytes; no kind of media of any channel is larger. */
const LARGEST = 20 * 1024 * 1024;

/** What the rules for media look at; of a file that is too large to be read only its size. */
export function mediaFactsOf(path: string, bytes: Uint8Array | undefined, size = bytes?.byteLength ?? 0): MediaFacts {
  if (bytes === undefined) return { path, size, format: undefined, formatName: 'unknown' };
  const facts = { path, size: bytes.byteLength, ...sniff(bytes) };
  if (facts.format !== 'amr') return facts;
  const duration = amrDuration(bytes);
  return duration.ok ? { ...facts, durationMs: duration.durationMs } : { ...facts, damage: duration.problem };
}

const notCarried = (path: string, kind: MediaKind): Problem => ({
  path,
  limit: 'file or voice',
  actual: kind,
  fix: 'A group robot cannot upload this kind: choose File, or send it with an application',
});

export const noSuchField = (context: IExecuteFunctions, itemIndex: number, field: string): Problem => ({
  path: field,
  limit: 'a binary field of this item',
  actual: 'no such field',
  fix: `Write ${namesOf(context, itemIndex)}`,
});

/** What the user could have written: the item's binary fields, or where to get one from. */
function namesOf(context: IExecuteFunctions, itemIndex: number): string {
  const names = Object.keys(context.getInputData()[itemIndex]?.binary ?? {});
  if (names.length === 0) return 'the name of a binary field; this item has none, so put a node before this one that reads a file or downloads it';
  return names.length === 1 ? `${names.join('')}, the one this item has` : `one of those this item has: ${names.join(', ')}`;
}
