import type { FieldSpec } from '../../../core/spec/types.ts';
import { readJsonObject } from '../../read-json.ts';
import { CARD_SOURCE, FROM_JSON } from './parameters/card-source.ts';
import { readBody } from './read-body.ts';

/** Whether a card was written in JSON, and not filled in field by field. */
export const isCardInJson = (parameter: (name: string) => unknown): boolean => parameter(CARD_SOURCE) === FROM_JSON;

/**
 * The card that the item's parameters make.
 *
 * @throws InvalidInputError when it is written in JSON that cannot be read.
 */
export function readCard(spec: FieldSpec, parameter: (name: string) => unknown): Record<string, unknown> {
  if (!isCardInJson(parameter)) return readBody(spec, parameter);
  return readJsonObject(parameter('card'), 'Card', `${spec.variants?.by ?? 'its kind'} and the fields of that card`);
}
