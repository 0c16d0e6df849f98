import type { INodeProperties } from 'n8n-workflow';

import { ANY_MESSAGE, choicesOf } from './choices.ts';
import type { Source } from './choices.ts';
import { reply } from './reply-properties.ts';

const triggerOn = (source: Source): INodeProperties => ({
  displayName: 'Trigger On',
  name: 'triggerOn',
  type: 'multiOptions',
  options: choicesOf(source),
  default: [ANY_MESSAGE],
  required: true,
  description: 'Which messages and events start the workflow. WeCom gets its answer to all others as well.',
  displayOptions: { show: { source: [source] } },
});

/** A step of the setup. Each is a notice of its own: n8n takes line breaks out of one. */
const step = (name: string, text: string, source?: Source): INodeProperties => ({
  displayName: text,
  name,
  type: 'notice',
  default: '',
  ...(source === undefined ? {} : { displayOptions: { show: { source: [source] } } }),
});

/** The trigger's parameters, in the order in which a user meets them. */
export const properties: INodeProperties[] = [
  {
    displayName: 'Source',
    name: 'source',
    type: 'options',
    noDataExpression: true,
    options: [
      { name: 'AI Bot', value: 'bot', description: 'An AI bot (智能机器人) that answers by URL' },
      { name: 'Application', value: 'app', description: 'A self-built application of the corp' },
    ],
    default: 'app',
    description: 'Whom members write to',
  },
  // In this order: WeCom calls the URL the moment it is saved there.
  step('appConsoleNotice', '1. In the WeCom admin console open your application, there “Receive messages” → “Set via API”. Have it make a Token and an EncodingAESKey, and leave that page open.', 'app'),
  step('botConsoleNotice', '1. In the WeCom admin console open your AI bot and choose its API mode with a URL. Have it make a Token and an EncodingAESKey, and leave that page open.', 'bot'),
  step('appCredentialNotice', '2. Enter both, and the Corp ID as Receive ID, into a WeCom Callback credential below.', 'app'),
  step('botCredentialNotice', '2. Enter both into a WeCom Callback credential below. Its Receive ID stays empty.', 'bot'),
  step('publishNotice', '3. Publish this workflow.'),
  step('urlNotice', '4. Open “Webhook URLs” above, copy the Production URL into that page and save it there. If WeCom says that the callback did not pass, wait half a minute and save again.'),
  triggerOn('app'),
  triggerOn('bot'),
  {
    displayName: 'Download Files',
    name: 'downloadMedia',
    type: 'boolean',
    default: false,
    description: 'Whether pictures, voices, videos and files of a message are put into binary fields. What cannot be fetched is told in the item, and the workflow starts all the same.',
  },
  ...reply,
  // n8n looks for this in nodes of version 1, and then leaves the body as it came. The attack: n8n reads XML with one parser for all
  // requests, which after certain malformed bodies never gives another answer. One such request, from anybody who knows any URL that
  // takes XML, and no callback would get through until n8n is started again.
  { displayName: 'Options', name: 'options', type: 'hidden', default: { binaryData: true } },
  {
    displayName: 'Additional Fields',
    name: 'additionalFields',
    type: 'collection',
    placeholder: 'Add Field',
    default: {},
    options: [
      {
        displayName: 'Base URL',
        name: 'baseUrl',
        type: 'string',
        default: '',
        placeholder: 'e.g. https://relay.example.com',
        description: 'Only for an AI bot of a private deployment: a host that its files may come from although it is not on the public internet',
        displayOptions: { show: { '/source': ['bot'], '/downloadMedia': [true] } },
      },
      {
        displayName: 'Event Keys',
        name: 'eventKeys',
        type: 'string',
        default: '',
        placeholder: 'e.g. approve, reject',
        description: 'Only events with one of these keys, separated by commas: of a menu item or a card’s button. Messages, and events that have no key, still come.',
      },
      {
        displayName: 'Put Output File in Field',
        name: 'outputBinaryField',
        type: 'string',
        default: 'data',
        description: 'The binary field of the file; further ones of the same message get _1, _2 and so on',
        hint: 'The name of the output binary field to put the file in',
        displayOptions: { show: { '/downloadMedia': [true] } },
      },
      {
        displayName: 'Replay Window (Seconds)',
        name: 'windowSeconds',
        type: 'number',
        typeOptions: { minValue: 600, maxValue: 86400 },
        default: 900,
        description: 'How old a callback may be by the clock of this n8n. Older ones are refused, because somebody may have recorded them.',
      },
      {
        displayName: 'Senders',
        name: 'senders',
        type: 'string',
        default: '',
        placeholder: 'e.g. zhangsan, lisi',
        description: 'Only what these members write or do, by their user IDs separated by commas',
      },
    ],
  },
];
