import type { Rest } from './rest.ts';

/** What a node of a workflow names a credential by. */
export interface CredentialReference {
  id: string;
  name: string;
}

export interface Credential extends CredentialReference {
  /** The credential type's name, `weComRobotApi` say. */
  type: string;
}

export type CredentialData = Record<string, unknown>;

export interface CredentialTest {
  status: 'OK' | 'Error';
  message: string;
}

export const createCredential = (rest: Rest, type: string, name: string, data: CredentialData): Promise<Credential> =>
  rest.call('POST', '/rest/credentials', { type, name, data });

export const listCredentials = (rest: Rest): Promise<Credential[]> => rest.call('GET', '/rest/credentials');

/** Its data as the editor gets it: passwords are blanked. */
export async function credentialData(rest: Rest, id: string): Promise<CredentialData> {
  const { data } = await rest.call<{ data: CredentialData }>('GET', `/rest/credentials/${id}?includeData=true`);
  return data;
}

/** Replaces all of its data, as saving it in the editor does. */
export const updateCredential = (rest: Rest, { id, name, type }: Credential, data: CredentialData): Promise<Credential> =>
  rest.call('PATCH', `/rest/credentials/${id}`, { name, type, data });

/** What the editor's button "Test" shows for the stored credential, or for the data given instead of what is stored. */
export async function testCredential(rest: Rest, { id, name, type }: Credential, data?: CredentialData): Promise<CredentialTest> {
  return rest.call('POST', '/rest/credentials/test', { credentials: { id, name, type, data: data ?? (await credentialData(rest, id)) } });
}

export const deleteCredential = (rest: Rest, id: string): Promise<unknown> => rest.call('DELETE', `/rest/credentials/${id}`);
