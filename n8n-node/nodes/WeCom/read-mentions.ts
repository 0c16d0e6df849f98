import type { IExecuteFunctions } from 'n8n-workflow';

import type { Mentions } from '../../../core/mention.ts';
import { readList } from './read-list.ts';

/** Whom a robot's message shall mention. */
export function readMentions(context: IExecuteFunctions, itemIndex: number): Mentions {
  const { mentionUsers, mentionMobiles } = context.getNodeParameter('additionalFields', itemIndex, {}) as Record<string, unknown>;
  return { users: readList(mentionUsers), mobiles: readList(mentionMobiles) };
}
