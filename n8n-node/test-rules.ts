import type { ICredentialTestRequest } from 'n8n-workflow';

import { ERRCODES } from '../core/spec/errcodes.ts';

type Rule = Extract<NonNullable<ICredentialTestRequest['rules']>[number], { type: 'responseSuccessBody' }>;

const failsWith = (key: string, value: unknown, message: string): Rule => ({ type: 'responseSuccessBody', properties: { key, value, message } });

const NOT_WECOM = 'This is not how WeCom answers. Check the base URL: it must be an API host of WeCom’s, a relay to one, or a private deployment.';

/**
 * Makes a credential test fail on every errcode there is, and on every answer without what was asked for. n8n takes any HTTP
 * 200 for a success, which is what WeCom answers to a wrong secret, and its rules can only name values one by one.
 * The request has to ignore other statuses, so that their answers are judged here too.
 *
 * @param field what a good answer holds.
 */
export const passOnlyWith = (field: string): Rule[] => [
  ...ERRCODES.map(({ errcode, meaning, fix }) => failsWith('errcode', errcode, `WeCom answered errcode ${errcode}: ${meaning}. ${fix}.`)),
  failsWith('errcode', undefined, NOT_WECOM),
  failsWith(field, undefined, 'WeCom refused, with an errcode that it does not document.'),
];
