import type { ICredentialTestRequest } from 'n8n-workflow';

import { ERRCODES } from '../core/spec/errcodes.ts';
import { OFFICIAL_ERRCODES } from '../core/spec/official-errcodes.ts';
import type { ErrcodeSpec } from '../core/spec/types.ts';

type Rule = Extract<NonNullable<ICredentialTestRequest['rules']>[number], { type: 'responseSuccessBody' }>;

const failsWith = (key: string, value: unknown, message: string): Rule => ({ type: 'responseSuccessBody', properties: { key, value, message } });

/** One rule for each code: n8n's rules can only name values one by one. */
const refusals = (vendor: string, codes: readonly ErrcodeSpec[]): Rule[] =>
  codes.map(({ errcode, meaning, fix }) => failsWith('errcode', errcode, `${vendor} answered errcode ${errcode}: ${meaning}. ${fix}.`));

const NOT_WECOM = 'This is not how WeCom answers. Check the base URL: it must be an API host of WeCom’s, a relay to one, or a private deployment.';

/**
 * Makes a credential test fail on every errcode there is, and on every answer without what was asked for. n8n takes any HTTP
 * 200 for a success, which is what WeCom answers to a wrong secret, and its rules can only name values one by one.
 * The request has to ignore other statuses, so that their answers are judged here too.
 *
 * @param field what a good answer holds.
 */
export const passOnlyWith = (field: string): Rule[] => [
  ...refusals('WeCom', ERRCODES),
  failsWith('errcode', undefined, NOT_WECOM),
  failsWith(field, undefined, 'WeCom refused, with an errcode that it does not document.'),
];

/** The same of an Official Account, whose good answers have no errcode. */
export const passOnlyWithAccount = (field: string): Rule[] => [
  ...refusals('WeChat', OFFICIAL_ERRCODES.map((row) => (row.errcode === 40164 ? { ...row, fix: `${row.fix}. A run of the node names the address` } : row))),
  failsWith(field, undefined, 'WeChat refused with an errcode that it does not document, or it is not WeChat that answers: then check the base URL, which must be an API host of WeChat’s or a relay to one.'),
];
