import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { InvalidInputError } from '../../../core/errors.ts';
import type { OfficialAccount } from '../../../core/official/account.ts';
import { readDraft } from '../../../core/official/drafts.ts';
import { DRAFT } from '../../../core/spec/official-requests.ts';
import { findJsonFault } from '../WeCom/json-fault.ts';
import { toJson } from '../WeCom/read-body.ts';
import { inSentences } from './read-files.ts';

/** Adds the item's articles to the draft box. */
export async function addDraft(context: IExecuteFunctions, itemIndex: number, account: OfficialAccount): Promise<IDataObject> {
  const { draft, problems, warnings } = readDraft(readArticles(context, itemIndex));
  if (problems.length > 0) throw new InvalidInputError(problems);
  const outcome = await account.addDraft(draft);
  if (outcome.delivery !== 'sent') throw outcome.error;
  return { media_id: outcome.value.media_id, articles: draft.articles.length, ...(warnings.length > 0 ? { warnings: inSentences(warnings) } : {}) };
}

/** What the user has written, in whichever form. */
function readArticles(context: IExecuteFunctions, itemIndex: number): unknown {
  if (context.getNodeParameter('articleInput', itemIndex, 'fields') === 'fields') {
    return DRAFT.fields?.map((spec) => toJson(spec, context.getNodeParameter(spec.name, itemIndex, {}))).at(0) ?? [];
  }
  const given = context.getNodeParameter('articlesJson', itemIndex) as unknown;
  return typeof given === 'string' ? parse(given) : given;
}

/** @throws InvalidInputError that says where the text stops being JSON, and quotes none of it. */
function parse(text: string): unknown {
  const fault = faultIn(text);
  if (fault !== undefined) throw new InvalidInputError([{ path: 'Articles (JSON)', limit: 'articles in JSON', actual: fault, fix: 'Correct it there; texts from expressions are written {{ JSON.stringify($json.text) }}, without quotes around' }]);
  return JSON.parse(text);
}

function faultIn(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    // The parser's own message quotes the text.
    const { line, column } = findJsonFault(text);
    return text.trim() === '' ? 'empty' : `a text that stops being JSON at line ${line}, column ${column}`;
  }
}
