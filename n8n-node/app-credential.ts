import { createHash } from 'node:crypto';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { InvalidInputError } from '../core/errors.ts';
import type { Problem } from '../core/errors.ts';
import { readBaseUrl } from '../core/webhook.ts';

export interface AppCredential {
  baseUrl: string;
  corpId: string;
  corpSecret: string;
  agentId: number;
}

/** Who an application's credential is for. @throws InvalidInputError that says everything that is wrong with it, without the secret. */
export function readAppCredential({ baseUrl, corpId, corpSecret, agentId }: ICredentialDataDecryptedObject): AppCredential {
  const problems: Problem[] = [];
  const base = readBaseUrl(textOf(baseUrl), 'Base URL');
  if (!base.ok) problems.push(base.problem);
  if (!/^\d{1,15}$/.test(textOf(agentId).trim())) {
    problems.push({ path: 'Agent ID', limit: 'the application’s number', actual: 'something that is no number', fix: 'Copy AgentId from the application’s page in the admin console' });
  }
  for (const [path, value] of [['Corp ID', corpId], ['Secret', corpSecret]] as const) {
    if (textOf(value).trim() === '') problems.push({ path, limit: 'what the admin console shows', actual: 'empty', fix: 'Copy it from the admin console' });
  }
  if (!base.ok || problems.length > 0) throw new InvalidInputError(problems);
  return { baseUrl: base.value, corpId: textOf(corpId).trim(), corpSecret: textOf(corpSecret).trim(), agentId: Number(textOf(agentId)) };
}

/**
 * A digest of whom a token was issued for. n8n keeps the old token when somebody edits the secret, and would go on as the
 * old application; with this beside the token the change is noticed.
 */
export function issuedFor({ baseUrl, corpId, corpSecret }: AppCredential): string {
  return createHash('sha256').update([baseUrl, corpId, corpSecret].join('\n')).digest('hex');
}

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
