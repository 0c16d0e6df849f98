import { createHash } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import { InvalidInputError } from '../../../core/errors.ts';
import { safeFilename } from '../../../core/filename.ts';
import { checkOfficialMedia, chooseOfficialKind, officialFilename } from '../../../core/official/check-media.ts';
import { WECHAT } from '../../../core/official/vendor.ts';
import type { OfficialKind, OfficialUse } from '../../../core/spec/types.ts';
import type { MediaFile } from '../../../core/uploader.ts';
import { mediaFactsOf, nameOf, noSuchField, readBytes, readEachField } from '../../binary.ts';
import type { ReadBinary } from '../../binary.ts';
import { readText, textOf } from '../../read-text.ts';
import { inSentences } from '../../warnings.ts';

/** One binary field of an item, read and checked, with the kind that it goes as. */
export interface OfficialBinary extends MediaFile {
  kind: OfficialKind;
  size: number;
  warnings: string[];
}

/**
 * The binary fields that the item's parameters name.
 *
 * @param kind 'auto' = told from each file.
 * @throws InvalidInputError naming every problem of each.
 */
export async function readFiles(context: IExecuteFunctions, itemIndex: number, use: OfficialUse, kind: OfficialKind | 'auto'): Promise<OfficialBinary[]> {
  const { fileName } = context.getNodeParameter('additionalFields', itemIndex, {}) as { fileName?: unknown };
  const wish = { fields: readText(context, itemIndex, 'binaryPropertyName'), fileName: textOf(fileName) };
  const read = await readEachField(context, itemIndex, wish, (field) => readField(context, itemIndex, field, { use, kind, fileName: wish.fileName }));
  if (!read.ok) throw new InvalidInputError(read.problems);
  return read.files;
}

interface FieldWish {
  use: OfficialUse;
  kind: OfficialKind | 'auto';
  fileName: string;
}

async function readField(context: IExecuteFunctions, itemIndex: number, field: string, { use, kind: wanted, fileName }: FieldWish): Promise<ReadBinary<OfficialBinary>> {
  const data = context.getInputData()[itemIndex]?.binary?.[field];
  if (data === undefined) return { ok: false, problems: [noSuchField(context, itemIndex, field)] };
  const { size, bytes } = await readBytes(context, itemIndex, field, data.id);
  const facts = mediaFactsOf(field, bytes, size);
  const kind = wanted === 'auto' ? chooseOfficialKind(use, facts) : wanted;
  const { problems, warnings } = checkOfficialMedia(use, kind, facts);
  if (bytes === undefined || problems.length > 0) return { ok: false, problems };
  const filename = officialFilename(safeFilename(fileName !== '' ? fileName : nameOf(field, data)).name, facts.format);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = { filename, contentType: 'application/octet-stream', sha256, kind, size, warnings: inSentences(WECHAT, warnings) };
  return { ok: true, files: [{ ...file, read: () => Promise.resolve(bytes) }] };
}
