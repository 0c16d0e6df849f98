import type { INodeProperties } from 'n8n-workflow';

import { additionalFields } from './additional-fields.ts';
import { applicationMedia } from './application-media.ts';
import { followUp } from './follow-up.ts';
import { groupChat } from './group-chat.ts';
import { media } from './media.ts';
import { message } from './message.ts';
import { operations } from './operations.ts';

/** The node's parameters, in the order in which a user meets them. */
export const properties: INodeProperties[] = [...operations, ...media, ...applicationMedia, ...message, ...followUp, ...groupChat, ...additionalFields];
