import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { InvalidInputError } from '../../../core/errors.ts';
import type { OfficialAccount } from '../../../core/official/account.ts';
import { readDraft } from '../../../core/official/drafts.ts';
import { WECHAT } from '../../../core/official/vendor.ts';
import { DRAFT } from '../../../core/spec/official-requests.ts';
import { toJson } from '../../fields/value.ts';
import { parseJson } from '../../read-json.ts';
import { inSentences } from '../../warnings.ts';

/** Adds the item's articles to the draft box. */
export async function addDraft(context: IExecuteFunctions, itemIndex: number, account: OfficialAccount): Promise<IDataObject> {
  const { draft, problems, warnings } = readDraft(readArticles(context, itemIndex));
  if (problems.length > 0) throw new InvalidInputError(problems);
  const outcome = await account.addDraft(draft);
  if (outcome.delivery !== 'sent') throw outcome.error;
  return { media_id: outcome.value.media_id, articles: draft.articles.length, ...(warnings.length > 0 ? { warnings: inSentences(WECHAT, warnings) } : {}) };
}

/** What the user has written, in whichever form. */
function readArticles(context: IExecuteFunctions, itemIndex: number): unknown {
  if (context.getNodeParameter('articleInput', itemIndex, 'fields') === 'fields') {
    return DRAFT.fields?.map((spec) => toJson(spec, context.getNodeParameter(spec.name, itemIndex, {}))).at(0) ?? [];
  }
  const given = context.getNodeParameter('articlesJson', itemIndex) as unknown;
  return typeof given === 'string' ? parseJson(given, 'Articles (JSON)', 'Write an array of articles, or one article') : given;
}
