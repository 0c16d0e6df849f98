import type { Problem } from '../errors.ts';
import { mapSent } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import { jsonBody, request } from '../request.ts';
import type { Connection } from '../request.ts';
import { OFFICIAL } from '../spec/official-operations.ts';
import { DRAFT, WITHDRAWN_ARTICLE_FIELDS } from '../spec/official-requests.ts';
import { validateObject } from '../validate.ts';
import { isRecord, kindOf } from '../validate/kinds.ts';
import type { Findings } from '../validate/report.ts';
import type { Json } from '../verdict.ts';
import { readPage } from './materials.ts';
import type { Page } from './materials.ts';
import { madeNameless } from './missing.ts';

export interface ReadDraft extends Findings {
  /** What draft/add takes; only good when there are no problems. */
  draft: { articles: Json[] };
}

/**
 * A draft from what somebody has written: `{articles: […]}`, the articles alone, or one article. What was made for the withdrawn
 * add_news is taken as well, without the one field that drafts no longer have.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Draft_Box/Add_draft.html
 */
export function readDraft(given: unknown): ReadDraft {
  const listed = isRecord(given) && given.articles !== undefined ? given.articles : given;
  const articles = isRecord(listed) ? [listed] : listed;
  if (!Array.isArray(articles)) {
    const problem = { path: 'articles', limit: 'an array of articles', actual: kindOf(articles), fix: 'Write [{"title": …, "content": …, "thumb_media_id": …}]' };
    return { draft: { articles: [] }, problems: [problem], warnings: [] };
  }
  const warnings: Problem[] = [];
  const kept = articles.map((article: unknown, index) => (isRecord(article) ? withoutWithdrawn(article, `articles[${index}]`, warnings) : article));
  const draft = { articles: kept };
  const findings = validateObject(DRAFT, draft, 'Write an object with articles');
  return { draft: draft as ReadDraft['draft'], problems: findings.problems, warnings: [...warnings, ...findings.warnings] };
}

function withoutWithdrawn(article: Json, path: string, warnings: Problem[]): Json {
  for (const name of WITHDRAWN_ARTICLE_FIELDS) {
    if (article[name] === undefined) continue;
    warnings.push({ path: `${path}.${name}`, limit: 'no such field', actual: 'filled in', fix: 'Nothing has to be done: it belonged to add_news, which WeChat has withdrawn, and was left out' });
  }
  return Object.fromEntries(Object.entries(article).filter(([name]) => !WITHDRAWN_ARTICLE_FIELDS.some((withdrawn) => withdrawn === name)));
}

/**
 * Adds articles to the draft box, from where they are published. Once: a repeat of one whose answer was lost might be the same
 * draft twice.
 *
 * @param draft from {@link readDraft}, without problems.
 * @see https://developers.weixin.qq.com/doc/offiaccount/Draft_Box/Add_draft.html
 */
export async function addDraft(connection: Connection, draft: { articles: readonly Json[] }): Promise<Outcome<{ media_id: string }>> {
  const outcome = await request(connection, OFFICIAL.draftAdd, { body: jsonBody(draft) });
  if (outcome.delivery !== 'sent') return outcome;
  const { media_id: mediaId } = outcome.value;
  if (typeof mediaId !== 'string' || mediaId === '') return madeNameless('no-media-id', 'no media_id', 'the draft box', outcome.attempts);
  connection.redactor.add(mediaId);
  return { ...outcome, value: { media_id: mediaId } };
}

/** The articles of a draft. @see https://developers.weixin.qq.com/doc/offiaccount/Draft_Box/Get_draft.html */
export async function getDraft(connection: Connection, mediaId: string): Promise<Outcome<Json[]>> {
  const outcome = await request(connection, OFFICIAL.draftGet, { body: jsonBody({ media_id: mediaId }) });
  return mapSent(outcome, ({ news_item: articles }) => (Array.isArray(articles) ? articles.filter(isRecord) : []));
}

/** @param count 1 to 20. @see https://developers.weixin.qq.com/doc/offiaccount/Draft_Box/Get_draft_list.html */
export async function listDrafts(connection: Connection, offset: number, count: number): Promise<Outcome<Page>> {
  return readPage(await request(connection, OFFICIAL.draftList, { body: jsonBody({ offset, count, no_content: 0 }) }));
}
