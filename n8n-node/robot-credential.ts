import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { InvalidInputError } from '../core/errors.ts';
import { readBaseUrl, readWebhook } from '../core/webhook.ts';
import type { Webhook } from '../core/webhook.ts';

/** The key and host of a robot's credential. @throws InvalidInputError that says what is wrong with it, without the value. */
export function readRobotCredential({ webhook, baseUrl }: ICredentialDataDecryptedObject): Webhook {
  const written = textOf(baseUrl).trim();
  const base = written === '' ? undefined : readBaseUrl(written, 'Base URL');
  if (base?.ok === false) throw new InvalidInputError([base.problem]);
  const read = readWebhook(textOf(webhook), 'Webhook', base?.value);
  if (!read.ok) throw new InvalidInputError([read.problem]);
  return read.value;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
