import type { INodeProperties } from 'n8n-workflow';

import { additionalFieldsOf } from '../../../additional-fields.ts';

const fileName: INodeProperties = {
  displayName: 'File Name',
  name: 'fileName',
  type: 'string',
  default: '',
  placeholder: 'e.g. cover.jpg',
  description: 'The name that the account’s console shows, with its extension, instead of the binary field’s own. For one file only.',
};

const timeoutSeconds: INodeProperties = {
  displayName: 'Timeout (Seconds)',
  name: 'timeoutSeconds',
  type: 'number',
  typeOptions: { minValue: 1, numberPrecision: 0 },
  default: 300,
  description: 'How long one item may take in all, with everything that is fetched or uploaded for it',
};

/** What an operation can do without. */
export const additionalFields: INodeProperties[] = [
  additionalFieldsOf(['media'], ['upload', 'uploadImage'], [fileName, timeoutSeconds]),
  additionalFieldsOf(['media'], ['get', 'getHdVoice'], [timeoutSeconds]),
  additionalFieldsOf(['material'], ['add'], [fileName, timeoutSeconds]),
  additionalFieldsOf(['material'], ['delete', 'get', 'getCount', 'getMany'], [timeoutSeconds]),
  additionalFieldsOf(['draft'], ['add'], [timeoutSeconds]),
];
