import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import type { Deadline } from '../core/deadline.ts';
import { createOfficialAccount } from '../core/official/account.ts';
import type { OfficialAccount } from '../core/official/account.ts';
import { createRedactor } from '../core/redact.ts';
import { accountIssuedFor, readAccountCredential } from './account-credential.ts';
import { connect } from './connection.ts';
import { sendWithToken } from './send-with-token.ts';

const TYPE = 'weChatOfficialAccountApi';

const ACCOUNT_TOKEN = { type: TYPE, issuedFor: (stored: ICredentialDataDecryptedObject) => accountIssuedFor(readAccountCredential(stored)) };

/** The Official Account of the node's credential. @throws WeComError when the credential cannot be used. */
export async function openAccount(context: IExecuteFunctions, deadline: Deadline): Promise<OfficialAccount> {
  const { baseUrl, appSecret } = readAccountCredential(await context.getCredentials(TYPE));
  const redactor = createRedactor([appSecret]);
  return createOfficialAccount(connect(context, sendWithToken(context, redactor, ACCOUNT_TOKEN), baseUrl, { deadline, redactor }));
}
