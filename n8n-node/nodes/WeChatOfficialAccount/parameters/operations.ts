import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

const resource: INodeProperties = {
  displayName: 'Resource',
  name: 'resource',
  type: 'options',
  noDataExpression: true,
  options: [
    { name: 'Draft', value: 'draft', description: 'Articles in the draft box, from where they are published' },
    { name: 'Material', value: 'material', description: 'A file that the account keeps for good' },
    { name: 'Media', value: 'media', description: 'A file that WeChat keeps for 3 days' },
  ],
  default: 'material',
};

const OPERATIONS: Readonly<Record<string, INodePropertyOptions[]>> = {
  draft: [{ name: 'Add', value: 'add', description: 'Add articles to the draft box', action: 'Add a draft' }],
  material: [
    { name: 'Add', value: 'add', description: 'Add a file and get its media_id, which stays good', action: 'Add a material' },
    { name: 'Delete', value: 'delete', description: 'Delete a material for good; articles that use it lose it', action: 'Delete a material' },
    { name: 'Get', value: 'get', description: 'Download a material by its media_id, or get its articles', action: 'Get a material' },
    { name: 'Get Count', value: 'getCount', description: 'Count the materials of each kind', action: 'Get the count of materials' },
    { name: 'Get Many', value: 'getMany', description: 'List the materials of a kind, the newest first', action: 'Get many materials' },
  ],
  media: [
    { name: 'Get', value: 'get', description: 'Download a file by its media_id', action: 'Get a media file' },
    { name: 'Get HD Voice', value: 'getHdVoice', description: 'Download a voice that was recorded by a page inside WeChat', action: 'Get a voice in high quality' },
    { name: 'Upload', value: 'upload', description: 'Upload a file and get a media_id that is good for 3 days', action: 'Upload a media file' },
    { name: 'Upload Image', value: 'uploadImage', description: 'Upload a picture and get its URL for the content of articles', action: 'Upload an image for articles' },
  ],
};

const operation = (name: string, chosen: string): INodeProperties => ({
  displayName: 'Operation',
  name: 'operation',
  type: 'options',
  noDataExpression: true,
  options: OPERATIONS[name] ?? [],
  default: chosen,
  displayOptions: { show: { resource: [name] } },
});

/** What and how: the parameters on which all others depend. */
export const operations: INodeProperties[] = [resource, operation('draft', 'add'), operation('material', 'add'), operation('media', 'upload')];
