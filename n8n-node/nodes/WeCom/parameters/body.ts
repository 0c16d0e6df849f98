import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { messageTypes } from '../../../../core/spec/messages.ts';
import { UPDATED_CARD } from '../../../../core/spec/requests.ts';
import type { Channel, FieldSpec, MessageTypeSpec, Variants } from '../../../../core/spec/types.ts';
import { VALUES } from '../../../fields/names.ts';
import { parameterOf } from '../../../fields/parameter.ts';
import { CARD_SOURCE, cardSource, FROM_FIELDS } from './card-source.ts';
import { bodySpec, collectionName, isAnswered, slotsOf, titleOfType } from './slots.ts';
import type { Slot } from './slots.ts';

type Conditions = Record<string, (string | number)[]>;

/** Where a channel's messages are written. */
export const SENDING: Readonly<Record<Channel, Record<'authentication' | 'resource' | 'operation', string[]>>> = {
  robot: { authentication: ['robot'], resource: ['message'], operation: ['send'] },
  app: { authentication: ['app'], resource: ['message'], operation: ['send'] },
  appchat: { authentication: ['app'], resource: ['groupChat'], operation: ['send'] },
};

/** The parameters of every type of message of a channel, each shown with its type alone. */
export function bodyParameters(channel: Channel): INodeProperties[] {
  return messageTypes(channel).flatMap((type) => {
    const body = bodySpec(channel, type.msgtype);
    const show = { ...SENDING[channel], messageType: [type.msgtype] };
    return body === undefined ? [] : parametersOfType(type, body, show);
  });
}

/** The parameters of a card that takes the place of one that was sent. @param show where such a card is written. */
export const updatedCardParameters = (show: Record<string, string[]>): INodeProperties[] =>
  messageTypes('app').filter(({ msgtype }) => msgtype === UPDATED_CARD.name).flatMap((type) => parametersOfType(type, UPDATED_CARD, show));

function parametersOfType(type: MessageTypeSpec, body: FieldSpec, show: Record<string, string[]>): INodeProperties[] {
  const { variants } = body;
  if (variants === undefined) return parametersOfSlots(type, slotsOf(body, undefined), show);
  const chooses = (slot: Slot): boolean => slot.spec.name === variants.by;
  const chooser = slotsOf(body, undefined).find(chooses);
  if (chooser === undefined) return [];
  const inFields = { ...show, [CARD_SOURCE]: [FROM_FIELDS] };
  return [
    ...cardSource(variants, show),
    { ...parameterOf(chooser), options: optionsOf(variants), displayOptions: { show: inFields } },
    ...variants.of.flatMap(({ value }) => {
      const others = slotsOf(body, value).filter((slot) => !chooses(slot));
      return parametersOfSlots(type, others, { ...inFields, [chooser.name]: [value] });
    }),
  ];
}

function optionsOf({ of }: Variants): INodePropertyOptions[] {
  const options = of.map(({ value, title, fields }): INodePropertyOptions => ({
    name: titleOfType({ title }),
    value,
    description: isAnswered(fields) ? 'Is answered by members. The application needs a URL for receiving messages.' : 'Only tells something',
  }));
  return options.sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

function parametersOfSlots(type: MessageTypeSpec, slots: readonly Slot[], show: Conditions): INodeProperties[] {
  const inPanel = slots.filter(({ place }) => place === 'panel').map((slot) => shownWith(show, parameterOf(slot)));
  const optional = slots.filter(({ place }) => place === 'collection').map((slot) => opened(parameterOf(slot)));
  if (optional.length === 0) return inPanel;
  const collection: INodeProperties = {
    displayName: `Additional ${titleOfType(type)} Fields`,
    name: collectionName(type.msgtype),
    type: 'collection',
    placeholder: 'Add Field',
    default: {},
    options: optional.sort((one, other) => one.displayName.localeCompare(other.displayName, 'en')),
  };
  return [...inPanel, shownWith(show, collection)];
}

const shownWith = (show: Conditions, parameter: INodeProperties): INodeProperties => ({
  ...parameter,
  displayOptions: { show: { ...show, ...parameter.displayOptions?.show } },
});

/** Whoever adds an object to a message sees its fields at once. */
function opened(parameter: INodeProperties): INodeProperties {
  return parameter.type === 'fixedCollection' && parameter.typeOptions?.multipleValues !== true ? { ...parameter, default: { [VALUES]: {} } } : parameter;
}
