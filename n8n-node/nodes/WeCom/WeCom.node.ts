import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

import type { Channel } from '../../../core/spec/types.ts';
import { failed, failure } from '../../failure.ts';
import { readTimeLimit } from '../../time-limit.ts';
import { showWarnings } from '../../warnings.ts';
import { downloadMedia } from './download.ts';
import { fetchByUrl } from './fetch-by-url.ts';
import { createGroupChat, getGroupChat, updateGroupChat } from './group-chat.ts';
import { listSearch } from './list-search.ts';
import { properties } from './parameters/index.ts';
import { recallMessage } from './recall.ts';
import { sendMessage } from './send.ts';
import { openSender, toGroupChats } from './sender.ts';
import type { Application, Sender } from './sender.ts';
import { updateCard } from './update-card.ts';
import { uploadImages } from './upload-images.ts';
import { uploadMedia } from './upload.ts';

/** Files and messages for WeCom, by a group robot or by an application. */
export class WeCom implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'WeCom',
    name: 'weCom',
    icon: { light: 'file:wecom.svg', dark: 'file:wecom.dark.svg' },
    group: ['output'],
    version: 1,
    subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
    description: 'Bring files and messages into WeCom (企业微信) groups and to its members',
    defaults: { name: 'WeCom' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [
      { name: 'weComRobotApi', required: true, displayOptions: { show: { authentication: ['robot'] } } },
      { name: 'weComAppApi', required: true, displayOptions: { show: { authentication: ['app'] } } },
    ],
    properties,
  };

  methods = { listSearch };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    const results: INodeExecutionData[] = [];
    let sender: Sender | undefined;
    for (const itemIndex of this.getInputData().keys()) {
      try {
        sender ??= await openSender(this, this.getNodeParameter('authentication', itemIndex) as Channel);
        sender.restart(readTimeLimit(this, itemIndex));
        results.push(...(await runItem(this, itemIndex, sender)));
      } catch (error) {
        const shown = failure(this.getNode(), error, itemIndex);
        if (!this.continueOnFail()) throw shown;
        results.push({ json: failed(shown), pairedItem: { item: itemIndex } });
      }
    }
    showWarnings(this, results);
    return [results];
  }
}

async function runItem(context: IExecuteFunctions, itemIndex: number, sender: Sender): Promise<INodeExecutionData[]> {
  const resource: string = context.getNodeParameter('resource', itemIndex);
  const operation: string = context.getNodeParameter('operation', itemIndex);
  const action = `${resource}.${operation}`;
  const pairedItem = { item: itemIndex };
  switch (action) {
    case 'media.upload':
      return (await uploadMedia(context, itemIndex, sender)).map((json) => ({ json, pairedItem }));
    case 'message.send':
      return [{ json: await sendMessage(context, itemIndex, sender), pairedItem }];
    default:
      break;
  }
  const { application } = sender;
  if (application === undefined) throw new NodeOperationError(context.getNode(), 'A group robot cannot do this. Choose an application as the authentication.', { itemIndex });
  switch (action) {
    case 'media.get':
      return [await downloadMedia(context, itemIndex, application.app.download)];
    case 'media.getHdVoice':
      return [await downloadMedia(context, itemIndex, application.app.downloadHdVoice)];
    case 'media.uploadImage':
      return (await uploadImages(context, itemIndex, application)).map((json) => ({ json, pairedItem }));
    case 'groupChat.send':
      return [{ json: await sendMessage(context, itemIndex, toGroupChats(sender, application)), pairedItem }];
    default:
      return [{ json: await runApplication(context, itemIndex, application, action), pairedItem }];
  }
}

/** The operations of an application that take no files and give one result. */
async function runApplication(context: IExecuteFunctions, itemIndex: number, application: Application, action: string): Promise<IDataObject> {
  switch (action) {
    case 'media.uploadByUrl':
      return fetchByUrl(context, itemIndex, application);
    case 'message.recall':
      return recallMessage(context, itemIndex, application);
    case 'message.updateTemplateCard':
      return updateCard(context, itemIndex, application);
    case 'groupChat.create':
      return createGroupChat(context, itemIndex, application);
    case 'groupChat.get':
      return getGroupChat(context, itemIndex, application);
    case 'groupChat.update':
      return updateGroupChat(context, itemIndex, application);
    default:
      throw new NodeOperationError(context.getNode(), `This node has no operation “${action}”.`, { itemIndex });
  }
}
