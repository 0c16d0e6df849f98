import { describe, expect, it } from 'vitest';

import type { Problem } from '../../core/errors.ts';
import type { Message } from '../../core/robot.ts';
import { validateMessage } from '../../core/validate.ts';
import { labelled } from '../../n8n-node/nodes/WeCom/labels.ts';

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
      'Checkbox Option List 1 → Text (template_card.checkbox.option_list[0].text)',
      'Submit Button Key (template_card.submit_button.key)',
    ]);
  });

  it('of what stands beside the body has its label', () => {
    expect(placesOf({ msgtype: 'text', text: { content: 'x' }, touser: '', safe: 7, duplicate_check_interval: 0 })).toEqual([
      'To Users (touser)',
      'Duplicate Check (Seconds) (duplicate_check_interval)',
      'Confidential (safe)',
    ]);
  });

  it.each(['telegram', 'Confidential', 'Input Binary Field'])('of %s, which is no field, stays as it is', (path) => {
    const problem: Problem = { path, limit: 'a', actual: 'b', fix: 'c' };
    expect(labelled('app', { msgtype: 'text', text: {} }, problem)).toEqual(problem);
  });
});
