import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';
import type {
  ICredentialsDecrypted,
  ICredentialTestFunctions,
  IHookFunctions,
  INodeCredentialTestResult,
  INodeType,
  INodeTypeDescription,
  IWebhookFunctions,
  IWebhookResponseData,
} from 'n8n-workflow';

import { verifyUrl } from '../../../core/callback/packet.ts';
import { CallbackRefusal } from '../../../core/callback/refusal.ts';
import { InvalidInputError, isWeComError } from '../../../core/errors.ts';
import { faultsOf, readCallbackCredential, worksBothWays } from '../../callback-credential.ts';
import { failure } from '../../failure.ts';
import { CLOCK } from '../../ports.ts';
import { NO_RUN, echo, refuse } from './trigger/answer.ts';
import { properties } from './trigger/properties.ts';
import { receive } from './trigger/receive.ts';

/** Starts a workflow when WeCom calls: a member writes to the application, presses a card's button, sends a photo. */
export class WeComTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'WeCom Trigger',
    name: 'weComTrigger',
    icon: { light: 'file:wecom.svg', dark: 'file:wecom.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ $parameter["triggerOn"].join(", ") }}',
    description: 'Starts the workflow when a member writes to a WeCom (企业微信) application or AI bot, or does something there',
    defaults: { name: 'WeCom Trigger' },
    eventTriggerDescription: 'Waiting for WeCom to call the test URL',
    activationMessage: 'WeCom can now call the production URL. Save it in the admin console, if that was not done yet.',
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [
      { name: 'weComCallbackApi', required: true, testedBy: 'callbackRoundTrip' },
      { name: 'weComAppApi', required: true, displayOptions: { show: { source: ['app'], downloadMedia: [true] } } },
    ],
    webhooks: [
      { name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', path: 'wecom', ndvHideUrl: true },
      { name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'wecom' },
    ],
    triggerPanel: {
      header: 'Have a member write to the application',
      executionsHelp: {
        inactive:
          'WeCom keeps one URL for each application. <b>For a test</b>, save the test URL in the admin console while this node is listening, and write to the application. <b>For daily use</b>, publish the workflow and save the production URL there.',
        active: 'WeCom calls the production URL, and the executions are in the list. For a test, save the test URL in the admin console while this node is listening, and the production URL again afterwards.',
      },
      activationHint: 'Publish the workflow before you save the production URL in the admin console: WeCom calls it at once.',
    },
    properties,
  };

  methods = {
    credentialTest: {
      /** Nothing can be asked of WeCom: this finds a key that was not copied whole. */
      async callbackRoundTrip(this: ICredentialTestFunctions, { data }: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
        try {
          const works = worksBothWays(readCallbackCredential(data ?? {}));
          return works
            ? { status: 'OK', message: 'Token and key have the right form. Whether they are WeCom’s, saving the URL in the admin console tells' }
            : { status: 'Error', message: 'What was encrypted with this key could not be decrypted with it' };
        } catch (error) {
          return { status: 'Error', message: error instanceof InvalidInputError ? faultsOf(error) : 'The credential cannot be used' };
        }
      },
    },
  };

  webhookMethods = {
    default: {
      /** An activated workflow with a credential that cannot work would refuse every callback without a word. */
      async checkExists(this: IHookFunctions): Promise<boolean> {
        try {
          readCallbackCredential(await this.getCredentials('weComCallbackApi'));
          return true;
        } catch (error) {
          if (error instanceof InvalidInputError) throw new NodeOperationError(this.getNode(), faultsOf(error), { level: 'warning' });
          throw failure(this.getNode(), error, 0);
        }
      },
      /** WeCom takes a URL from its admin console only. */
      async create(this: IHookFunctions): Promise<boolean> {
        return true;
      },
      async delete(this: IHookFunctions): Promise<boolean> {
        return true;
      },
    },
  };

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    try {
      const settings = readCallbackCredential(await this.getCredentials('weComCallbackApi'));
      if (this.getWebhookName() !== 'setup') return await receive(this, settings);
      echo(this, verifyUrl(this.getQueryData() as Record<string, unknown>, settings, CLOCK.now()));
    } catch (error) {
      const refusal = error instanceof CallbackRefusal ? error : undefined;
      // Anything else is temporary or to be mended here, and WeCom will try again.
      refuse(this, refusal?.status ?? 503);
      this.logger.warn(refusal === undefined ? `A WeCom callback could not be taken. ${isWeComError(error) ? error.message : ''}` : `${refusal.message} (${refusal.explanation})`);
    }
    return NO_RUN;
  }
}
