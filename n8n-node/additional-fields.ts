import type { INodeProperties } from 'n8n-workflow';

/** What some operations can do without, by the labels in order. */
export function additionalFieldsOf(resource: string[], operation: string[], options: INodeProperties[]): INodeProperties {
  return {
    displayName: 'Additional Fields',
    name: 'additionalFields',
    type: 'collection',
    placeholder: 'Add Field',
    default: {},
    options: [...options].sort((one, other) => one.displayName.localeCompare(other.displayName, 'en')),
    displayOptions: { show: { resource, operation } },
  };
}
