import type { CorpApp } from '../app/apps.ts';
import { callerOf } from '../app/caller.ts';
import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import type { World } from '../world.ts';

/**
 * The application that reads the directory, if it may.
 *
 * What is documented: a self-built application reads names in its visible range, and not the list of all userids, which is for the
 * contacts' synchronisation alone; that one may not read names any more, and gets 48009. Which code the former gets is not
 * documented; 48002 was seen.
 *
 * @param wanted what the endpoint gives: names, or ids in their place.
 * @throws Refusal with the codes of callerOf; 40058 for another method; 48002 or 48009 where it may not read that.
 */
export function readerOf(request: ApiRequest, world: World, method: 'GET' | 'POST', wanted: 'names' | 'ids' | 'all userids'): CorpApp {
  const app = callerOf(request, world);
  if (request.method !== method) throw new Refusal(40058);
  const { directory } = app.settings;
  if (directory === 'closed') throw new Refusal(48002);
  if (directory === 'ids' && wanted === 'names') throw new Refusal(48009);
  if (directory === 'names' && wanted === 'all userids') throw new Refusal(48002);
  return app;
}
