import { randomUUID } from 'node:crypto';

import type { Connections, WorkflowFile, WorkflowNode } from '../../../scripts/n8n/workflows.ts';

/** A node of a chain; its name is needed only to find its items, and is its type's when nothing is said. */
export type Step = Pick<WorkflowNode, 'type'> & Partial<Omit<WorkflowNode, 'id' | 'position'>>;

/** What the webhook answers its caller with, of the last node's items: all as JSON, or the first one's binary field. */
export type Answer = 'allEntries' | { binary: string };

export const WEBHOOK = 'Webhook';

/** Each element of an array in the caller's JSON becomes an item. */
export const split = (field: string): Step => ({
  type: 'n8n-nodes-base.splitOut',
  parameters: { fieldToSplitOut: `body.${field}`, options: {} },
});

/** A webhook, then these nodes one after the other, the last of which gives the answer. */
export function workflowOf(name: string, steps: readonly Step[], answer: Answer = 'allEntries'): WorkflowFile {
  const webhook: Step = {
    name: WEBHOOK,
    type: 'n8n-nodes-base.webhook',
    typeVersion: 2.1,
    webhookId: randomUUID(),
    parameters: {
      httpMethod: 'POST',
      path: randomUUID(),
      responseMode: 'lastNode',
      ...(answer === 'allEntries' ? { responseData: answer } : { responseData: 'firstEntryBinary', responseBinaryPropertyName: answer.binary }),
      options: {},
    },
  };
  return chainOf(name, [webhook, ...steps]);
}

/** These nodes, one after the other. */
export function chainOf(name: string, steps: readonly Step[]): WorkflowFile {
  const nodes = steps.map(asNode);
  return { name, nodes, connections: chain(nodes), settings: { executionOrder: 'v1' } };
}

const asNode = ({ type, name = type.split('.').at(-1) ?? type, typeVersion = 1, parameters = {}, ...rest }: Step, index: number): WorkflowNode => ({
  id: randomUUID(),
  type,
  name,
  typeVersion,
  parameters,
  position: [index * 220, 0],
  ...rest,
});

function chain(nodes: readonly WorkflowNode[]): Connections {
  const links = nodes.slice(1).map((node, index) => [nodes[index]?.name ?? '', { main: [[{ node: node.name, type: 'main', index: 0 }]] }]);
  return Object.fromEntries(links) as Connections;
}
