import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { recall } from '../../../core/follow-up.ts';
import { validateRequest } from '../../../core/validate-request.ts';
import { readText } from '../../read-text.ts';
import { labelledRequest } from './labels.ts';
import { refuseIfAny, valueOf } from './results.ts';
import type { Application } from './sender.ts';

/** Takes back the message that the item names. */
export async function recallMessage(context: IExecuteFunctions, itemIndex: number, { connection }: Application): Promise<IDataObject> {
  const msgid = readText(context, itemIndex, 'msgId');
  refuseIfAny(context, itemIndex, labelledRequest('recall', { msgid }, validateRequest('recall', { msgid }).problems));
  valueOf(context, itemIndex, await recall(connection, msgid));
  return { msgid, recalled: true };
}
