import { createCredential } from '../../../scripts/n8n/credentials.ts';
import type { Credential } from '../../../scripts/n8n/credentials.ts';
import { accountCredential } from '../../../scripts/n8n/sandbox-credentials.ts';
import { it as bare } from './wecom.ts';
import type { Step } from './workflow.ts';

/** A test with the credential of the sandbox's Official Account. */
export const it = bare.extend('account', { scope: 'file' }, ({ rest, fileSandbox }) => createCredential(rest, 'weChatOfficialAccountApi', 'Official Account', accountCredential(fileSandbox)));

export const ACCOUNT_NODE = 'Account';

/** Our node for Official Accounts, named "Account" when nothing is said. @param action resource and operation: `material.add`. */
export function weChat({ id, name, type }: Credential, action: string, parameters: Record<string, unknown> = {}, rest: Partial<Step> = {}): Step {
  const [resource, operation] = action.split('.');
  return {
    name: ACCOUNT_NODE,
    type: 'n8n-nodes-wecom-media.weChatOfficialAccount',
    parameters: { resource, operation, ...parameters },
    credentials: { [type]: { id, name } },
    ...rest,
  };
}
