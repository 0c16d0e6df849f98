import { expect } from 'vitest';

import type { Robot } from '../../../sandbox/server.ts';
import { createCredential } from '../../../scripts/n8n/credentials.ts';
import type { Credential } from '../../../scripts/n8n/credentials.ts';
import type { Execution } from '../../../scripts/n8n/executions.ts';
import type { Rest } from '../../../scripts/n8n/rest.ts';
import { appCredential } from '../../../scripts/n8n/sandbox-credentials.ts';
import { it as bare } from './it.ts';
import { execute, liveWorkflow } from './webhook.ts';
import type { Call, Reply } from './webhook.ts';
import { workflowOf } from './workflow.ts';
import type { Answer, Step } from './workflow.ts';

export interface CredentialedRobot extends Robot {
  credential: Credential;
}

/** A test with credentials. The robot is new for each, since n8n remembers for a minute how often it has used one. */
export const it = bare
  .extend('app', { scope: 'file' }, ({ rest, fileSandbox }) => createCredential(rest, 'weComAppApi', 'Application', appCredential(fileSandbox)))
  .extend('robot', async ({ rest, sandbox }): Promise<CredentialedRobot> => {
    const robot = sandbox.addRobot();
    return { ...robot, credential: await createCredential(rest, 'weComRobotApi', robot.name, { webhook: robot.key, baseUrl: sandbox.baseUrl }) };
  });

export const NODE = 'WeCom';

/** Our node, named "WeCom" when nothing is said. */
export const weCom = ({ id, name, type }: Credential, parameters: Record<string, unknown>, rest: Partial<Step> = {}): Step => ({
  name: NODE,
  type: 'n8n-nodes-wecom-media.weCom',
  parameters: { authentication: type === 'weComRobotApi' ? 'robot' : 'app', ...parameters },
  credentials: { [type]: { id, name } },
  ...rest,
});

export const sending = (credential: Credential, parameters: Record<string, unknown>, rest: Partial<Step> = {}): Step =>
  weCom(credential, { resource: 'message', operation: 'send', ...parameters }, rest);

export const uploading = (credential: Credential, parameters: Record<string, unknown> = {}, rest: Partial<Step> = {}): Step =>
  weCom(credential, { resource: 'media', operation: 'upload', ...parameters }, rest);

export const getting = (credential: Credential, parameters: Record<string, unknown>, rest: Partial<Step> = {}): Step =>
  weCom(credential, { resource: 'media', operation: 'get', ...parameters }, rest);

/** Makes a workflow of the steps, named like the test, and calls its webhook once. */
export async function run(rest: Rest, steps: readonly Step[], call: Call = {}, answer: Answer = 'allEntries'): Promise<Reply & { execution: Execution }> {
  const workflow = await liveWorkflow(rest, workflowOf(expect.getState().currentTestName?.slice(0, 120) ?? '', steps, answer));
  return execute(rest, workflow, call);
}

/** What the editor shows above the output. */
export const hintsOf = ({ runs }: Execution): unknown => (runs[NODE]?.at(-1) as { hints?: unknown } | undefined)?.hints;
