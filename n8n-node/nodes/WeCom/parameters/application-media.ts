import type { INodeProperties } from 'n8n-workflow';

import { REMOTE_MEDIA_USE } from '../../../../core/spec/media.ts';
import { binaryField, mediaId, outputBinaryField } from './media.ts';

const APP_MEDIA = { authentication: ['app'], resource: ['media'] };

const IMAGE = { ...APP_MEDIA, operation: ['uploadImage'] };
const HD_VOICE = { ...APP_MEDIA, operation: ['getHdVoice'] };
const BY_URL = { ...APP_MEDIA, operation: ['uploadByUrl'] };
const NEW_JOB = { ...BY_URL, jobMode: ['start'] };

/** Seconds. WeCom tells how a job ended for an hour after it began. */
export const LONGEST_WAIT = 3600;

const byUrl: INodeProperties[] = [
  // Where it is chosen, since the media_id of this operation looks like any other.
  { displayName: `${REMOTE_MEDIA_USE}. The application needs the permission for customer contact.`, name: 'remoteMediaUse', type: 'notice', default: '', displayOptions: { show: BY_URL } },
  {
    displayName: 'Job',
    name: 'jobMode',
    type: 'options',
    options: [
      { name: 'Start a New One', value: 'start', description: 'Have WeCom fetch the file, and wait until it has' },
      { name: 'Wait for One That Was Started', value: 'resume', description: 'Go on waiting after a run that ended too early: its error names the job' },
    ],
    default: 'start',
    description: 'WeCom fetches a file in a job of its own, which goes on when nobody waits for it',
    displayOptions: { show: BY_URL },
  },
  {
    displayName: 'Job ID',
    name: 'jobId',
    type: 'string',
    default: '',
    required: true,
    hint: 'Good for 60 minutes after the job was started',
    description: 'The job that an earlier run of this operation named when its time ran out',
    displayOptions: { show: { ...BY_URL, jobMode: ['resume'] } },
  },
  {
    displayName: 'URL',
    name: 'url',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. https://example.com/tour.mp4',
    hint: 'At most 1024 bytes; its server has to answer range requests',
    description: 'Where WeCom fetches the file: open to the public internet',
    displayOptions: { show: NEW_JOB },
  },
  {
    displayName: 'Media Type',
    name: 'mediaType',
    type: 'options',
    options: [
      { name: 'File', value: 'file', description: 'Any file, up to 200 MB' },
      { name: 'Video', value: 'video', description: 'An MP4, up to 200 MB' },
    ],
    default: 'file',
    description: 'What the file is',
    displayOptions: { show: NEW_JOB },
  },
  {
    displayName: 'MD5 Source',
    name: 'md5Source',
    type: 'options',
    options: [
      { name: 'Binary Field', value: 'binary', description: 'Computed here from the same file in a binary field of the item' },
      { name: 'MD5 in Hex', value: 'md5', description: 'Known from where the file is stored' },
    ],
    default: 'md5',
    description: 'Where the MD5 comes from, against which WeCom checks what it has fetched',
    displayOptions: { show: NEW_JOB },
  },
  {
    displayName: 'MD5',
    name: 'md5',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. d41d8cd98f00b204e9800998ecf8427e',
    description: 'The MD5 of the file, as 32 hex digits',
    displayOptions: { show: { ...NEW_JOB, md5Source: ['md5'] } },
  },
  {
    ...binaryField,
    hint: 'The name of the input field containing the same file, for its MD5; it is not uploaded from here',
    displayOptions: { show: { ...NEW_JOB, md5Source: ['binary'] } },
  },
  {
    displayName: 'File Name',
    name: 'fileName',
    type: 'string',
    default: '',
    placeholder: 'e.g. tour.mp4',
    hint: 'At most 128 bytes; a Chinese character takes 3',
    description: 'The name that WeCom keeps, with its extension. Left empty, it is that of the binary field or the last part of the URL.',
    displayOptions: { show: NEW_JOB },
  },
  {
    displayName: 'Wait at Most (Seconds)',
    name: 'waitSeconds',
    type: 'number',
    typeOptions: { minValue: 1, maxValue: LONGEST_WAIT, numberPrecision: 0 },
    default: 300,
    hint: 'Up to 3600. A job that takes longer goes on, and the error names it',
    description: 'How long to wait for WeCom to have fetched the file',
    displayOptions: { show: BY_URL },
  },
];

/** The operations on media that only an application has, beside downloading. */
export const applicationMedia: INodeProperties[] = [
  {
    ...binaryField,
    hint: 'The name of the input field containing the picture: JPG or PNG, at most 2 MB; several separated by commas',
    displayOptions: { show: IMAGE },
  },
  { ...mediaId, description: 'The media_id of a voice that a page recorded with uploadVoice of WeCom’s JS-SDK. It is good for 3 days.', displayOptions: { show: HD_VOICE } },
  { ...outputBinaryField, displayOptions: { show: HD_VOICE } },
  ...byUrl,
];
