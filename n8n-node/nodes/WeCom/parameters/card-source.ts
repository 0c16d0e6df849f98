import type { INodeProperties } from 'n8n-workflow';

import type { Variants } from '../../../../core/spec/types.ts';

/** Where a card comes from. */
export const CARD_SOURCE = 'cardSource';
export const FROM_JSON = 'json';
export const FROM_FIELDS = 'fields';

/** A card may be filled in field by field, or written as it is. @param show of a message that is a card. */
export function cardSource({ by, of }: Variants, show: Record<string, string[]>): INodeProperties[] {
  return [
    {
      displayName: 'Card From',
      name: CARD_SOURCE,
      type: 'options',
      options: [
        { name: 'Fields', value: FROM_FIELDS, description: 'Fill the card in here' },
        { name: 'JSON', value: FROM_JSON, description: 'Write the whole card as WeCom documents it' },
      ],
      default: FROM_FIELDS,
      description: 'How the card is described',
      displayOptions: { show },
    },
    {
      displayName: 'Card',
      name: 'card',
      type: 'json',
      default: JSON.stringify({ [by]: of[0]?.value ?? '' }, null, 2),
      required: true,
      typeOptions: { rows: 10 },
      description: `The whole card in JSON, with its ${by}: what a message has under template_card`,
      displayOptions: { show: { ...show, [CARD_SOURCE]: [FROM_JSON] } },
    },
  ];
}
