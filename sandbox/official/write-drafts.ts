import type { ApiRequest } from '../endpoint.ts';
import type { Answer } from '../http/answer.ts';
import { IMAGE_PATH } from '../media/images.ts';
import { isObject } from '../message/fields.ts';
import type { World } from '../world.ts';
import { accountAnswer, doneAnswer } from './answer.ts';
import type { Account } from './accounts.ts';
import { keptArticle } from './article.ts';
import type { ArticleSurroundings } from './article.ts';
import { callerOf } from './caller.ts';
import { PUBLIC_PATH } from './download.ts';
import { AccountRefusal } from './errcodes.ts';
import { postedMediaId, postedObject } from './posted.ts';

const MOST_ARTICLES = 8;

/**
 * POST /cgi-bin/draft/add
 * Source: https://developers.weixin.qq.com/doc/service/api/draftbox/draftmanage/api_draft_add
 * @throws AccountRefusal with the codes of callerOf, postedObject and keptArticle; 44003 without an article, 45008 for more than 8.
 */
export function addDraft(request: ApiRequest, world: World): Answer {
  const account = callerOf(request, world);
  const { articles } = postedObject(request);
  if (!Array.isArray(articles) || articles.length === 0 || !articles.every(isObject)) throw new AccountRefusal(44003);
  if (articles.length > MOST_ARTICLES) throw new AccountRefusal(45008);
  const surroundings = surroundingsOf(account, request, world);
  const kept = articles.map((article) => keptArticle(article, surroundings, articles.length === 1));
  return accountAnswer({ media_id: world.drafts.add(account, kept, world.now()).media_id });
}

/**
 * POST /cgi-bin/draft/update: one article of a draft anew. `articles` is one object here, not a list.
 * Source: https://developers.weixin.qq.com/doc/service/api/draftbox/draftmanage/api_draft_update
 * @throws AccountRefusal with the codes of callerOf, postedObject, postedMediaId and keptArticle; 40007, 40114 for an index that the draft
 * does not have, 44003 when `articles` is no object.
 */
export function updateDraft(request: ApiRequest, world: World): Answer {
  const account = callerOf(request, world);
  const asked = postedObject(request);
  const draft = world.drafts.find(account, postedMediaId(asked));
  const { index, articles: article } = asked;
  if (typeof index !== 'number' || draft.articles[index] === undefined) throw new AccountRefusal(40114);
  if (!isObject(article)) throw new AccountRefusal(44003);
  const kept = keptArticle(article, surroundingsOf(account, request, world), draft.articles.length === 1);
  world.drafts.change(draft, index, kept, world.now());
  return doneAnswer();
}

/**
 * POST /cgi-bin/draft/delete
 * Source: https://developers.weixin.qq.com/doc/service/api/draftbox/draftmanage/api_draft_delete
 * @throws AccountRefusal with the codes of callerOf, postedObject and postedMediaId; 40007.
 */
export function deleteDraft(request: ApiRequest, world: World): Answer {
  const account = callerOf(request, world);
  world.drafts.remove(world.drafts.find(account, postedMediaId(postedObject(request))));
  return doneAnswer();
}

function surroundingsOf(account: Account, { headers }: ApiRequest, world: World): ArticleSurroundings {
  const origin = `http://${headers.host ?? ''}`;
  return {
    hasMaterial: (mediaId, types) => world.materials.of(account).some((one) => one.media_id === mediaId && types.includes(one.type)),
    isOwnPicture: (url) => [IMAGE_PATH, PUBLIC_PATH].some((path) => url.startsWith(origin + path)),
  };
}
