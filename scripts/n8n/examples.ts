import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { createCredential, listCredentials, updateCredential } from './credentials.ts';
import type { Credential, CredentialData } from './credentials.ts';
import type { Rest } from './rest.ts';
import { createWorkflow, listWorkflows, publishWorkflow } from './workflows.ts';
import type { WorkflowFile } from './workflows.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'examples', 'n8n');

export interface Example extends WorkflowFile {
  /** The file's name. */
  file: string;
}

export const examples = (): Example[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({ ...(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as WorkflowFile), file: basename(name) }));

/** Creates the credential, or gives the one of that name new data: the sandbox has other keys each time. */
export async function keepCredential(rest: Rest, type: string, name: string, data: CredentialData): Promise<Credential> {
  const there = (await listCredentials(rest)).find((credential) => credential.type === type && credential.name === name);
  return there === undefined ? createCredential(rest, type, name, data) : updateCredential(rest, there, data);
}

/** The workflow with these credentials in the place of its own, by type: a file knows no other n8n's ids. */
export function withCredentials({ name, nodes, connections, settings = {} }: WorkflowFile, credentials: readonly Credential[]): WorkflowFile {
  const ours = (type: string): [string, { id: string; name: string }][] =>
    credentials.filter((credential) => credential.type === type).map(({ id, name: label }) => [type, { id, name: label }]);
  return {
    name,
    connections,
    settings,
    nodes: nodes.map((node) => ({
      ...node,
      ...(node.credentials === undefined ? {} : { credentials: Object.fromEntries(Object.keys(node.credentials).flatMap(ours)) }),
    })),
  };
}

const TRIGGER = 'n8n-nodes-wecom-media.weComTrigger';

/** Those that WeCom calls once they are published, each with the path of its URL. */
export const calledExamples = (): { file: string; name: string; path: string }[] =>
  examples().flatMap(({ file, name, nodes }) => nodes.flatMap(({ type, webhookId }) => (type === TRIGGER && webhookId !== undefined ? [{ file, name, path: `/webhook/${webhookId}/wecom` }] : [])));

/** What others call from outside has to be published; what starts with a click has not. */
const CALLED = ['n8n-nodes-base.webhook', 'n8n-nodes-base.formTrigger', TRIGGER];

/** Loads the examples that are not there yet; those that are there may have been changed by whoever tries them. */
export async function loadExamples(rest: Rest, credentialsOf: (example: Example) => readonly Credential[]): Promise<void> {
  const there = new Set((await listWorkflows(rest)).map(({ name }) => name));
  for (const example of examples().filter(({ name }) => !there.has(name))) {
    const workflow = await createWorkflow(rest, withCredentials(example, credentialsOf(example)));
    if (workflow.nodes.some(({ type }) => CALLED.includes(type))) await publishWorkflow(rest, workflow);
  }
}
