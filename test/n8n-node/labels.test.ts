import type { INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import type { Problem } from '../../core/errors.ts';
import type { Message } from '../../core/robot.ts';
import { requestSpec } from '../../core/spec/requests.ts';
import { validateMessage } from '../../core/validate.ts';
import { labelled, labelledRequest } from '../../n8n-node/nodes/WeCom/labels.ts';
import { properties } from '../../n8n-node/nodes/WeCom/parameters/index.ts';

/** Where the panel says the problems of a message are. */
const placesOf = (message: Message): string[] =>
  validateMessage('app', { agentid: 1, touser: 'zhangsan', ...message }).problems.map((problem) => labelled('app', message, problem).path);

describe('a problem', () => {
  it('of an article has its number and its label', () => {
    expect(placesOf({ msgtype: 'news', news: { articles: [{ title: 'One', url: 'https://example.com/' }, { url: 'example.com' }] } })).toEqual([
      'Articles 2 → Title (news.articles[1].title)',
      'Articles 2 → URL (news.articles[1].url)',
    ]);
  });

  it('of a part that is taken apart in the panel has the part’s label', () => {
    const template_card = { card_type: 'vote_interaction', task_id: 'a b', main_title: {}, checkbox: { question_key: 'q', option_list: [{ id: '1' }] }, submit_button: { text: 'Vote' } };
    expect(placesOf({ msgtype: 'template_card', template_card })).toEqual([
      'Task ID (template_card.task_id)',
      'Main Title (template_card.main_title.title)',
      'Options 1 → Text (template_card.checkbox.option_list[0].text)',
      'Submit Button Key (template_card.submit_button.key)',
    ]);
  });

  it('of what stands beside the body has its label', () => {
    expect(placesOf({ msgtype: 'text', text: { content: 'x' }, touser: 'a b', safe: 7, duplicate_check_interval: 0 })).toEqual([
      'To Users (touser)',
      'Duplicate Check (Seconds) (duplicate_check_interval)',
      'Confidential (safe)',
    ]);
  });

  it('of nobody who is named has all the ways to name somebody', () => {
    expect(placesOf({ msgtype: 'text', text: { content: 'x' }, touser: '' })).toEqual(['Recipients']);
    expect(placesOf({ msgtype: 'text', text: { content: 'x' }, touser: '', toparty: '2' })).toEqual([]);
  });

  it.each([
    { operation: 'chatCreate', panel: { resource: 'groupChat', operation: 'create' } },
    { operation: 'chatUpdate', panel: { resource: 'groupChat', operation: 'update' } },
    { operation: 'chatGet', panel: { resource: 'groupChat', operation: 'get' } },
    { operation: 'recall', panel: { resource: 'message', operation: 'recall' } },
    { operation: 'uploadByUrl', panel: { resource: 'media', operation: 'uploadByUrl' } },
    { operation: 'uploadByUrlResult', panel: { resource: 'media', operation: 'uploadByUrl' } },
    { operation: 'updateTemplateCard', panel: { resource: 'message', operation: 'updateTemplateCard' } },
  ] as const)('of each field of the request $operation has the label of a parameter of its panel', ({ operation, panel }) => {
    const ofPanel = ({ displayOptions }: INodeProperties): boolean => Object.entries(panel).every(([name, value]) => displayOptions?.show?.[name]?.includes(value));
    const labels = properties.filter(ofPanel).flatMap(({ displayName, type, options = [] }) => [displayName, ...(type === 'collection' ? options.map((option) => ('displayName' in option ? option.displayName : '')) : [])]);
    // The node itself says these; whether everyone is meant is a switch, which is never wrong; a card's fields have labels of their own.
    const unasked = ['agentid', 'atall', 'scene', 'button', 'template_card'];
    const asked = (requestSpec(operation).fields ?? []).filter(({ name }) => !unasked.includes(name)).map(({ name }) => name);
    const paths = labelledRequest(operation, {}, asked.map((path) => ({ path, limit: 'a', actual: 'b', fix: 'c' }))).map(({ path }) => path);
    expect(paths.filter((path, index) => !labels.some((label) => path === `${label} (${asked[index] ?? ''})`))).toEqual([]);
  });

  it('of a member of a list in a request has its number, and one in a card that takes another’s place the labels of that card', () => {
    const update = { userids: ['a b'], button: {}, template_card: { card_type: 'vote_interaction', checkbox: { option_list: [{ id: '1' }] } } };
    const paths = ['userids[0]', 'button.replace_name', 'template_card.checkbox.option_list[0].text', 'request'];
    expect(labelledRequest('updateTemplateCard', update, paths.map((path) => ({ path, limit: 'a', actual: 'b', fix: 'c' }))).map(({ path }) => path)).toEqual([
      'User IDs 1 (userids[0])',
      'Button Text (button.replace_name)',
      'Options 1 → Text (template_card.checkbox.option_list[0].text)',
      'request',
    ]);
  });

  it.each(['telegram', 'Confidential', 'Input Binary Field'])('of %s, which is no field, stays as it is', (path) => {
    const problem: Problem = { path, limit: 'a', actual: 'b', fix: 'c' };
    expect(labelled('app', { msgtype: 'text', text: {} }, problem)).toEqual(problem);
  });
});
