import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

/** What can be chosen from the directory: the group in the collection, WeCom's field, and the method that searches the list. */
export const PICKS = [
  { group: 'member', field: 'touser', method: 'searchMembers', displayName: 'Member', placeholder: 'e.g. zhangsan', about: 'Who receives the message' },
  { group: 'department', field: 'toparty', method: 'searchDepartments', displayName: 'Department', placeholder: 'e.g. 2', about: 'The department whose members receive the message' },
  { group: 'tag', field: 'totag', method: 'searchTags', displayName: 'Tag', placeholder: 'e.g. 3', about: 'The tag whose members receive the message' },
] as const;

/** The parameter within a group that says which one. */
export const PICKED = 'id';

/**
 * One list for each recipient: n8n has no list of several that also takes what is not on it, and an application may not read all
 * of the directory.
 */
const groups: INodePropertyCollection[] = PICKS.map(({ group, method, displayName, placeholder, about }) => ({
  displayName,
  name: group,
  values: [
    {
      displayName,
      name: PICKED,
      type: 'resourceLocator',
      default: { mode: 'list', value: '' },
      required: true,
      description: about,
      modes: [
        { displayName: 'From List', name: 'list', type: 'list', placeholder: 'Choose…', typeOptions: { searchListMethod: method, searchable: true } },
        { displayName: 'By ID', name: 'id', type: 'string', placeholder, hint: 'The ID is in the address book of the admin console' },
      ],
    },
  ],
}));

export const pickedRecipients: INodeProperties = {
  displayName: 'Recipients',
  name: 'recipients',
  type: 'fixedCollection',
  typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Recipient' },
  placeholder: 'Add Recipient',
  default: {},
  description: 'Members, departments and tags to choose from the directory. They receive the message beside those whose IDs stand below.',
  options: groups,
  displayOptions: { show: { authentication: ['app'], resource: ['message'], operation: ['send'] } },
};
