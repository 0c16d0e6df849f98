import { describe, expect, it } from 'vitest';

import { fieldsFor, messageSpec } from '../../core/spec/messages.ts';
import { titleOf } from '../../core/spec/titles.ts';
import type { FieldSpec } from '../../core/spec/types.ts';

/** Every name that the tables have, of both channels and all depths. */
function namesIn(spec: FieldSpec): string[] {
  const choices = spec.variants?.of.map(({ value }) => value) ?? [undefined];
  return [spec.name, ...choices.flatMap((choice) => fieldsFor(spec, choice)).flatMap(namesIn)];
}

describe('the label of a field', () => {
  it('is its name in words, with abbreviations as people write them', () => {
    const titles = Object.fromEntries([...new Set([...namesIn(messageSpec('robot')), ...namesIn(messageSpec('app'))])].map((name) => [name, titleOf({ name })]));
    expect(titles).toEqual({
      message: 'Message',
      msgtype: 'Message Type',
      touser: 'To Users',
      toparty: 'To Departments',
      totag: 'To Tags',
      agentid: 'Agent ID',
      safe: 'Confidential',
      enable_id_trans: 'Enable ID Translation',
      enable_duplicate_check: 'Enable Duplicate Check',
      duplicate_check_interval: 'Duplicate Check Interval',
      text: 'Text',
      content: 'Content',
      mentioned_list: 'Mentioned List',
      mentioned_mobile_list: 'Mentioned Mobile List',
      markdown: 'Markdown',
      markdown_v2: 'Markdown V2',
      image: 'Image',
      base64: 'Base64',
      md5: 'MD5',
      voice: 'Voice',
      video: 'Video',
      file: 'File',
      media_id: 'Media ID',
      textcard: 'Text Card',
      btntxt: 'Button Text',
      news: 'News',
      articles: 'Articles',
      title: 'Title',
      description: 'Description',
      url: 'URL',
      picurl: 'Picture URL',
      appid: 'Mini-Program App ID',
      pagepath: 'Mini-Program Page',
      template_card: 'Template Card',
      card_type: 'Card Type',
      source: 'Source',
      icon_url: 'Icon URL',
      desc: 'Description',
      desc_color: 'Description Color',
      action_menu: 'Action Menu',
      action_list: 'Action List',
      key: 'Key',
      task_id: 'Task ID',
      main_title: 'Main Title',
      emphasis_content: 'Emphasis Content',
      quote_area: 'Quote Area',
      quote_text: 'Quote Text',
      type: 'Type',
      sub_title_text: 'Subtitle',
      horizontal_content_list: 'Horizontal Content List',
      keyname: 'Key Name',
      value: 'Value',
      userid: 'User ID',
      jump_list: 'Jump List',
      card_action: 'Card Action',
      card_image: 'Card Image',
      aspect_ratio: 'Aspect Ratio',
      image_text_area: 'Image Text Area',
      image_url: 'Image URL',
      vertical_content_list: 'Vertical Content List',
    });
  });
});
