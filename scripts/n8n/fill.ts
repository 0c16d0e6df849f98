import type { AppFace, Sandbox } from '../../sandbox/server.ts';
import type { Credential } from './credentials.ts';
import { calledExamples, keepCredential, loadExamples } from './examples.ts';
import type { Rest } from './rest.ts';
import { accountCredential, appCredential, callbackCredential, robotCredential } from './sandbox-credentials.ts';

/**
 * Puts the sandbox's credentials and the examples into an n8n, and has the sandbox call those that WeCom calls. As at WeCom, an
 * application has one URL: each such example gets an application of its own, named after it.
 */
export async function fill(rest: Rest, sandbox: Sandbox): Promise<void> {
  const robot = await keepCredential(rest, 'weComRobotApi', 'Sandbox: group robot', robotCredential(sandbox));
  const app = await keepCredential(rest, 'weComAppApi', 'Sandbox: application', appCredential(sandbox));
  const account = await keepCredential(rest, 'weChatOfficialAccountApi', 'Sandbox: Official Account', accountCredential(sandbox));
  const own = new Map<string, Credential[]>();
  for (const { file, name, path } of calledExamples()) {
    const face = sandbox.addApp({ name });
    const sender = await keepCredential(rest, 'weComAppApi', `Sandbox: ${name}`, { ...appCredential(sandbox), corpSecret: face.corpsecret, agentId: String(face.agentid) });
    own.set(file, [sender, await callbackTo(rest, sandbox, face, path)]);
  }
  await loadExamples(rest, ({ file }) => [robot, account, ...(own.get(file) ?? [app])]);
}

async function callbackTo(rest: Rest, sandbox: Sandbox, { name }: AppFace, path: string): Promise<Credential> {
  const face = sandbox.setCallback(name, { url: rest.baseUrl + path });
  if (face === undefined) throw new Error(`The sandbox does not call for ${name}.`);
  return keepCredential(rest, 'weComCallbackApi', `Sandbox: callback of ${name}`, callbackCredential(face));
}
