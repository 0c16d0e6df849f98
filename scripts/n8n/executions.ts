import { unflatten } from './flatted.ts';
import { poll } from './poll.ts';
import type { Rest } from './rest.ts';

export interface BinaryField {
  fileName?: string;
  mimeType: string;
  /** Base64, or the word `filesystem-v2` or `database` where the bytes lie elsewhere under `id`. */
  data: string;
  id?: string;
  bytes?: number;
}

export interface Item {
  json: Record<string, unknown>;
  binary?: Record<string, BinaryField>;
  pairedItem?: unknown;
  error?: ExecutionError;
}

export interface ExecutionError {
  message: string;
  description?: string | null;
  [field: string]: unknown;
}

/** One run of a node: its items by output, or its error. */
export interface NodeRun {
  data?: { main: (Item[] | null)[] };
  error?: ExecutionError;
  /** Milliseconds. */
  executionTime: number;
}

export interface Execution {
  id: string;
  workflowId: string;
  status: 'new' | 'running' | 'waiting' | 'success' | 'error' | 'canceled' | 'crashed' | 'unknown';
  /** By the node's name. */
  runs: Record<string, NodeRun[]>;
  error?: ExecutionError;
  /** All that n8n keeps of it, as it is stored: to search it for what must not be there. */
  stored: string;
}

const DONE: readonly Execution['status'][] = ['success', 'error', 'canceled', 'crashed'];

interface Stored {
  resultData?: { runData?: Record<string, NodeRun[]>; error?: ExecutionError };
}

/** @throws Error when there is none of this id */
export async function readExecution(rest: Rest, id: string): Promise<Execution> {
  const answer = await rest.call<Omit<Execution, 'runs' | 'error' | 'stored'> & { data: string }>('GET', `/rest/executions/${id}`);
  // Nothing is stored of one that has only begun.
  const { resultData = {} } = (unflatten(answer.data) ?? {}) as Stored;
  return {
    id: answer.id,
    workflowId: answer.workflowId,
    status: answer.status,
    runs: resultData.runData ?? {},
    ...(resultData.error === undefined ? {} : { error: resultData.error }),
    stored: answer.data,
  };
}

/** The execution when it has ended, however it did. A webhook's caller may have the answer before n8n has stored the rest. */
export function finishedExecution(rest: Rest, id: string, seconds = 30): Promise<Execution> {
  return poll(`execution ${id} to end`, seconds, async () => {
    const execution = await readExecution(rest, id);
    return DONE.includes(execution.status) ? execution : undefined;
  });
}

/** Of one workflow, the newest first, at most 100. */
export async function listExecutions(rest: Rest, workflowId: string): Promise<Pick<Execution, 'id' | 'status'>[]> {
  const filter = encodeURIComponent(JSON.stringify({ workflowId }));
  const { results } = await rest.call<{ results: Pick<Execution, 'id' | 'status'>[] }>('GET', `/rest/executions?filter=${filter}&limit=100`);
  return results;
}

/** The items that a node put out in its last run. */
export const itemsOf = ({ runs }: Execution, node: string, output = 0): Item[] => runs[node]?.at(-1)?.data?.main[output] ?? [];

/** The bytes of a binary field, wherever n8n keeps them. */
export async function bytesOf(rest: Rest, { id, data }: BinaryField): Promise<Buffer> {
  if (id === undefined) return Buffer.from(data, 'base64');
  return rest.bytes(`/rest/binary-data?id=${encodeURIComponent(id)}&action=download`);
}
