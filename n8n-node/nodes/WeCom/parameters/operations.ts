import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

const authentication: INodeProperties = {
  displayName: 'Authentication',
  name: 'authentication',
  type: 'options',
  noDataExpression: true,
  options: [
    { name: 'Application', value: 'app', description: 'An application of the corp: messages go to members, departments or tags' },
    { name: 'Group Robot', value: 'robot', description: 'The webhook of a robot: messages go to its group' },
  ],
  default: 'robot',
  description: 'Who sends: each has a credential of its own',
};

const resource: INodeProperties = {
  displayName: 'Resource',
  name: 'resource',
  type: 'options',
  noDataExpression: true,
  options: [
    { name: 'Media', value: 'media', description: 'A file that WeCom keeps for 3 days under a media_id' },
    { name: 'Message', value: 'message' },
  ],
  default: 'message',
};

const upload: INodePropertyOptions = { name: 'Upload', value: 'upload', description: 'Upload a file and get its media_id', action: 'Upload a media file' };
const get: INodePropertyOptions = { name: 'Get', value: 'get', description: 'Download a file by its media_id', action: 'Get a media file' };
const send: INodePropertyOptions = { name: 'Send', value: 'send', description: 'Send a message, with a file if it carries one', action: 'Send a message' };

const operation = (show: Record<string, string[]>, options: INodePropertyOptions[], chosen: string): INodeProperties => ({
  displayName: 'Operation',
  name: 'operation',
  type: 'options',
  noDataExpression: true,
  options,
  default: chosen,
  displayOptions: { show },
});

/** Who, what and how: the parameters on which all others depend. */
export const operations: INodeProperties[] = [
  authentication,
  resource,
  operation({ authentication: ['robot'], resource: ['media'] }, [upload], 'upload'),
  operation({ authentication: ['app'], resource: ['media'] }, [get, upload], 'upload'),
  operation({ resource: ['message'] }, [send], 'send'),
];
