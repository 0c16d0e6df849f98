import type { Icon, ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, IDataObject, IHttpRequestHelper, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';

import { accountIssuedFor, readAccountCredential } from '../account-credential.ts';
import { inWords } from '../in-words.ts';
import { issueAccountToken } from '../issue-account-token.ts';
import { checkOwnHost } from '../own-host.ts';
import { passOnlyWithAccount } from '../test-rules.ts';

/**
 * An Official Account. The access token lives in the credential itself: encrypted, in n8n's database, and so shared by all workers
 * of a queue.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/getStableAccessToken.html
 */
export class WeChatOfficialAccountApi implements ICredentialType {
  name = 'weChatOfficialAccountApi';

  displayName = 'WeChat Official Account API';

  icon: Icon = { light: 'file:../nodes/WeChatOfficialAccount/wechat.svg', dark: 'file:../nodes/WeChatOfficialAccount/wechat.dark.svg' };

  documentationUrl = 'https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/getStableAccessToken.html';

  properties: INodeProperties[] = [
    {
      displayName: 'App ID',
      name: 'appId',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. wx0123456789abcdef',
      description: 'In the WeChat console under Settings and Development, Basic Configuration',
    },
    {
      displayName: 'App Secret',
      name: 'appSecret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description: 'On the same page. The address that this n8n calls from has to be on the IP allow-list there.',
    },
    {
      displayName: 'Issued By',
      name: 'issuedBy',
      type: 'options',
      options: [
        { name: 'Stable Call', value: 'stable', description: 'Everyone who asks gets the same token for as long as it holds' },
        { name: 'Older Call', value: 'older', description: 'Every call makes another token, and five minutes later the one before it is dead in all other programs of this account that got it so' },
      ],
      default: 'stable',
      description: 'Which call the access token comes from. Take the older one only where a relay does not know the stable one.',
    },
    {
      displayName: 'Base URL',
      name: 'baseUrl',
      type: 'string',
      default: '',
      placeholder: 'e.g. https://relay.example.com',
      description: 'Only for a relay with an allowed IP: the API host to use instead of api.weixin.qq.com. It gets the secret.',
    },
    { displayName: 'Access Token', name: 'accessToken', type: 'hidden', typeOptions: { expirable: true, password: true }, default: '' },
    { displayName: 'Issued For', name: 'issuedFor', type: 'hidden', default: '' },
    { displayName: 'Valid Until', name: 'validUntil', type: 'hidden', default: '' },
  ];

  /** n8n calls this when there is no token, and stores what it returns in the credential. */
  async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
    return inWords(async () => {
      const credential = readAccountCredential(credentials);
      const refused = typeof credentials.refusedToken === 'string' && credentials.refusedToken !== '' ? credentials.refusedToken : undefined;
      const { token, validUntil } = await issueAccountToken(this, credential, credentials.validUntil, refused);
      return { accessToken: token, issuedFor: accountIssuedFor(credential), validUntil: String(validUntil), refusedToken: '' };
    });
  }

  /** Adds the token, and sends it to no other host than the credential's own: it may just have been changed to one over plain http. */
  authenticate = async (credentials: ICredentialDataDecryptedObject, options: IHttpRequestOptions): Promise<IHttpRequestOptions> =>
    inWords(() => {
      checkOwnHost(options, readAccountCredential(credentials).baseUrl);
      return { ...options, qs: { ...options.qs, access_token: credentials.accessToken } };
    });

  /**
   * Asks for a token with the very secret that stands in the form: the stored token would let a secret pass that was changed to a
   * wrong one. Always by the stable call, which ends nobody's token.
   */
  test: ICredentialTestRequest = {
    request: {
      baseURL: '={{ ($credentials.baseUrl || "https://api.weixin.qq.com").trim().replace(/\\/+$/, "") }}',
      url: '/cgi-bin/stable_token',
      method: 'POST',
      body: { grant_type: 'client_credential', appid: '={{$credentials.appId.trim()}}', secret: '={{$credentials.appSecret.trim()}}' },
      ignoreHttpStatusErrors: true,
    },
    rules: passOnlyWithAccount('access_token'),
  };
}
