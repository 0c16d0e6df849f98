import type { Icon, ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';

import { inWords } from '../in-words.ts';
import { checkOwnHost } from '../own-host.ts';
import { readRobotCredential } from '../robot-credential.ts';
import { passOnlyWith } from '../test-rules.ts';

/** The six smallest bytes that WeCom takes for a file. */
const PROBE = ['--probe', 'Content-Disposition: form-data; name="media"; filename="probe.txt"; filelength=6', 'Content-Type: text/plain', '', 'probe\n', '--probe--', ''].join('\r\n');

/**
 * A group robot of WeCom. Its whole secret is the webhook address.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91770
 */
export class WeComRobotApi implements ICredentialType {
  name = 'weComRobotApi';

  displayName = 'WeCom Robot API';

  icon: Icon = { light: 'file:../nodes/WeCom/wecom.svg', dark: 'file:../nodes/WeCom/wecom.dark.svg' };

  documentationUrl = 'https://developer.work.weixin.qq.com/document/path/91770';

  properties: INodeProperties[] = [
    // The rule knows only names like "token" and "secret"; here the whole address is the secret.
    // eslint-disable-next-line @n8n/community-nodes/credential-unnecessary-password
    {
      displayName: 'Webhook',
      name: 'webhook',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      placeholder: 'e.g. https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…',
      description: 'The webhook address from the robot’s page in the group’s settings, or its key alone. Whoever knows it can write to the group.',
    },
    {
      displayName: 'Base URL',
      name: 'baseUrl',
      type: 'string',
      default: '',
      placeholder: 'e.g. https://relay.example.com',
      description: 'Only for a relay or a private deployment: the API host to use instead of qyapi.weixin.qq.com. It gets the key.',
    },
  ];

  /** Adds the key, and sends it to no other host than the credential's own. */
  authenticate = async (credentials: ICredentialDataDecryptedObject, options: IHttpRequestOptions): Promise<IHttpRequestOptions> =>
    inWords(() => {
      const { key, baseUrl } = readRobotCredential(credentials);
      checkOwnHost(options, baseUrl);
      return { ...options, qs: { ...options.qs, key } };
    });

  /**
   * Uploads six bytes that no message refers to. A message could not be tried without the group seeing it, and a refused one
   * would not tell a wrong key from a wrong message.
   */
  test: ICredentialTestRequest = {
    request: {
      baseURL:
        '={{ ($credentials.baseUrl || ($credentials.webhook.includes("://") ? $credentials.webhook.split("/cgi-bin/")[0] : "https://qyapi.weixin.qq.com")).trim().replace(/\\/+$/, "") }}',
      url: '/cgi-bin/webhook/upload_media?type=file',
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=probe' },
      body: PROBE,
      ignoreHttpStatusErrors: true,
    },
    rules: passOnlyWith('media_id'),
  };
}
