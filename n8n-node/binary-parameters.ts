import type { INodeProperties } from 'n8n-workflow';

/** Where files come from. Each node shows it where it needs it. */
export const binaryField: INodeProperties = {
  displayName: 'Input Binary Field',
  name: 'binaryPropertyName',
  type: 'string',
  default: 'data',
  required: true,
  hint: 'The name of the input field containing the binary file data to be uploaded; several separated by commas',
  description: 'Where the file is in the input item, such as data or attachment_0',
};

/** Where a file goes to. */
export const outputBinaryField: INodeProperties = {
  displayName: 'Put Output File in Field',
  name: 'outputBinaryField',
  type: 'string',
  default: 'data',
  required: true,
  hint: 'The name of the output field to put the binary file data in',
};
