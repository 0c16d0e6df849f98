import type { INodeProperties } from 'n8n-workflow';

import { messageType } from '../../../../core/spec/messages.ts';
import { offeredTypes } from './message-types.ts';

/** Switches that not every type of an application's message has: WeCom's field, and the parameter that stands for it. */
export const SWITCHES = [
  {
    field: 'safe',
    parameter: 'safe',
    displayName: 'Confidential',
    description: 'Whether the message is confidential: it cannot be passed on and shows a watermark. A file must be a document or a picture then.',
  },
  {
    field: 'enable_id_trans',
    parameter: 'enableIdTrans',
    displayName: 'Translate IDs Into Names',
    description: 'Whether IDs written as $userName=ID$ or $departmentName=ID$ are shown as names',
  },
] as const;

/** Whether a switch may be turned on for a type of an application's message. */
export function allowsSwitch(msgtype: string, field: string): boolean {
  return messageType('app', msgtype)?.options?.find(({ name }) => name === field)?.values?.includes(1) === true;
}

/** Each shown with the types that have it; a whole message has its own. */
export const switches: INodeProperties[] = SWITCHES.map(({ field, parameter, displayName, description }) => ({
  displayName,
  name: parameter,
  type: 'boolean',
  default: true,
  description,
  displayOptions: {
    show: {
      '/authentication': ['app'],
      '/messageType': offeredTypes('app').map(({ msgtype }) => msgtype).filter((msgtype) => allowsSwitch(msgtype, field)),
    },
  },
}));
