import type { INodeProperties } from 'n8n-workflow';

import { choiceName } from '../../../../core/spec/choices.ts';
import { messageType, messageTypes } from '../../../../core/spec/messages.ts';

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

/** Instead of a switch, for the types that can be more than confidential or not. */
export const LEVEL = { field: 'safe', parameter: 'safeLevel', displayName: 'Confidentiality' } as const;

/** The values that a field beside the body may have in a type of an application's message. */
const valuesOf = (msgtype: string, field: string): readonly (string | number)[] => messageType('app', msgtype)?.options?.find(({ name }) => name === field)?.values ?? [];

/** Whether a type of an application's message may have this value in a field beside its body. */
export const allowsOption = (msgtype: string, field: string, value: unknown): boolean => valuesOf(msgtype, field).some((one) => one === value);

const LEVELS = messageTypes('app').map(({ msgtype }) => valuesOf(msgtype, LEVEL.field)).find((values) => values.length > 2) ?? [];

const hasLevels = (msgtype: string): boolean => allowsOption(msgtype, LEVEL.field, LEVELS.at(-1));

const shownWith = (isShown: (msgtype: string) => boolean): Pick<INodeProperties, 'displayOptions'> => ({
  displayOptions: { show: { '/authentication': ['app'], '/messageType': messageTypes('app').map(({ msgtype }) => msgtype).filter(isShown) } },
});

/** Each shown with the types that have it; a whole message has its own. */
export const switches: INodeProperties[] = [
  ...SWITCHES.map(({ field, parameter, displayName, description }): INodeProperties => ({
    displayName,
    name: parameter,
    type: 'boolean',
    default: true,
    description,
    ...shownWith((msgtype) => allowsOption(msgtype, field, 1) && !(field === LEVEL.field && hasLevels(msgtype))),
  })),
  {
    displayName: LEVEL.displayName,
    name: LEVEL.parameter,
    type: 'options',
    options: LEVELS.map((value) => ({ name: choiceName('message', { name: LEVEL.field }, value), value })),
    default: 1,
    description: 'Who may read the message: whoever it is passed on to, nobody else, or nobody outside the corp. What is confidential shows a watermark.',
    ...shownWith(hasLevels),
  },
];
