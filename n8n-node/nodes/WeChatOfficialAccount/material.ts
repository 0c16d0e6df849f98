import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { InvalidInputError } from '../../../core/errors.ts';
import type { OfficialAccount } from '../../../core/official/account.ts';
import { MATERIAL_LIST, PAGE_ITEMS, VIDEO_DESCRIPTION } from '../../../core/spec/official-requests.ts';
import type { ListedKind } from '../../../core/spec/official-requests.ts';
import type { OfficialKind } from '../../../core/spec/types.ts';
import { validateObject } from '../../../core/validate.ts';
import type { Json } from '../../../core/verdict.ts';
import { itemWith } from '../../item-with-file.ts';
import { readMediaId } from '../../media-id.ts';
import { readText } from '../../read-text.ts';
import { accountFailure } from './failure.ts';
import { described, wantsVideo } from './media.ts';
import { readFiles } from './read-files.ts';

/** Adds the binary fields of an item as materials; one output for each. */
export async function addMaterials(context: IExecuteFunctions, itemIndex: number, account: OfficialAccount): Promise<IDataObject[]> {
  const wanted = context.getNodeParameter('mediaType', itemIndex) as OfficialKind | 'auto';
  const files = await readFiles(context, itemIndex, 'permanent', wanted);
  const hasVideo = files.some(({ kind }) => kind === 'video');
  const video = { title: readText(context, itemIndex, 'title'), introduction: readText(context, itemIndex, 'introduction') };
  const { problems } = hasVideo ? validateObject(VIDEO_DESCRIPTION, video, '') : { problems: [] };
  if (problems.length > 0) throw new InvalidInputError(problems.map((problem) => ({ ...problem, path: 'Title', fix: 'Fill it in: WeChat takes no permanent video without a title' })));

  const added: IDataObject[] = [];
  for (const file of files) {
    const outcome = await account.addMaterial(file, file.kind, file.kind === 'video' ? video : undefined);
    if (outcome.delivery !== 'sent') {
      // Each that is there takes a place of the quota, and a second run would add it again.
      const before = added.length === 0 ? '' : `${added.length} of ${files.length} files were added: ${files.slice(0, added.length).map(({ filename }) => filename).join(', ')}. `;
      throw accountFailure(context.getNode(), outcome.error, itemIndex, before);
    }
    added.push({ ...outcome.value, type: file.kind, ...described(file) });
  }
  return added;
}

/** A material: its file in a binary field, or its articles. */
export async function getMaterial(context: IExecuteFunctions, itemIndex: number, account: OfficialAccount): Promise<INodeExecutionData> {
  const mediaId = readMediaId(context, itemIndex);
  const outcome = await account.getMaterial(mediaId, wantsVideo(context, itemIndex));
  if (outcome.delivery !== 'sent') throw outcome.error;
  const { value } = outcome;
  const json = { media_id: mediaId };
  if (value.kind === 'news') return itemWith(context, itemIndex, { ...json, news_item: asData(value.articles) }, undefined);
  if (value.kind === 'file') return itemWith(context, itemIndex, json, value.file);
  return itemWith(context, itemIndex, { ...json, title: value.title, description: value.description, down_url: value.videoUrl }, value.file);
}

export async function deleteMaterial(context: IExecuteFunctions, itemIndex: number, account: OfficialAccount): Promise<IDataObject> {
  const mediaId = readMediaId(context, itemIndex);
  const outcome = await account.deleteMaterial(mediaId);
  if (outcome.delivery !== 'sent') throw outcome.error;
  return { deleted: true, media_id: mediaId };
}

/** The materials of a kind as WeChat lists them, the newest first. */
export async function getManyMaterials(context: IExecuteFunctions, itemIndex: number, account: OfficialAccount): Promise<IDataObject[]> {
  const type = context.getNodeParameter('materialType', itemIndex) as ListedKind;
  const all: boolean = context.getNodeParameter('returnAll', itemIndex, false);
  const limit: number = all ? Infinity : context.getNodeParameter('limit', itemIndex, 50);
  // More than a page holds is fetched in pages.
  const { problems } = validateObject(MATERIAL_LIST, { type, offset: 0, count: Math.min(limit, PAGE_ITEMS) }, '');
  if (problems.length > 0) throw new InvalidInputError(problems.map((problem) => ({ ...problem, ...(problem.path === 'count' ? { path: 'Limit', limit: 'a whole number from 1', fix: 'Choose one, or Return All' } : { path: 'Material Type' }) })));
  const outcome = await account.listAllMaterials(type, limit);
  if (outcome.delivery !== 'sent') throw outcome.error;
  return asData(outcome.value);
}

/** JSON of WeChat's, which is data for n8n as it is. */
const asData = (all: readonly Json[]): IDataObject[] => all.map((one) => one as IDataObject);
