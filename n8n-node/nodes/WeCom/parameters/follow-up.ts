import type { INodeProperties } from 'n8n-workflow';

import { updatedCardParameters } from './body.ts';

const RECALL = { authentication: ['app'], resource: ['message'], operation: ['recall'] };
const UPDATE = { authentication: ['app'], resource: ['message'], operation: ['updateTemplateCard'] };
const NAMED = { ...UPDATE, atAll: [false] };

/** Updates a card as a whole, and not its button alone. */
export const WHOLE_CARD = 'card';

/** Whose card is updated: WeCom's field, and the parameter that stands for it. */
export const CARD_HOLDERS = [
  { field: 'userids', parameter: 'userIds', displayName: 'User IDs', hint: 'User IDs separated by commas, at most 1000', description: 'Members whose card is updated', placeholder: 'e.g. zhangsan, lisi' },
  { field: 'partyids', parameter: 'partyIds', displayName: 'Department IDs', hint: 'Department IDs separated by commas, at most 100', description: 'Departments whose members’ cards are updated', placeholder: 'e.g. 2, 17' },
  { field: 'tagids', parameter: 'tagIds', displayName: 'Tag IDs', hint: 'Tag IDs separated by commas, at most 100', description: 'Tags whose members’ cards are updated', placeholder: 'e.g. 3' },
] as const;

/** What an application does with a message after it was sent. */
export const followUp: INodeProperties[] = [
  {
    displayName: 'Message ID',
    name: 'msgId',
    type: 'string',
    default: '',
    required: true,
    hint: 'For 24 hours after the sending. In WeChat the message stays',
    description: 'The msgid in the output of the sending, by the same application',
    displayOptions: { show: RECALL },
  },
  {
    displayName: 'Response Code',
    name: 'responseCode',
    type: 'string',
    default: '',
    required: true,
    hint: 'Good for one update, within 72 hours',
    description: 'The response_code in the output of the sending, or in the callback of the last click on the card',
    displayOptions: { show: UPDATE },
  },
  {
    displayName: 'Update',
    name: 'updateType',
    type: 'options',
    options: [
      { name: 'Button', value: 'button', description: 'Grey out the button, with another text. For cards with buttons, a vote or lists.' },
      { name: 'Whole Card', value: WHOLE_CARD, description: 'Put another card, also of another type, in the place of the one that was sent' },
    ],
    default: 'button',
    description: 'What changes',
    displayOptions: { show: UPDATE },
  },
  {
    displayName: 'Button Text',
    name: 'replaceName',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. Approved',
    description: 'What the button says from then on, when it can no longer be clicked',
    displayOptions: { show: { ...UPDATE, updateType: ['button'] } },
  },
  ...updatedCardParameters({ ...UPDATE, updateType: [WHOLE_CARD] }),
  {
    displayName: 'Update for Everyone',
    name: 'atAll',
    type: 'boolean',
    default: true,
    description: 'Whether the card is updated for everyone who received it, and not only for some',
    displayOptions: { show: UPDATE },
  },
  ...CARD_HOLDERS.map(
    ({ parameter, displayName, hint, description, placeholder }): INodeProperties => ({
      displayName,
      name: parameter,
      type: 'string',
      default: '',
      hint,
      description,
      placeholder,
      displayOptions: { show: NAMED },
    }),
  ),
];
