import { createHash } from 'node:crypto';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { InvalidInputError } from '../core/errors.ts';
import type { Problem } from '../core/errors.ts';
import type { AccountCredentials } from '../core/official/token.ts';
import { OFFICIAL_BASE_URL } from '../core/official/vendor.ts';
import { readBaseUrl } from '../core/webhook.ts';

export interface AccountCredential extends AccountCredentials {
  baseUrl: string;
}

/** Which Official Account a credential is for. @throws InvalidInputError that says everything that is wrong with it, without the secret. */
export function readAccountCredential({ baseUrl, appId, appSecret, issuedBy }: ICredentialDataDecryptedObject): AccountCredential {
  const problems: Problem[] = [];
  const base = readBaseUrl(textOf(baseUrl), 'Base URL', OFFICIAL_BASE_URL);
  if (!base.ok) problems.push(base.problem);
  for (const [path, value] of [['App ID', appId], ['App Secret', appSecret]] as const) {
    if (textOf(value) === '') problems.push({ path, limit: 'what the WeChat console shows', actual: 'empty', fix: 'Copy it from the console, under Settings and Development, Basic Configuration' });
  }
  if (!base.ok || problems.length > 0) throw new InvalidInputError(problems);
  return { baseUrl: base.value, appId: textOf(appId), appSecret: textOf(appSecret), tokenKind: issuedBy === 'older' ? 'older' : 'stable' };
}

/** A digest of whom a token was issued for, by which a change of the credential is noticed. The two calls give different tokens. */
export function accountIssuedFor({ baseUrl, appId, appSecret, tokenKind }: AccountCredential): string {
  return createHash('sha256').update([baseUrl, appId, appSecret, tokenKind].join('\n')).digest('hex');
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
