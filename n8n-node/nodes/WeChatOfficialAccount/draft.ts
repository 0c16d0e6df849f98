import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { InvalidInputError } from '../../../core/errors.ts';
import type { Problem } from '../../../core/errors.ts';
import type { OfficialAccount } from '../../../core/official/account.ts';
import { readDraft } from '../../../core/official/drafts.ts';
import { WECHAT } from '../../../core/official/vendor.ts';
import { DRAFT } from '../../../core/spec/official-requests.ts';
import { inWords, stepsOf, withLabel } from '../../fields/label.ts';
import { toJson } from '../../fields/value.ts';
import { parseJson } from '../../read-json.ts';
import { inSentences } from '../../warnings.ts';

/** Adds the item's articles to the draft box. */
export async function addDraft(context: IExecuteFunctions, itemIndex: number, account: OfficialAccount): Promise<IDataObject> {
  const inFields = context.getNodeParameter('articleInput', itemIndex, 'fields') === 'fields';
  const { draft, problems, warnings } = readDraft(inFields ? readFields(context, itemIndex) : readArticles(context, itemIndex));
  // Articles in JSON have no labels, and their paths say where.
  const shown = (problem: Problem): Problem => (inFields ? withLabel(problem, inWords(stepsOf(problem.path))) : problem);
  if (problems.length > 0) throw new InvalidInputError(problems.map(shown));
  const outcome = await account.addDraft(draft);
  if (outcome.delivery !== 'sent') throw outcome.error;
  return { media_id: outcome.value.media_id, articles: draft.articles.length, ...(warnings.length > 0 ? { warnings: inSentences(WECHAT, warnings.map(shown)) } : {}) };
}

/** Articles from the form. */
const readFields = (context: IExecuteFunctions, itemIndex: number): unknown =>
  DRAFT.fields?.map((spec) => toJson(spec, context.getNodeParameter(spec.name, itemIndex, {}))).at(0) ?? [];

/** Articles in JSON, or those that an expression gives. */
function readArticles(context: IExecuteFunctions, itemIndex: number): unknown {
  const given = context.getNodeParameter('articlesJson', itemIndex) as unknown;
  return typeof given === 'string' ? parseJson(given, 'Articles (JSON)', 'Write an array of articles, or one article') : given;
}
