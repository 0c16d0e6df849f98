import { poll } from './poll.ts';
import type { CredentialReference } from './credentials.ts';
import type { Rest } from './rest.ts';

/** A node as a workflow's file holds it. */
export interface WorkflowNode {
  id: string;
  name: string;
  type: string;
  typeVersion: number;
  position: [number, number];
  parameters: Record<string, unknown>;
  credentials?: Record<string, CredentialReference>;
  webhookId?: string;
  onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
  retryOnFail?: boolean;
  maxTries?: number;
  /** Milliseconds. */
  waitBetweenTries?: number;
  alwaysOutputData?: boolean;
  executeOnce?: boolean;
}

/** By the name of the node it comes from, then by output, the inputs it leads to. */
export type Connections = Record<string, Record<string, ({ node: string; type: string; index: number }[] | null)[]>>;

/** A workflow as its file holds it. */
export interface WorkflowFile {
  name: string;
  nodes: WorkflowNode[];
  connections: Connections;
  settings?: Record<string, unknown>;
}

export interface Workflow extends WorkflowFile {
  id: string;
  /** The draft's version: another one after each change. */
  versionId: string;
  active: boolean;
}

const LIVE_SECONDS = 30;

export const createWorkflow = (rest: Rest, file: WorkflowFile): Promise<Workflow> => rest.call('POST', '/rest/workflows', { settings: {}, ...file });

export const listWorkflows = (rest: Rest): Promise<Pick<Workflow, 'id' | 'name' | 'active'>[]> => rest.call('GET', '/rest/workflows');

/** Changes the draft; what is published stays as it was until publishWorkflow is called again. */
export const updateWorkflow = (rest: Rest, { id, versionId }: Workflow, changes: Partial<WorkflowFile>): Promise<Workflow> =>
  rest.call('PATCH', `/rest/workflows/${id}`, { ...changes, versionId });

interface Publication {
  status: 'published' | 'partial' | 'failed' | 'in_progress' | 'not_published';
  liveVersionId: string | null;
  triggers: { errorMessage: string | null }[];
}

/**
 * Publishes the draft and waits until its webhooks answer with it. n8n says "done" before that, and until then a new webhook is
 * not found and, worse, an old one still runs the version before.
 */
export async function publishWorkflow(rest: Rest, { id, name, versionId }: Workflow): Promise<void> {
  await rest.call('POST', `/rest/workflows/${id}/activate`, { versionId });
  await poll(`the workflow "${name}" to be live`, LIVE_SECONDS, async () => {
    const { status, liveVersionId, triggers } = await rest.call<Publication>('GET', `/rest/workflows/${id}/publication-status`);
    if (status === 'failed' || status === 'partial') {
      throw new Error(`n8n could not publish the workflow "${name}": ${triggers.map(({ errorMessage }) => errorMessage ?? '').join(' ')}`);
    }
    return status === 'published' && liveVersionId === versionId ? true : undefined;
  });
}

/** Starts the draft as the editor's button does, from the named trigger, and gives the execution's id. */
export async function runWorkflow(rest: Rest, { id }: Workflow, trigger: string): Promise<string> {
  const { executionId } = await rest.call<{ executionId: string }>('POST', `/rest/workflows/${id}/run`, { triggerToStartFrom: { name: trigger } });
  return executionId;
}

/** n8n deletes only what was archived before. */
export async function deleteWorkflow(rest: Rest, id: string): Promise<void> {
  await rest.call('POST', `/rest/workflows/${id}/archive`, {});
  await rest.call('DELETE', `/rest/workflows/${id}`);
}
