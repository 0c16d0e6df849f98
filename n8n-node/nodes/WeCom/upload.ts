import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { InvalidInputError } from '../../../core/errors.ts';
import { mediaLifetimeMs } from '../../../core/spec/media.ts';
import type { MediaKind } from '../../../core/spec/types.ts';
import type { UploadedMedia } from '../../../core/uploader.ts';
import { readBinaryFiles } from '../../binary.ts';
import type { BinaryFile, BinaryWish, FieldsWish } from '../../binary.ts';
import { failure } from '../../failure.ts';
import { readText, textOf } from '../../read-text.ts';
import type { Sender } from './sender.ts';

/** Uploads the binary fields of an item; one output for each. */
export async function uploadMedia(context: IExecuteFunctions, itemIndex: number, sender: Sender): Promise<IDataObject[]> {
  const kind = context.getNodeParameter('mediaType', itemIndex) as MediaKind | 'auto';
  const files = await filesOf(context, itemIndex, { channel: sender.channel, kind, otherwise: ', or choose File as the Media Type' });
  const uploads: IDataObject[] = [];
  for (const file of files) uploads.push((await uploadFile(context, itemIndex, sender, file)).json);
  return uploads;
}

/** The binary fields that the item's parameters name, read and checked. @throws NodeOperationError naming every problem. */
export async function filesOf(context: IExecuteFunctions, itemIndex: number, wish: Omit<BinaryWish, keyof FieldsWish>): Promise<BinaryFile[]> {
  const fields = readText(context, itemIndex, 'binaryPropertyName');
  const { fileName } = context.getNodeParameter('additionalFields', itemIndex, {}) as { fileName?: unknown };
  const read = await readBinaryFiles(context, itemIndex, { ...wish, fields, fileName: textOf(fileName) });
  if (!read.ok) throw failure(context.getNode(), new InvalidInputError(read.problems), itemIndex);
  return read.files;
}

/** @throws NodeApiError or NodeOperationError when it is not certain that WeCom has the file. */
export async function uploadFile(context: IExecuteFunctions, itemIndex: number, sender: Sender, file: BinaryFile): Promise<{ media: UploadedMedia; json: IDataObject }> {
  const outcome = await sender.upload(file);
  if (outcome.delivery !== 'sent') throw failure(context.getNode(), outcome.error, itemIndex);
  return { media: outcome.value, json: describe(file, outcome.value) };
}

function describe({ filename, bytes, sha256 }: BinaryFile, { media_id, type, created_at }: UploadedMedia): IDataObject {
  return {
    media_id,
    type,
    filename,
    size: bytes.byteLength,
    sha256,
    created_at: new Date(created_at).toISOString(),
    expires_at: new Date(created_at + mediaLifetimeMs).toISOString(),
  };
}
