import type { ApiRequest, Endpoint } from '../endpoint.ts';
import type { Answer } from '../http/answer.ts';
import type { World } from '../world.ts';
import { addMaterial } from './add-material.ts';
import { accountErrorAnswer } from './answer.ts';
import { callerOf } from './caller.ts';
import { getAccountHdVoice, getPublic, getTemporary, PUBLIC_PATH } from './download.ts';
import { AccountRefusal } from './errcodes.ts';
import { deleteMaterial, getMaterial } from './get-material.ts';
import { giveStableToken, giveToken } from './give-token.ts';
import { countMaterials, listMaterials } from './list-materials.ts';
import { countDrafts, getDraft, listDrafts } from './read-drafts.ts';
import { uploadForArticles, uploadTemporary } from './upload.ts';
import { addDraft, deleteDraft, updateDraft } from './write-drafts.ts';

/**
 * An endpoint that was withdrawn on 2022-02-28; articles are drafts since then.
 * Source: https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Adding_Permanent_Assets.html
 */
const withdrawn = (errcode: number): Endpoint => (request, world) => {
  callerOf(request, world);
  throw new AccountRefusal(errcode);
};

/** What only the Official Accounts' host has. */
const OWN = new Map<string, Endpoint>([
  ['/cgi-bin/token', giveToken],
  ['/cgi-bin/stable_token', giveStableToken],
  ['/cgi-bin/material/add_material', addMaterial],
  ['/cgi-bin/material/get_material', getMaterial],
  ['/cgi-bin/material/del_material', deleteMaterial],
  ['/cgi-bin/material/batchget_material', listMaterials],
  ['/cgi-bin/material/get_materialcount', countMaterials],
  ['/cgi-bin/material/add_news', withdrawn(45103)],
  ['/cgi-bin/material/update_news', withdrawn(45106)],
  ['/cgi-bin/draft/add', addDraft],
  ['/cgi-bin/draft/batchget', listDrafts],
  ['/cgi-bin/draft/get', getDraft],
  ['/cgi-bin/draft/update', updateDraft],
  ['/cgi-bin/draft/delete', deleteDraft],
  ['/cgi-bin/draft/count', countDrafts],
]);

/** What WeCom's host has as well, under the same paths. */
const SHARED = new Map<string, Endpoint>([
  ['/cgi-bin/media/upload', uploadTemporary],
  ['/cgi-bin/media/get', getTemporary],
  ['/cgi-bin/media/get/jssdk', getAccountHdVoice],
  ['/cgi-bin/media/uploadimg', uploadForArticles],
]);

/**
 * The endpoint of the Official Accounts' host at a path. The sandbox is two hosts at one address: where both have a path, the
 * token tells which is meant, and a token that nobody was given is WeCom's to refuse.
 */
export function accountEndpoint(path: string, query: URLSearchParams, world: World): Endpoint | undefined {
  const shared = SHARED.get(path);
  const endpoint = shared && world.accountTokens.isKnown(query) ? shared : OWN.get(path);
  if (endpoint) return (request) => answerOf(endpoint, request, world);
  if (path.startsWith(PUBLIC_PATH)) return (request) => answerOf(() => getPublic(request, world, path.slice(PUBLIC_PATH.length)), request, world);
  return undefined;
}

function answerOf(endpoint: Endpoint, request: ApiRequest, world: World): Answer {
  try {
    return endpoint(request, world);
  } catch (error) {
    if (error instanceof AccountRefusal) return accountErrorAnswer(error.errcode, error.message);
    throw error;
  }
}
