import type { INodeProperties } from 'n8n-workflow';

import { APP_ENVELOPE } from '../../../../core/spec/app-envelope.ts';
import { messageTypes } from '../../../../core/spec/messages.ts';
import { additionalFieldsOf } from '../../../additional-fields.ts';
import { typesWith } from './media.ts';
import { switches, SWITCHES } from './options.ts';

const timeoutSeconds: INodeProperties = {
  displayName: 'Timeout (Seconds)',
  name: 'timeoutSeconds',
  type: 'number',
  typeOptions: { minValue: 1, numberPrecision: 0 },
  default: 300,
  description: 'How long one item may take in all, with its uploads and with waiting for the 20 messages per minute of a robot',
};

const fileName: INodeProperties = {
  displayName: 'File Name',
  name: 'fileName',
  type: 'string',
  default: '',
  placeholder: 'e.g. report.pdf',
  description: 'The name that WeCom shows, with its extension, instead of the binary field’s own. For one file only.',
};

const ofMessages: INodeProperties[] = [
  {
    displayName: 'Duplicate Check (Seconds)',
    name: 'dedupeSeconds',
    type: 'number',
    typeOptions: { minValue: 0, maxValue: longestCheck(), numberPrecision: 0 },
    default: 1800,
    description: 'For how long WeCom delivers the very same message to the same recipients only once. At most 4 hours; 0 is off.',
    displayOptions: { show: { '/authentication': ['app'] } },
  },
  { ...fileName, displayOptions: { show: { '/messageType': typesWith('app', 'media_id') } } },
  {
    displayName: 'Mention Mobiles',
    name: 'mentionMobiles',
    type: 'string',
    default: '',
    placeholder: 'e.g. 13800000000',
    hint: 'Mobile numbers separated by commas, or @all',
    description: 'Members to mention by their mobile numbers. Where the type cannot mention, a short text after it does.',
    displayOptions: { show: { '/authentication': ['robot'] } },
  },
  {
    displayName: 'Mention Users',
    name: 'mentionUsers',
    type: 'string',
    default: '',
    placeholder: 'e.g. zhangsan, lisi',
    hint: 'User IDs separated by commas, or @all',
    description: 'Members to mention by their user IDs. Where the type cannot mention, a short text after it does.',
    displayOptions: { show: { '/authentication': ['robot'] } },
  },
  ...switches,
  timeoutSeconds,
];

const plainSwitch = (wanted: (typeof SWITCHES)[number]['parameter']): INodeProperties[] =>
  SWITCHES.filter(({ parameter }) => parameter === wanted).map(({ displayName, parameter, description }) => ({ displayName, name: parameter, type: 'boolean', default: true, description }));

const ofChatMessages: INodeProperties[] = [
  { ...fileName, displayOptions: { show: { '/messageType': typesWith('appchat', 'media_id') } } },
  {
    displayName: 'Mention Users',
    name: 'mentionUsers',
    type: 'string',
    default: '',
    placeholder: 'e.g. zhangsan, lisi',
    hint: 'User IDs separated by commas, or @all',
    description: 'Members of the group chat to mention. Older versions of WeCom show no mention.',
    displayOptions: { show: { '/messageType': ['text'] } },
  },
  ...plainSwitch('safe').map((parameter) => ({ ...parameter, displayOptions: { show: { '/messageType': confidentialInChats() } } })),
  timeoutSeconds,
];

/** What an operation can do without. */
export const additionalFields: INodeProperties[] = [
  additionalFieldsOf(['message'], ['send'], ofMessages),
  additionalFieldsOf(['message'], ['recall'], [timeoutSeconds]),
  additionalFieldsOf(['message'], ['updateTemplateCard'], [...plainSwitch('enableIdTrans'), timeoutSeconds]),
  additionalFieldsOf(['groupChat'], ['send'], ofChatMessages),
  additionalFieldsOf(['groupChat'], ['create', 'get', 'update'], [timeoutSeconds]),
  additionalFieldsOf(['media'], ['upload', 'uploadImage'], [fileName, timeoutSeconds]),
  additionalFieldsOf(['media'], ['get', 'getHdVoice'], [timeoutSeconds]),
];

function confidentialInChats(): string[] {
  const canBe = messageTypes('appchat').filter(({ options = [] }) => options.some(({ name, values = [] }) => name === 'safe' && values.includes(1)));
  return canBe.map(({ msgtype }) => msgtype);
}

function longestCheck(): number {
  const limit = APP_ENVELOPE.find(({ name }) => name === 'duplicate_check_interval')?.limit;
  return limit?.max ?? 0;
}
