import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { createDeadline } from '../../../core/deadline.ts';
import type { OfficialAccount } from '../../../core/official/account.ts';
import { openAccount } from '../../account-connection.ts';
import { failed } from '../../failure.ts';
import { CLOCK } from '../../ports.ts';
import { readTimeLimit } from '../../time-limit.ts';
import { showWarnings } from '../../warnings.ts';
import { addDraft } from './draft.ts';
import { accountFailure } from './failure.ts';
import { addMaterials, deleteMaterial, getManyMaterials, getMaterial } from './material.ts';
import { getHdVoice, getMedia, uploadImages, uploadMedia } from './media.ts';
import { properties } from './parameters/index.ts';

/** Media, permanent materials and drafts of an Official Account of WeChat. */
export class WeChatOfficialAccount implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'WeChat Official Account',
    name: 'weChatOfficialAccount',
    icon: { light: 'file:wechat.svg', dark: 'file:wechat.dark.svg' },
    group: ['output'],
    version: 1,
    subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
    description: 'Media, materials and drafts of a WeChat Official Account (微信公众号)',
    defaults: { name: 'WeChat Official Account' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'weChatOfficialAccountApi', required: true }],
    properties,
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    const results: INodeExecutionData[] = [];
    for (const itemIndex of this.getInputData().keys()) {
      try {
        const account = await openAccount(this, createDeadline(CLOCK, readTimeLimit(this, itemIndex) * 1000));
        results.push(...(await runItem(this, itemIndex, account)));
      } catch (error) {
        const shown = accountFailure(this.getNode(), error, itemIndex);
        if (!this.continueOnFail()) throw shown;
        results.push({ json: failed(shown), pairedItem: { item: itemIndex } });
      }
    }
    showWarnings(this, results);
    return [results];
  }
}

async function runItem(context: IExecuteFunctions, itemIndex: number, account: OfficialAccount): Promise<INodeExecutionData[]> {
  const resource: string = context.getNodeParameter('resource', itemIndex);
  const operation: string = context.getNodeParameter('operation', itemIndex);
  const action = `${resource}.${operation}`;
  const pairedItem = { item: itemIndex };
  const asItems = (all: readonly IDataObject[]): INodeExecutionData[] => all.map((json) => ({ json, pairedItem }));
  switch (action) {
    case 'media.upload':
      return asItems(await uploadMedia(context, itemIndex, account));
    case 'media.uploadImage':
      return asItems(await uploadImages(context, itemIndex, account));
    case 'media.get':
      return [await getMedia(context, itemIndex, account)];
    case 'media.getHdVoice':
      return [await getHdVoice(context, itemIndex, account)];
    case 'material.add':
      return asItems(await addMaterials(context, itemIndex, account));
    case 'material.get':
      return [await getMaterial(context, itemIndex, account)];
    case 'material.delete':
      return asItems([await deleteMaterial(context, itemIndex, account)]);
    case 'material.getMany':
      return asItems(await getManyMaterials(context, itemIndex, account));
    case 'material.getCount': {
      const counted = await account.countMaterials();
      if (counted.delivery !== 'sent') throw counted.error;
      return asItems([{ ...counted.value }]);
    }
    case 'draft.add':
      return asItems([await addDraft(context, itemIndex, account)]);
    default:
      throw new NodeOperationError(context.getNode(), `This node has no operation “${action}”.`, { itemIndex });
  }
}
