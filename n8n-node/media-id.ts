import type { IExecuteFunctions } from 'n8n-workflow';

import { InvalidInputError } from '../core/errors.ts';
import { readText } from './read-text.ts';

/** The media_id that the item names. @throws InvalidInputError when it can be none. */
export function readMediaId(context: IExecuteFunctions, itemIndex: number): string {
  const mediaId = readText(context, itemIndex, 'mediaId');
  if (mediaId !== '' && !/\s/.test(mediaId)) return mediaId;
  const actual = mediaId === '' ? 'empty' : 'a text with white space in it';
  throw new InvalidInputError([{ path: 'Media ID', limit: 'a media_id', actual, fix: 'Take it from the output of an upload, from a list of materials, or from a received message' }]);
}
