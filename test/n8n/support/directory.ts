import type { Credential } from '../../../scripts/n8n/credentials.ts';
import type { Rest } from '../../../scripts/n8n/rest.ts';

export type List = 'searchMembers' | 'searchDepartments' | 'searchTags';

interface Found {
  results: { name: string; value: string }[];
  paginationToken?: string;
}

/** What the editor gets when somebody opens a list of recipients or types into it. @throws Error with what it would show instead */
export function searchList(rest: Rest, { id, name }: Credential, methodName: List, filter?: string): Promise<Found> {
  const parameters = { authentication: 'app', resource: 'message', operation: 'send' };
  return rest.call('POST', '/rest/dynamic-node-parameters/resource-locator-results', {
    nodeTypeAndVersion: { name: 'n8n-nodes-wecom-media.weCom', version: 1 },
    path: 'parameters.recipients.member[0].id',
    methodName,
    currentNodeParameters: parameters,
    credentials: { weComAppApi: { id, name } },
    ...(filter === undefined ? {} : { filter }),
  });
}
