import type { IExecuteFunctions } from 'n8n-workflow';

import type { Problem } from '../../../core/errors.ts';
import { joinRecipients } from '../../../core/recipients.ts';
import { titleOf } from '../../../core/spec/titles.ts';
import { isRecord } from '../../../core/validate/kinds.ts';
import { own } from '../../../core/validate/requirements.ts';
import { PICKED, PICKS } from './parameters/picks.ts';
import { RECIPIENTS } from './parameters/recipients.ts';
import { readList } from './read-list.ts';

type Json = Record<string, unknown>;

/** Whom an item's message goes to: those chosen from the directory and those whose ids are written, each once. */
export function readRecipients(context: IExecuteFunctions, itemIndex: number, problems: Problem[]): Json {
  const given = context.getNodeParameter('recipients', itemIndex, {}) as unknown;
  const picked = isRecord(given) ? given : {};
  const joined = RECIPIENTS.flatMap(({ field, parameter }): [string, string][] => {
    const ids = [...readPicked(picked, field), ...readList(context.getNodeParameter(parameter, itemIndex, ''))];
    const result = joinRecipients(titleOf({ name: field }), ids);
    if (!result.ok) problems.push(...result.problems);
    // What is wrong has been said; that nobody is named at all would be untrue.
    return ids.length === 0 ? [] : [[field, result.ok ? result.text : ids.join('|')]];
  });
  return Object.fromEntries(joined);
}

/** The ids of one kind of recipient that were chosen, or given in their place by an expression: it may give a list of them. */
function readPicked(picked: Json, field: string): string[] {
  return PICKS.filter((pick) => pick.field === field).flatMap(({ group }) => {
    const entries = own(picked, group);
    return (Array.isArray(entries) ? entries : []).filter(isRecord).flatMap((entry) => {
      const chosen = own(entry, PICKED);
      return readList(isRecord(chosen) ? own(chosen, 'value') : chosen);
    });
  });
}
