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
    { name: 'Group Chat', value: 'groupChat', description: 'A group chat that the application creates and sends to' },
    { name: 'Media', value: 'media', description: 'A file that WeCom keeps for 3 days under a media_id' },
    { name: 'Message', value: 'message' },
  ],
  default: 'message',
};

const noGroupChats: INodeProperties = {
  displayName: 'A group robot writes to its own group: choose Message, or the credential of an application, which has group chats of its own.',
  name: 'noGroupChats',
  type: 'notice',
  default: '',
  displayOptions: { show: { authentication: ['robot'], resource: ['groupChat'] } },
};

const upload: INodePropertyOptions = { name: 'Upload', value: 'upload', description: 'Upload a file and get its media_id', action: 'Upload a media file' };
const get: INodePropertyOptions = { name: 'Get', value: 'get', description: 'Download a file by its media_id', action: 'Get a media file' };
const send: INodePropertyOptions = { name: 'Send', value: 'send', description: 'Send a message, with a file if it carries one', action: 'Send a message' };

/** What only an application can do with media. */
const getHdVoice: INodePropertyOptions = {
  name: 'Get HD Voice',
  value: 'getHdVoice',
  description: 'Download a voice that a page inside WeCom recorded, in its higher quality',
  action: 'Get a voice in high quality',
};
const uploadByUrl: INodePropertyOptions = {
  name: 'Upload by URL',
  value: 'uploadByUrl',
  description: 'Have WeCom fetch a file of up to 200 MB and wait for its media_id, which downloads and welcome messages take and messages do not',
  action: 'Upload a media file by URL',
};
const uploadImage: INodePropertyOptions = {
  name: 'Upload Image',
  value: 'uploadImage',
  description: 'Upload a picture and get a lasting URL for the content of an mpnews article',
  action: 'Upload an image for a URL',
};

/** What only an application can do with a message that it has sent. */
const recall: INodePropertyOptions = { name: 'Recall', value: 'recall', description: 'Take back a message of the last 24 hours by its msgid', action: 'Recall a message' };
const updateTemplateCard: INodePropertyOptions = {
  name: 'Update Template Card',
  value: 'updateTemplateCard',
  description: 'Grey out the button of a card that was sent, or put another card in its place',
  action: 'Update a template card',
};

const createChat: INodePropertyOptions = { name: 'Create', value: 'create', description: 'Create a group chat, which nobody sees before its first message', action: 'Create a group chat' };
const getChat: INodePropertyOptions = { name: 'Get', value: 'get', description: 'Get the name, owner and members of a group chat', action: 'Get a group chat' };
const sendToChat: INodePropertyOptions = { name: 'Send', value: 'send', description: 'Send a message to a group chat, with a file if it carries one', action: 'Send to a group chat' };
const updateChat: INodePropertyOptions = { name: 'Update', value: 'update', description: 'Change the name, the owner or the members of a group chat', action: 'Update a group chat' };

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
  noGroupChats,
  // The application's come first: n8n's list of actions takes those of the first parameter for a resource.
  operation({ authentication: ['app'], resource: ['media'] }, [get, getHdVoice, upload, uploadByUrl, uploadImage], 'upload'),
  operation({ authentication: ['robot'], resource: ['media'] }, [upload], 'upload'),
  operation({ authentication: ['app'], resource: ['message'] }, [recall, send, updateTemplateCard], 'send'),
  operation({ authentication: ['robot'], resource: ['message'] }, [send], 'send'),
  // Shown with a robot too: n8n may choose a robot's credential by itself, and would forget the operation that was asked for.
  operation({ authentication: ['app', 'robot'], resource: ['groupChat'] }, [createChat, getChat, sendToChat, updateChat], 'send'),
];
