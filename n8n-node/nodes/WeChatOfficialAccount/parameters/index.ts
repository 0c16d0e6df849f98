import type { INodeProperties } from 'n8n-workflow';

import { additionalFields } from './additional-fields.ts';
import { draft } from './draft.ts';
import { files } from './files.ts';
import { lists } from './lists.ts';
import { operations } from './operations.ts';

/** The node's parameters, in the order in which a user meets them. */
export const properties: INodeProperties[] = [...operations, ...files, ...lists, ...draft, ...additionalFields];
