import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/**
 * What the admin console shows beside the field for a callback URL. Tested by the trigger that uses it.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90930
 */
export class WeComCallbackApi implements ICredentialType {
  name = 'weComCallbackApi';

  displayName = 'WeCom Callback API';

  icon: Icon = { light: 'file:../nodes/WeCom/wecom.svg', dark: 'file:../nodes/WeCom/wecom.dark.svg' };

  documentationUrl = 'https://developer.work.weixin.qq.com/document/path/90930';

  properties: INodeProperties[] = [
    {
      displayName: 'Token',
      name: 'token',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description: 'Up to 32 letters and digits, from the admin console’s page for receiving messages',
    },
    // The rule knows only names like "token" and "secret"; this key reads and forges every callback.
    // eslint-disable-next-line @n8n/community-nodes/credential-unnecessary-password
    {
      displayName: 'EncodingAESKey',
      name: 'encodingAesKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description: '43 letters and digits, from the same page. Whoever knows both can read and forge what WeCom sends here.',
    },
    {
      displayName: 'Receive ID',
      name: 'receiveId',
      type: 'string',
      default: '',
      placeholder: 'e.g. ww0123456789abcdef',
      description: 'Stands at the end of what WeCom encrypts, and says whom it is for',
      hint: 'The Corp ID, for an application of your own. Leave it empty for an AI bot.',
    },
  ];
}
