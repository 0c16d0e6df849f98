import { finishedExecution, listExecutions } from '../../../scripts/n8n/executions.ts';
import type { Execution } from '../../../scripts/n8n/executions.ts';
import type { Rest } from '../../../scripts/n8n/rest.ts';
import { createWorkflow, publishWorkflow } from '../../../scripts/n8n/workflows.ts';
import type { Workflow, WorkflowFile } from '../../../scripts/n8n/workflows.ts';

export interface Upload {
  name: string;
  bytes: Uint8Array;
  /** `application/octet-stream` when nothing is said. */
  type?: string;
}

export interface Call {
  /** The webhook's item has it as `body`. */
  json?: unknown;
  /** Each becomes a binary field of the webhook's item, under its key here. */
  files?: Record<string, Upload>;
}

export interface Reply {
  status: number;
  bytes: Buffer;
  /** The answer as JSON; undefined where it is none. */
  json: unknown;
}

export interface LiveWorkflow extends Workflow {
  /** Where it answers. */
  url: string;
}

/** Creates the workflow, and publishes it so that its webhook answers. */
export async function liveWorkflow(rest: Rest, file: WorkflowFile): Promise<LiveWorkflow> {
  const workflow = await createWorkflow(rest, file);
  await publishWorkflow(rest, workflow);
  const path = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.webhook')?.parameters.path;
  return { ...workflow, url: `${rest.baseUrl}/webhook/${String(path)}` };
}

/** Calls the workflow's webhook and waits for what its last node gives. */
export async function callWebhook({ url }: Pick<LiveWorkflow, 'url'>, { json = {}, files }: Call = {}): Promise<Reply> {
  const answer = await fetch(url, { method: 'POST', ...(files === undefined ? asJson(json) : { body: asForm(files) }) });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, bytes, json: parsed(bytes) };
}

/** As callWebhook, with all that n8n kept of it. For one call at a time: two could not be told apart. */
export async function execute(rest: Rest, workflow: LiveWorkflow, call: Call = {}): Promise<Reply & { execution: Execution }> {
  const reply = await callWebhook(workflow, call);
  const [newest] = await listExecutions(rest, workflow.id);
  if (newest === undefined) throw new Error(`The workflow "${workflow.name}" did not run: its webhook answered HTTP ${reply.status} ${reply.bytes.toString('utf8')}`);
  return { ...reply, execution: await finishedExecution(rest, newest.id) };
}

const asJson = (json: unknown): RequestInit => ({ body: JSON.stringify(json), headers: { 'content-type': 'application/json' } });

function asForm(files: Record<string, Upload>): FormData {
  const form = new FormData();
  for (const [field, { name, bytes, type = 'application/octet-stream' }] of Object.entries(files)) {
    form.append(field, new Blob([Buffer.from(bytes)], { type }), name);
  }
  return form;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
