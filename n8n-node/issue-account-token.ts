import type { IHttpRequestHelper } from 'n8n-workflow';

import { createForceAllowance, fetchAccountToken } from '../core/official/token.ts';
import type { ForceAllowance } from '../core/official/token.ts';
import { WECHAT } from '../core/official/vendor.ts';
import { isFinalRefusal } from '../core/token.ts';
import { accountIssuedFor } from './account-credential.ts';
import type { AccountCredential } from './account-credential.ts';
import { issueOnce } from './issue-once.ts';
import type { IssuedToken } from './issue-once.ts';
import { tokenConnection } from './issue-token.ts';
import { CLOCK } from './ports.ts';

/** Of the accounts that this process has used: an allowance is the account's, not the execution's. */
const allowances = new Map<string, ForceAllowance>();

/**
 * An Official Account's new token in the place of the one whose `validUntil` is `replaced`.
 *
 * @param refused the token that was in use, if WeChat has refused it.
 * @throws WeComError that tells what WeChat or the network said.
 */
export async function issueAccountToken(helper: IHttpRequestHelper, credential: AccountCredential, replaced: unknown, refused: string | undefined): Promise<IssuedToken> {
  const whose = accountIssuedFor(credential);
  const force = allowances.get(whose) ?? createForceAllowance(CLOCK);
  allowances.set(whose, force);
  return issueOnce({
    whose,
    replaced,
    ask: () => fetchAccountToken(tokenConnection(helper, credential.baseUrl), credential, force, refused),
    isFinal: (error) => isFinalRefusal(error, WECHAT),
  });
}
