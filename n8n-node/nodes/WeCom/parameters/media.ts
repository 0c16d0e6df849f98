import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { mediaKinds } from '../../../../core/spec/media.ts';
import { messageTypes } from '../../../../core/spec/messages.ts';
import type { Channel, MediaKind } from '../../../../core/spec/types.ts';
import { binaryField, outputBinaryField } from '../../../binary-parameters.ts';
import { bodySpec } from './slots.ts';

const ABOUT: Readonly<Record<MediaKind, { name: string; description: string }>> = {
  file: { name: 'File', description: 'Any file, up to 20 MB' },
  image: { name: 'Image', description: 'A JPG or PNG, up to 10 MB' },
  video: { name: 'Video', description: 'An MP4, up to 10 MB' },
  voice: { name: 'Voice', description: 'An AMR recording, up to 2 MB and 60 seconds' },
};

const AUTO: INodePropertyOptions = { name: 'Auto', value: 'auto', description: 'Told from the file itself: what is no picture, recording or video goes as a file' };

/** The types of message that carry a media_id, and those that carry the picture itself. */
export function typesWith(channel: Channel, field: 'media_id' | 'base64'): string[] {
  return messageTypes(channel)
    .map(({ msgtype }) => msgtype)
    .filter((msgtype) => bodySpec(channel, msgtype)?.fields?.some(({ name }) => name === field));
}

const CHANNELS: readonly Channel[] = ['robot', 'app'];

const UPLOAD = { resource: ['media'], operation: ['upload'] };
const SEND = { resource: ['message'], operation: ['send'] };

export const mediaId: INodeProperties = {
  displayName: 'Media ID',
  name: 'mediaId',
  type: 'string',
  default: '',
  required: true,
  description: 'The media_id of an upload or of a received message. It is good for 3 days.',
};

export const mediaSource: INodeProperties = {
  displayName: 'Media Source',
  name: 'mediaSource',
  type: 'options',
  options: [
    { name: 'Binary Field', value: 'binary', description: 'Upload a file of the input item and send it, in one step' },
    { name: 'Media ID', value: 'mediaId', description: 'Send what was uploaded before' },
  ],
  default: 'binary',
  description: 'Where the file comes from',
};

/** How a file gets into a message. A robot's picture travels inside its message and has no media_id. */
export const messageMedia: INodeProperties[] = [
  ...CHANNELS.map(
    (channel): INodeProperties => ({
      ...mediaSource,
      displayOptions: { show: { authentication: [channel], ...SEND, messageType: typesWith(channel, 'media_id') } },
    }),
  ),
  { ...binaryField, displayOptions: { show: { ...SEND, mediaSource: ['binary'] } } },
  { ...binaryField, displayOptions: { show: { authentication: ['robot'], ...SEND, messageType: typesWith('robot', 'base64') } } },
  { ...mediaId, displayOptions: { show: { ...SEND, mediaSource: ['mediaId'] } } },
];

/** Upload and download by themselves. */
export const media: INodeProperties[] = [
  { ...binaryField, displayOptions: { show: UPLOAD } },
  ...CHANNELS.map((channel): INodeProperties => ({
    displayName: 'Media Type',
    name: 'mediaType',
    type: 'options',
    options: [AUTO, ...kindsOf(channel)],
    default: 'auto',
    description: 'What to upload the file as. Only a message of the same type can carry it.',
    displayOptions: { show: { authentication: [channel], ...UPLOAD } },
  })),
  { ...mediaId, displayOptions: { show: { authentication: ['app'], resource: ['media'], operation: ['get'] } } },
  { ...outputBinaryField, displayOptions: { show: { authentication: ['app'], resource: ['media'], operation: ['get'] } } },
];

function kindsOf(channel: Channel): INodePropertyOptions[] {
  return mediaKinds
    .filter((kind) => kind.channel === channel && kind.carried === 'upload')
    .map(({ kind }) => ({ ...ABOUT[kind], value: kind }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
}
