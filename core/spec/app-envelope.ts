import { EVERYONE } from './everyone.ts';
import type { FieldSpec } from './types.ts';

/*
 * What stands beside the object of the type in every message of an application.
 * https://developer.work.weixin.qq.com/document/path/90236
 */

/**
 * WeCom ignores departments and tags beside @all. A message that names both was meant for fewer people than it would reach, and
 * none of them can unread it.
 */
const NOT_BESIDE_EVERYONE = { when: 'touser', is: [EVERYONE] } as const;

export const APP_ENVELOPE: readonly FieldSpec[] = [
  {
    name: 'touser',
    type: 'string',
    required: { unless: ['toparty', 'totag'] },
    form: 'userids',
    limit: { unit: 'ids', max: 1000, over: 'refused' },
    about: 'Userids of the recipients, joined by |; @all alone is everyone who can see the application',
  },
  {
    name: 'toparty',
    type: 'string',
    without: NOT_BESIDE_EVERYONE,
    form: 'ids',
    limit: { unit: 'ids', max: 100, over: 'refused' },
    about: 'Ids of departments whose members receive the message, joined by |',
  },
  {
    name: 'totag',
    type: 'string',
    without: NOT_BESIDE_EVERYONE,
    form: 'ids',
    limit: { unit: 'ids', max: 100, over: 'refused' },
    about: 'Ids of tags whose members receive the message, joined by |',
  },
  { name: 'agentid', type: 'integer', required: true, about: 'The number of the application that sends, from its page in the WeCom admin console' },
  {
    name: 'enable_duplicate_check',
    type: 'integer',
    values: [0, 1],
    about: '1 = WeCom delivers a message with the very same JSON only once within the interval',
  },
  {
    name: 'duplicate_check_interval',
    type: 'integer',
    // No smallest is documented. A check over 0 seconds finds nothing, and a send that is repeated relies on it.
    limit: { unit: 'value', min: 1, max: 14_400, over: 'refused' },
    about: 'The interval of the duplicate check in seconds; 1800 when left out',
  },
];
