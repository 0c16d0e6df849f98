import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Problem } from '../../../core/errors.ts';
import { updateTemplateCard } from '../../../core/follow-up.ts';
import { validateRequest } from '../../../core/validate-request.ts';
import { quoted } from '../../../core/validate/words.ts';
import { failure } from './failure.ts';
import { CARD_HOLDERS } from './parameters/follow-up.ts';
import { readJsonObject } from './read-json.ts';
import { readList } from './read-list.ts';
import { readText } from './read-text.ts';
import { refuseIfAny } from './results.ts';
import type { Application } from './sender.ts';

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
  refuseIfAny(context, itemIndex, [...problems, ...validateRequest('updateTemplateCard', update).problems]);
  const outcome = await updateTemplateCard(connection, update);
  if (outcome.delivery !== 'sent') throw failure(context.getNode(), outcome.error, itemIndex);
  const { invaliduser } = outcome.value;
  return { delivery: invaliduser.length > 0 ? 'partial' : 'sent', errcode: 0, errmsg: outcome.errmsg, ...(invaliduser.length > 0 ? { invaliduser: invaliduser.join('|') } : {}) };
}

function readChange(context: IExecuteFunctions, itemIndex: number): Record<string, unknown> {
  if (context.getNodeParameter('updateType', itemIndex) !== 'card') return { button: { replace_name: readText(context, itemIndex, 'replaceName') } };
  return { template_card: readJsonObject(context.getNodeParameter('card', itemIndex), 'Card', 'card_type and the fields of that card') };
}

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
