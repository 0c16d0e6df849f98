import type { INodeProperties } from 'n8n-workflow';

import type { Channel, FieldSpec, MessageTypeSpec, Variants } from '../../../../core/spec/types.ts';
import { parameterOf, VALUES } from './from-spec.ts';
import { offeredCards, offeredTypes } from './message-types.ts';
import { bodySpec, collectionName, slotsOf, titleOfType } from './slots.ts';
import type { Slot } from './slots.ts';

type Conditions = Record<string, (string | number)[]>;

/** Where a channel's messages are written. */
export const SENDING: Readonly<Record<Channel, Record<'authentication' | 'resource' | 'operation', string[]>>> = {
  robot: { authentication: ['robot'], resource: ['message'], operation: ['send'] },
  app: { authentication: ['app'], resource: ['message'], operation: ['send'] },
  appchat: { authentication: ['app'], resource: ['groupChat'], operation: ['send'] },
};

/** The parameters of every type of message offered for a channel, each shown with its type alone. */
export function bodyParameters(channel: Channel): INodeProperties[] {
  return offeredTypes(channel).flatMap((type) => {
    const body = bodySpec(channel, type.msgtype);
    const show: Conditions = { ...SENDING[channel], messageType: [type.msgtype] };
    return body === undefined ? [] : parametersOfType(type, body, show);
  });
}

function parametersOfType(type: MessageTypeSpec, body: FieldSpec, show: Conditions): INodeProperties[] {
  const { variants } = body;
  if (variants === undefined) return parametersOfSlots(type, slotsOf(body, undefined), show);
  const chooses = (slot: Slot): boolean => slot.spec.name === variants.by;
  const chooser = slotsOf(body, undefined).find(chooses);
  if (chooser === undefined) return [];
  return [
    { ...parameterOf(chooser), options: optionsOf(variants), displayOptions: { show } },
    ...offeredCards(variants).flatMap(({ value }) => {
      const others = slotsOf(body, value).filter((slot) => !chooses(slot));
      return parametersOfSlots(type, others, { ...show, [chooser.name]: [value] });
    }),
  ];
}

const optionsOf = (variants: Variants): { name: string; value: string }[] => offeredCards(variants).map(({ value, title }) => ({ name: titleOfType({ title }), value }));

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
