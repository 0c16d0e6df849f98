import type { ICredentialTestRequest } from 'n8n-workflow';

import { ERRCODES } from '../core/spec/errcodes.ts';

/**
 * Makes a credential test fail on every errcode there is. n8n takes any HTTP 200 for a success, which is what WeCom answers
 * to a wrong secret, and its rules can only name values one by one.
 */
export function failOnErrcode(): NonNullable<ICredentialTestRequest['rules']> {
  return ERRCODES.map(({ errcode, meaning, fix }) => ({
    type: 'responseSuccessBody' as const,
    properties: { key: 'errcode', value: errcode, message: `WeCom answered errcode ${errcode}: ${meaning}. ${fix}.` },
  }));
}
