import type { ApiRequest } from '../endpoint.ts';
import type { Answer } from '../http/answer.ts';
import type { JsonObject } from '../message/fields.ts';
import type { DraftRecord } from '../types.ts';
import type { World } from '../world.ts';
import { accountAnswer } from './answer.ts';
import { callerOf } from './caller.ts';
import { AccountRefusal } from './errcodes.ts';
import { checkMethod, postedMediaId, postedObject, postedPage } from './posted.ts';

/** The articles of a draft with where each can be looked at: here that is the account's page. */
const articlesOf = ({ articles, account }: DraftRecord, { headers }: ApiRequest): JsonObject[] =>
  articles.map((article) => ({ ...article, url: `http://${headers.host ?? ''}/?${new URLSearchParams({ group: account }).toString()}` }));

/**
 * POST /cgi-bin/draft/get
 * Source: https://developers.weixin.qq.com/doc/service/api/draftbox/draftmanage/api_getdraft
 * @throws AccountRefusal with the codes of callerOf, postedObject and postedMediaId; 40007.
 */
export function getDraft(request: ApiRequest, world: World): Answer {
  const account = callerOf(request, world);
  const draft = world.drafts.find(account, postedMediaId(postedObject(request)));
  return accountAnswer({ news_item: articlesOf(draft, request), create_time: draft.create_time, update_time: draft.update_time });
}

/**
 * POST /cgi-bin/draft/batchget: the newest first; with `no_content` 1 without the articles' text.
 * Source: https://developers.weixin.qq.com/doc/service/api/draftbox/draftmanage/api_draft_batchget
 * @throws AccountRefusal with the codes of callerOf, postedObject and postedPage; 40097 for another no_content.
 */
export function listDrafts(request: ApiRequest, world: World): Answer {
  const account = callerOf(request, world);
  const asked = postedObject(request);
  const { offset, count } = postedPage(asked);
  const withoutContent = asked.no_content ?? 0;
  if (withoutContent !== 0 && withoutContent !== 1) throw new AccountRefusal(40097);
  const all = world.drafts.of(account);
  const item = all.slice(offset, offset + count).map((draft) => {
    const { media_id, create_time, update_time } = draft;
    const news_item = articlesOf(draft, request).map((article) => (withoutContent === 1 ? { ...article, content: '' } : article));
    return { media_id, content: { news_item, create_time, update_time }, update_time };
  });
  return accountAnswer({ item, total_count: all.length, item_count: item.length });
}

/**
 * GET /cgi-bin/draft/count
 * Source: https://developers.weixin.qq.com/doc/service/api/draftbox/draftmanage/api_draft_count
 * @throws AccountRefusal with the codes of callerOf; 43001.
 */
export function countDrafts(request: ApiRequest, world: World): Answer {
  const account = callerOf(request, world);
  checkMethod(request, 'GET');
  return accountAnswer({ total_count: world.drafts.of(account).length });
}
