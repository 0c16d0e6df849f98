import type { Icon, ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, IDataObject, IHttpRequestHelper, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';

import { issuedFor, readAppCredential } from '../app-credential.ts';
import { inWords } from '../in-words.ts';
import { issueToken } from '../issue-token.ts';
import { checkOwnHost } from '../own-host.ts';
import { passOnlyWith } from '../test-rules.ts';

/**
 * A self-built application of a corp. The access token lives in the credential itself: encrypted, in n8n's database, and
 * so shared by all workers of a queue.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91039
 */
export class WeComAppApi implements ICredentialType {
  name = 'weComAppApi';

  displayName = 'WeCom App API';

  icon: Icon = { light: 'file:../nodes/WeCom/wecom.svg', dark: 'file:../nodes/WeCom/wecom.dark.svg' };

  documentationUrl = 'https://developer.work.weixin.qq.com/document/path/90665';

  properties: INodeProperties[] = [
    {
      displayName: 'Corp ID',
      name: 'corpId',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. ww0123456789abcdef',
      description: 'In the admin console under My Company',
    },
    {
      displayName: 'Secret',
      name: 'corpSecret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description: 'On the application’s page in the admin console',
    },
    {
      displayName: 'Agent ID',
      name: 'agentId',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. 1000002',
      description: 'The application’s number, on the same page as its secret',
    },
    {
      displayName: 'Base URL',
      name: 'baseUrl',
      type: 'string',
      default: '',
      placeholder: 'e.g. https://relay.example.com',
      description: 'Only for a relay with a trusted IP or a private deployment: the API host to use instead of qyapi.weixin.qq.com. It gets the secret.',
    },
    { displayName: 'Access Token', name: 'accessToken', type: 'hidden', typeOptions: { expirable: true, password: true }, default: '' },
    { displayName: 'Issued For', name: 'issuedFor', type: 'hidden', default: '' },
    { displayName: 'Valid Until', name: 'validUntil', type: 'hidden', default: '' },
  ];

  /** n8n calls this when there is no token, and stores what it returns in the credential. */
  async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
    return inWords(async () => {
      const credential = readAppCredential(credentials);
      const { token, validUntil } = await issueToken(this, credential, credentials.validUntil);
      return { accessToken: token, issuedFor: issuedFor(credential), validUntil: String(validUntil) };
    });
  }

  /**
   * Adds the token, and sends it to no other host than the credential's own.
   *
   * The attack: with a token in store n8n asks for no new one, and a base URL that was just changed to plain http would be
   * sent token and secret by the test. So what the credential holds is checked before every request.
   */
  authenticate = async (credentials: ICredentialDataDecryptedObject, options: IHttpRequestOptions): Promise<IHttpRequestOptions> =>
    inWords(() => {
      checkOwnHost(options, readAppCredential(credentials).baseUrl);
      return { ...options, qs: { ...options.qs, access_token: credentials.accessToken } };
    });

  /**
   * Asks for a token with the very secret that stands in the form: the stored token would let a secret pass that was changed
   * to a wrong one.
   */
  test: ICredentialTestRequest = {
    request: {
      baseURL: '={{ ($credentials.baseUrl || "https://qyapi.weixin.qq.com").trim().replace(/\\/+$/, "") }}',
      url: '/cgi-bin/gettoken',
      qs: { corpid: '={{$credentials.corpId.trim()}}', corpsecret: '={{$credentials.corpSecret.trim()}}' },
      ignoreHttpStatusErrors: true,
    },
    rules: passOnlyWith('access_token'),
  };
}
