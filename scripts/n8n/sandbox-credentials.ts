import type { CallbackFace, Sandbox } from '../../sandbox/server.ts';
import type { CredentialData } from './credentials.ts';

/** What n8n's credentials hold for the sandbox's robots, applications, callbacks and Official Accounts. */

export const robotCredential = ({ baseUrl, robots }: Sandbox, robot = 0): CredentialData => ({ webhook: robots[robot]?.key, baseUrl });

export function appCredential({ baseUrl, apps }: Sandbox, app = 0): CredentialData {
  const { corpid, corpsecret, agentid } = apps[app] ?? {};
  return { corpId: corpid, corpSecret: corpsecret, agentId: String(agentid), baseUrl };
}

export function accountCredential({ baseUrl, accounts }: Sandbox, account = 0): CredentialData {
  const { appid, appsecret } = accounts[account] ?? {};
  return { appId: appid, appSecret: appsecret, baseUrl };
}

export const callbackCredential = ({ token, encodingAesKey, receiveId }: CallbackFace): CredentialData => ({ token, encodingAesKey, receiveId });
