import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Problem } from '../../../core/errors.ts';
import { updateTemplateCard } from '../../../core/follow-up.ts';
import { UPDATED_CARD } from '../../../core/spec/requests.ts';
import { validateRequest } from '../../../core/validate-request.ts';
import { quoted } from '../../../core/validate/words.ts';
import { WECOM } from '../../../core/vendor.ts';
import { failure } from '../../failure.ts';
import { readText } from '../../read-text.ts';
import { inSentences } from '../../warnings.ts';
import { labelledRequest } from './labels.ts';
import { CARD_HOLDERS, WHOLE_CARD } from './parameters/follow-up.ts';
import { isCardInJson, readCard } from './read-card.ts';
import { readList } from './read-list.ts';
import { refuseIfAny } from './results.ts';
import type { Application } from './sender.ts';
import { withWarnings } from './warnings.ts';

/** Updates the card whose response_code the item has. */
export async function updateCard(context: IExecuteFunctions, itemIndex: number, { connection, agentId }: Application): Promise<IDataObject> {
  const problems: Problem[] = [];
  const { enableIdTrans } = context.getNodeParameter('additionalFields', itemIndex, {}) as { enableIdTrans?: unknown };
  const update = {
    ...readHolders(context, itemIndex, problems),
    agentid: agentId,
    response_code: readText(context, itemIndex, 'responseCode'),
    ...(typeof enableIdTrans === 'boolean' ? { enable_id_trans: enableIdTrans ? 1 : 0 } : {}),
    ...readChange(context, itemIndex),
  };
  const findings = validateRequest('updateTemplateCard', update);
  refuseIfAny(context, itemIndex, [...problems, ...inPanel(context, itemIndex, update, findings.problems)]);
  const warnings = inSentences(WECOM, inPanel(context, itemIndex, update, findings.warnings));
  const outcome = await updateTemplateCard(connection, update);
  if (outcome.delivery !== 'sent') throw withWarnings(failure(context.getNode(), outcome.error, itemIndex), warnings);
  const { invaliduser } = outcome.value;
  return {
    delivery: invaliduser.length > 0 ? 'partial' : 'sent',
    errcode: 0,
    errmsg: outcome.errmsg,
    ...(invaliduser.length > 0 ? { invaliduser: invaliduser.join('|') } : {}),
    ...(warnings.length > 0 ? { warnings } : {}),
  };
}

function readChange(context: IExecuteFunctions, itemIndex: number): Record<string, unknown> {
  const parameter = parametersOf(context, itemIndex);
  if (parameter('updateType') !== WHOLE_CARD) return { button: { replace_name: readText(context, itemIndex, 'replaceName') } };
  return { [UPDATED_CARD.name]: readCard(UPDATED_CARD, parameter) };
}

/** With the panel's labels; a card in JSON has none, and its paths say where. */
function inPanel(context: IExecuteFunctions, itemIndex: number, update: Record<string, unknown>, problems: readonly Problem[]): Problem[] {
  const inJson = isCardInJson(parametersOf(context, itemIndex));
  const isLabelled = ({ path }: Problem): boolean => !(inJson && path.startsWith(`${UPDATED_CARD.name}.`));
  return problems.flatMap((problem) => (isLabelled(problem) ? labelledRequest('updateTemplateCard', update, [problem]) : problem));
}

const parametersOf =
  (context: IExecuteFunctions, itemIndex: number) =>
  (name: string): unknown =>
    context.getNodeParameter(name, itemIndex, '');

/** Whose card is updated. */
function readHolders(context: IExecuteFunctions, itemIndex: number, problems: Problem[]): Record<string, unknown> {
  if (context.getNodeParameter('atAll', itemIndex) === true) return { atall: 1 };
  const named = CARD_HOLDERS.flatMap(({ field, parameter, displayName }): [string, unknown[]][] => {
    const ids = readList(context.getNodeParameter(parameter, itemIndex, ''));
    if (ids.length === 0) return [];
    if (field === 'userids') return [[field, ids]];
    const wrong = ids.filter((id) => !/^\d{1,15}$/.test(id));
    problems.push(...wrong.map((id): Problem => ({ path: displayName, limit: 'whole numbers', actual: quoted(id), fix: 'Write the IDs from the address book of the WeCom admin console' })));
    return [[field, ids.filter((id) => !wrong.includes(id)).map(Number)]];
  });
  if (named.length === 0) {
    problems.push({ path: 'User IDs', limit: 'somebody who received the card', actual: 'nobody', fix: 'Name members, departments or tags, or turn Update for Everyone on' });
  }
  return Object.fromEntries(named);
}
