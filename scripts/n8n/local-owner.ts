import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';

import { Rest } from './rest.ts';
import type { Owner } from './rest.ts';

/** The sign-in of a local n8n, kept in a file that only this user may read: the password is random, made the first time. */
export async function localOwner(file: string): Promise<Owner> {
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as Owner;
  // n8n wants a digit and a capital, which chance might leave out.
  const owner = { email: 'you@localhost.local', password: `N8n-${randomBytes(12).toString('base64url')}` };
  await writeFile(file, `${JSON.stringify(owner, null, 2)}\n`, { mode: 0o600 });
  return owner;
}

/** Signs in, and makes the owner first where n8n has none yet. */
export async function signIn(baseUrl: string, owner: Owner): Promise<Rest> {
  const rest = new Rest(baseUrl);
  const { userManagement } = await rest.call<{ userManagement: { showSetupOnFirstLoad: boolean } }>('GET', '/rest/settings');
  if (userManagement.showSetupOnFirstLoad) await rest.setUpOwner(owner);
  else await rest.logIn(owner);
  return rest;
}
