import type { INodeProperties } from 'n8n-workflow';

const GET_MANY = { resource: ['material'], operation: ['getMany'] };

/** How a list is asked for. */
export const lists: INodeProperties[] = [
  {
    displayName: 'Material Type',
    name: 'materialType',
    type: 'options',
    options: [
      { name: 'Article', value: 'news', description: 'Published before 2022; newer ones are drafts' },
      { name: 'Image', value: 'image' },
      { name: 'Video', value: 'video' },
      { name: 'Voice', value: 'voice' },
    ],
    default: 'image',
    description: 'Which kind to list. WeChat does not list thumbs.',
    displayOptions: { show: GET_MANY },
  },
  {
    displayName: 'Return All',
    name: 'returnAll',
    type: 'boolean',
    default: false,
    description: 'Whether to return all results or only up to a given limit',
    displayOptions: { show: GET_MANY },
  },
  {
    displayName: 'Limit',
    name: 'limit',
    type: 'number',
    typeOptions: { minValue: 1, numberPrecision: 0 },
    default: 50,
    hint: 'WeChat gives 20 at a time: more are fetched in pages',
    description: 'Max number of results to return',
    displayOptions: { show: { ...GET_MANY, returnAll: [false] } },
  },
];
