import type { INodeProperties } from 'n8n-workflow';

import { titleOf } from '../../../../core/spec/titles.ts';

/** Who receives an application's message: WeCom's field, and the parameter that stands for it. */
export const RECIPIENTS = [
  { field: 'touser', parameter: 'toUser', hint: 'User IDs separated by commas, or @all', description: 'Members who receive the message. The value @all alone reaches everyone who can see the application.', placeholder: 'e.g. zhangsan, lisi' },
  { field: 'toparty', parameter: 'toParty', hint: 'Department IDs separated by commas', description: 'Departments whose members receive the message', placeholder: 'e.g. 2, 17' },
  { field: 'totag', parameter: 'toTag', hint: 'Tag IDs separated by commas', description: 'Tags whose members receive the message', placeholder: 'e.g. 3' },
] as const;

export const recipients: INodeProperties[] = RECIPIENTS.map(({ field, parameter, hint, description, placeholder }) => ({
  displayName: titleOf({ name: field }),
  name: parameter,
  type: 'string',
  default: '',
  hint,
  description,
  placeholder,
  displayOptions: { show: { authentication: ['app'], resource: ['message'], operation: ['send'] } },
}));
