import { randomUUID } from 'node:crypto';

import type { CallbackFace, CallbackMessage, CallbackRecord, CallOptions, Sandbox } from '../../../sandbox/server.ts';
import { createCredential } from '../../../scripts/n8n/credentials.ts';
import type { Credential } from '../../../scripts/n8n/credentials.ts';
import { finishedExecution, itemsOf, listExecutions } from '../../../scripts/n8n/executions.ts';
import type { Execution, Item } from '../../../scripts/n8n/executions.ts';
import { poll } from '../../../scripts/n8n/poll.ts';
import type { Rest } from '../../../scripts/n8n/rest.ts';
import { callbackCredential } from '../../../scripts/n8n/sandbox-credentials.ts';
import { createWorkflow, publishWorkflow } from '../../../scripts/n8n/workflows.ts';
import type { Workflow } from '../../../scripts/n8n/workflows.ts';
import { it as withApp } from './wecom.ts';
import { chainOf } from './workflow.ts';
import type { Step } from './workflow.ts';

export const TRIGGER = 'WeCom Trigger';

/** A published workflow that begins with the trigger, and the application or bot of the sandbox that calls it. */
export interface Listening {
  workflow: Workflow;
  url: string;
  /** Whom the sandbox calls for. */
  caller: string;
  face: CallbackFace;
  /** Has the sandbox call it. */
  call: (message: CallbackMessage, options?: CallOptions) => Promise<CallbackRecord>;
  /** All executions so far, ended, the oldest first; waits for `count` of them. */
  executions: (count: number) => Promise<Execution[]>;
  /** What the trigger gave in the only execution. */
  item: () => Promise<Item>;
}

/** Half a second between attempts in place of five: an n8n on this machine answers within milliseconds. */
const RETRY_AFTER = 500;

export const it = withApp.extend('listen', ({ rest, sandbox }) => (parameters: Record<string, unknown> = {}, options: Partial<ListenOptions> = {}) => listen(rest, sandbox, parameters, options));

interface ListenOptions {
  /** Whom the sandbox calls for: the first application's name when nothing is said. */
  caller: string;
  steps: readonly Step[];
  credentials: readonly Credential[];
  /** Instead of what the sandbox's settings say. */
  callback: Record<string, string>;
  /** An AI bot calls, in place of an application. */
  bot: boolean;
  /** What stands between the sandbox and n8n: where it is called, of where it passes on to. */
  through: (url: string) => Promise<string>;
}

export async function listen(rest: Rest, sandbox: Sandbox, parameters: Record<string, unknown>, options: Partial<ListenOptions>): Promise<Listening> {
  const { steps = [], credentials = [], callback = {}, bot = false, through = (direct: string) => Promise.resolve(direct) } = options;
  const id = randomUUID();
  const url = `${rest.baseUrl}/webhook/${id}/wecom`;
  const { caller, face } = callerOf(sandbox, { ...options, bot }, await through(url));
  const credential = await createCredential(rest, 'weComCallbackApi', `Callback ${id}`, { ...callbackCredential(face), ...callback });
  const trigger: Step = {
    name: TRIGGER,
    type: 'n8n-nodes-wecom-media.weComTrigger',
    webhookId: id,
    parameters: { ...(bot ? { source: 'bot' } : {}), ...parameters },
    credentials: Object.fromEntries([credential, ...credentials].map(({ id: credentialId, name, type }) => [type, { id: credentialId, name }])),
  };
  const workflow = await createWorkflow(rest, chainOf(`Trigger ${id}`, [trigger, ...steps]));
  await publishWorkflow(rest, workflow);

  const executions = async (count: number): Promise<Execution[]> => {
    const found = await poll(`${count} executions`, 20, async () => {
      const all = await listExecutions(rest, workflow.id);
      return all.length >= count ? all : undefined;
    });
    return Promise.all(found.toReversed().map(({ id: execution }) => finishedExecution(rest, execution)));
  };
  return {
    workflow,
    url,
    caller,
    face,
    call: (message, callOptions) => (bot ? sandbox.callBot : sandbox.callBack)(caller, message, { retryAfterMs: RETRY_AFTER, ...callOptions }),
    executions,
    item: async () => {
      const [execution] = await executions(1);
      const [item] = execution === undefined ? [] : itemsOf(execution, TRIGGER);
      if (item === undefined) throw new Error('The trigger gave no item.');
      return item;
    },
  };
}

function callerOf(sandbox: Sandbox, { caller = sandbox.apps[0]?.name ?? '', bot }: Partial<ListenOptions>, url: string): { caller: string; face: CallbackFace } {
  if (bot === true) {
    const face = sandbox.addBot({ url });
    return { caller: face.name, face };
  }
  const face = sandbox.setCallback(caller, { url });
  if (face === undefined) throw new Error(`The sandbox has no callback for ${caller}.`);
  return { caller, face };
}
