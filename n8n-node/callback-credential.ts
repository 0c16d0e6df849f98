import { randomBytes } from 'node:crypto';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { openText, sealText } from '../core/callback/packet.ts';
import { readCallbackSettings } from '../core/callback/settings.ts';
import type { CallbackSettings } from '../core/callback/settings.ts';
import { InvalidInputError } from '../core/errors.ts';

/** What the fields are called where they are filled in. */
const LABELS: Readonly<Record<string, string>> = { token: 'Token', encodingAesKey: 'EncodingAESKey', receiveId: 'Receive ID' };

/**
 * What a callback credential says. An empty receive id is that of an AI bot, and not one that is not looked at: with the same token
 * and key, a packet for another corp would pass.
 *
 * @throws InvalidInputError that says what is wrong with it, without the values.
 */
export function readCallbackCredential({ token, encodingAesKey, receiveId }: ICredentialDataDecryptedObject): CallbackSettings {
  const read = readCallbackSettings({ token: textOf(token), encodingAesKey: textOf(encodingAesKey), receiveId: { expected: textOf(receiveId) } });
  if (!read.ok) throw new InvalidInputError(read.problems.map((problem) => ({ ...problem, path: LABELS[problem.path] ?? problem.path })));
  return read.value;
}

/** All that is wrong with it, in one sentence after the other: a test or an activation that failed is shown as a message alone. */
export const faultsOf = ({ problems }: InvalidInputError): string =>
  ['The WeCom Callback API credential cannot be used', ...problems.map(({ path, limit, actual, fix }) => `${path}: ${actual}, allowed is ${limit}. ${fix}`)].map((sentence) => `${sentence}.`).join(' ');

/**
 * Encrypts a word as WeCom would and reads it back. All that can be tried from here: WeCom tells nobody whether token and key are
 * those of the admin console, until it calls.
 */
export function worksBothWays(settings: CallbackSettings): boolean {
  const { receiveId } = settings;
  const own = receiveId === 'unchecked' ? '' : receiveId.expected;
  return openText(sealText('企业微信', settings.key, own, randomBytes(16)), settings).text === '企业微信';
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
