import { describe, expect, it } from 'vitest';

import { UPDATED_CARD } from '../../core/spec/requests.ts';
import { readCard } from '../../n8n-node/nodes/WeCom/read-card.ts';
import { requestSpecimens } from '../support/specimens.ts';
import { panel, parametersOfSpec, shown, turned } from './panel.ts';
import type { Json } from './panel.ts';

const UPDATE = { authentication: 'app', resource: 'message', operation: 'updateTemplateCard', responseCode: 'A-CODE', updateType: 'card' };

/** The card as the node makes it from a panel. */
function made(parameters: Json): Json {
  const context = panel({ ...UPDATE, ...parameters });
  return readCard(UPDATED_CARD, (name) => context.getNodeParameter(name, 0, ''));
}

describe('a card that takes the place of another', () => {
  it.each(requestSpecimens('updateTemplateCard').map(({ name, message }) => [name, message[UPDATED_CARD.name] as Json] as const))('is made of the panel as the tables have it: %s', (_, specimen) => {
    for (const turn of [0, 1, 2, 3]) {
      const card = turned(UPDATED_CARD, specimen, turn);
      expect(made(parametersOfSpec(UPDATED_CARD, card))).toEqual(card);
    }
  });

  it('is taken as it is where it is written in JSON', () => {
    const card = { card_type: 'text_notice', main_title: { title: 'Done' } };
    expect(made({ cardSource: 'json', card: JSON.stringify(card) })).toEqual(card);
  });

  it('is not asked for where the button alone is updated', () => {
    const { cardType, cardSource, replaceName } = shown({ ...UPDATE, updateType: 'button' });
    expect({ cardType, cardSource, replaceName }).toEqual({ cardType: undefined, cardSource: undefined, replaceName: '' });
  });
});
