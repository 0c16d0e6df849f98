import type { ApiRequest } from '../endpoint.ts';
import { Refusal } from '../errcodes.ts';
import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { singleValue } from '../requests.ts';
import type { World } from '../world.ts';
import { readerOf } from './caller.ts';
import { membersInSight, TAGS } from './tree.ts';

/**
 * GET /cgi-bin/tag/list: every tag of the corp, whatever the application sees of their members.
 * Source: https://developer.work.weixin.qq.com/document/path/90216
 * @throws Refusal with the codes of readerOf.
 */
export function getTags(request: ApiRequest, world: World): Answer {
  readerOf(request, world, 'GET', 'ids');
  return jsonAnswer(0, 'ok', { taglist: TAGS });
}

/**
 * GET /cgi-bin/tag/get: the members of a tag, as far as the application sees them.
 * Source: https://developer.work.weixin.qq.com/document/path/90213
 * @throws Refusal with the codes of readerOf; 40068 for a tag that does not exist.
 */
export function getTag(request: ApiRequest, world: World): Answer {
  const { settings } = readerOf(request, world, 'GET', 'names');
  const wanted = singleValue(request.query, 'tagid');
  const tag = TAGS.find(({ tagid }) => String(tagid) === wanted);
  if (!tag) throw new Refusal(40068);
  const userlist = membersInSight(settings).filter(({ tags }) => tags.includes(wanted)).map(({ userid, name }) => ({ userid, name }));
  return jsonAnswer(0, 'ok', { tagname: tag.tagname, userlist, partylist: [] });
}
