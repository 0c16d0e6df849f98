import type { INodeProperties } from 'n8n-workflow';

import { additionalFields } from './additional-fields.ts';
import { media } from './media.ts';
import { message } from './message.ts';
import { operations } from './operations.ts';

/** The node's parameters, in the order in which a user meets them. */
export const properties: INodeProperties[] = [...operations, ...media, ...message, ...additionalFields];
