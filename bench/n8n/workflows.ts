import type { Credential } from '../../scripts/n8n/credentials.ts';
import type { Connections, WorkflowFile, WorkflowNode } from '../../scripts/n8n/workflows.ts';

type Step = Pick<WorkflowNode, 'name' | 'type' | 'typeVersion' | 'parameters'> & Pick<Partial<WorkflowNode>, 'credentials' | 'webhookId'>;

/** Uploads every item's file with our node. */
export const ourUpload = ({ id, name }: Credential): Step => ({
  name: 'Upload',
  type: 'n8n-nodes-wecom-media.weCom',
  typeVersion: 1,
  parameters: { authentication: 'robot', resource: 'media', operation: 'upload', binaryPropertyName: 'data', mediaType: 'file' },
  credentials: { weComRobotApi: { id, name } },
});

/** The same upload as somebody would build it without our node: a multipart form with n8n's HTTP Request node. */
export const httpRequest = (url: string): Step => ({
  name: 'Upload',
  type: 'n8n-nodes-base.httpRequest',
  typeVersion: 4.2,
  parameters: {
    method: 'POST',
    url,
    sendBody: true,
    contentType: 'multipart-form-data',
    bodyParameters: { parameters: [{ parameterType: 'formBinaryData', name: 'media', inputDataFieldName: 'data' }] },
    options: {},
  },
});

/**
 * Called by its webhook, reads files from disk, an item each, and hands them to the upload; none: nothing more is done. The
 * caller has the answer when all is done.
 */
export function uploadWorkflow(path: string, files: string, upload: readonly Step[]): WorkflowFile {
  const steps: Step[] = [
    { name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2.1, webhookId: path, parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'noData', options: {} } },
    { name: 'Read', type: 'n8n-nodes-base.readWriteFile', typeVersion: 1.1, parameters: { operation: 'read', fileSelector: files, options: {} } },
    ...upload,
  ];
  const nodes = steps.map((step, index): WorkflowNode => ({ id: `${path}-${index}`, position: [index * 220, 0], ...step }));
  const links = steps.slice(1).map(({ name }, index): [string, Connections[string]] => [steps[index]?.name ?? '', { main: [[{ node: name, type: 'main', index: 0 }]] }]);
  // What n8n keeps of an execution would fill the disk with the files of every round.
  return { name: path, nodes, connections: Object.fromEntries(links), settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none' } };
}
