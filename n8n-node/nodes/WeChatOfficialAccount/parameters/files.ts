import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { sizeInWords } from '../../../../core/media.ts';
import { OFFICIAL_MEDIA } from '../../../../core/spec/official-media.ts';
import type { OfficialKind, OfficialUse } from '../../../../core/spec/types.ts';
import { binaryField, outputBinaryField } from '../../../binary-parameters.ts';

const UPLOAD = { resource: ['media'], operation: ['upload'] };
const UPLOAD_IMAGE = { resource: ['media'], operation: ['uploadImage'] };
const ADD = { resource: ['material'], operation: ['add'] };
const GET = { resource: ['media', 'material'], operation: ['get'] };
const GET_VOICE = { resource: ['media'], operation: ['getHdVoice'] };
const DELETE = { resource: ['material'], operation: ['delete'] };

const NAMES: Readonly<Record<OfficialKind, string>> = { image: 'Image', thumb: 'Thumb', video: 'Video', voice: 'Voice' };

const AUTO: INodePropertyOptions = { name: 'Auto', value: 'auto', description: 'Told from the file itself: an image, a video or a voice' };

const mediaType = (use: OfficialUse, show: Record<string, string[]>): INodeProperties => ({
  displayName: 'Media Type',
  name: 'mediaType',
  type: 'options',
  options: [AUTO, ...kindsOf(use)],
  default: 'auto',
  description: 'What to upload the file as. A thumb is the small cover of an article, a video or music.',
  displayOptions: { show },
});

function kindsOf(use: OfficialUse): INodePropertyOptions[] {
  return OFFICIAL_MEDIA.filter((row) => row.use === use)
    .map(({ kind, formats = [], maxBytes, maxSeconds }) => ({
      name: NAMES[kind],
      value: kind,
      description: `${formats.map((format) => format.toUpperCase()).join(', ')}, up to ${sizeInWords(maxBytes)}${maxSeconds === undefined ? '' : ` and ${maxSeconds} seconds`}`,
    }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

const mediaId = (show: Record<string, string[]>, description: string): INodeProperties => ({
  displayName: 'Media ID',
  name: 'mediaId',
  type: 'string',
  default: '',
  required: true,
  description,
  displayOptions: { show },
});

const OF_VIDEOS = { ...ADD, mediaType: ['auto', 'video'] };

/** Files that go to WeChat, and come from it. */
export const files: INodeProperties[] = [
  { ...binaryField, displayOptions: { show: UPLOAD } },
  { ...binaryField, displayOptions: { show: UPLOAD_IMAGE } },
  { ...binaryField, displayOptions: { show: ADD } },
  mediaType('temporary', UPLOAD),
  mediaType('permanent', ADD),
  {
    displayName: 'Title',
    name: 'title',
    type: 'string',
    default: '',
    hint: 'For a video, which needs one',
    description: 'The title of a video. Other materials have none.',
    displayOptions: { show: OF_VIDEOS },
  },
  {
    displayName: 'Introduction',
    name: 'introduction',
    type: 'string',
    typeOptions: { rows: 2 },
    default: '',
    hint: 'For a video',
    description: 'What it is about',
    displayOptions: { show: OF_VIDEOS },
  },
  mediaId(GET, 'The media_id of an upload, a material, or a received message'),
  mediaId(GET_VOICE, 'The media_id that the page got from the recording'),
  mediaId(DELETE, 'The media_id of the material, which is gone for good then'),
  {
    displayName: 'Download Videos',
    name: 'downloadVideo',
    type: 'boolean',
    default: true,
    description: 'Whether to fetch a video itself: WeChat gives only its address, which is in the output in any case',
    displayOptions: { show: GET },
  },
  { ...outputBinaryField, displayOptions: { show: GET } },
  { ...outputBinaryField, displayOptions: { show: GET_VOICE } },
];
