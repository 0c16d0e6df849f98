import type { Fields, FieldRule } from './fields.ts';

/**
 * What the cards of robots and of applications have in common. Their texts differ in length, but those lengths are only
 * recommended and not enforced.
 * Sources: https://developer.work.weixin.qq.com/document/path/91770, https://developer.work.weixin.qq.com/document/path/101032
 */

const LINK_TARGET: Fields = {
  url: { kind: 'text', required: { type: 1 }, form: 'link' },
  appid: { kind: 'text', required: { type: 2 } },
  pagepath: { kind: 'text' },
};

/** The type may be left out where 0, "not a link", is allowed. */
export const OPTIONAL_LINK: Fields = { type: { kind: 'number', values: [0, 1, 2] }, ...LINK_TARGET };

const SOURCE: Fields = {
  icon_url: { kind: 'text', form: 'link' },
  desc: { kind: 'text' },
  desc_color: { kind: 'number', values: [0, 1, 2, 3] },
};

const QUOTE_AREA: Fields = { ...OPTIONAL_LINK, title: { kind: 'text' }, quote_text: { kind: 'text' } };

const HORIZONTAL_CONTENT: Fields = {
  type: { kind: 'number', values: [0, 1, 2, 3] },
  keyname: { kind: 'text', required: true },
  value: { kind: 'text' },
  url: { kind: 'text', required: { type: 1 }, form: 'link' },
  media_id: { kind: 'text', required: { type: 2 }, missing: 41006, form: 'file' },
  userid: { kind: 'text', required: { type: 3 } },
};

const JUMP: Fields = { ...OPTIONAL_LINK, title: { kind: 'text', required: true } };

const CARD_ACTION: Fields = { type: { kind: 'number', required: true, values: [1, 2] }, ...LINK_TARGET };

/** Where a card comes from. */
export const CARD_SOURCE: Fields = { source: { kind: 'object', fields: SOURCE } };

/** A quotation, and keys with their values. */
export const CARD_DETAILS: Fields = {
  quote_area: { kind: 'object', fields: QUOTE_AREA },
  horizontal_content_list: { kind: 'objects', range: [0, 6], fields: HORIZONTAL_CONTENT },
};

/** A title that has to be there, and what may stand below it. */
export const CARD_TITLE: FieldRule = {
  kind: 'object',
  required: true,
  fields: { title: { kind: 'text', required: true }, desc: { kind: 'text' } },
};

/** What both notices have. */
const COMMON: Fields = {
  ...CARD_SOURCE,
  ...CARD_DETAILS,
  jump_list: { kind: 'objects', range: [0, 3], fields: JUMP },
  card_action: { kind: 'object', required: true, fields: CARD_ACTION },
};

/** Without its title, for which checkCard has a rule. */
export const TEXT_NOTICE: Fields = {
  ...COMMON,
  emphasis_content: { kind: 'object', fields: { title: { kind: 'text' }, desc: { kind: 'text' } } },
  sub_title_text: { kind: 'text' },
};

/** A text notice's title may be left out where there is a text below it. */
export const TEXT_NOTICE_TITLE: FieldRule = { kind: 'object', fields: { title: { kind: 'text' }, desc: { kind: 'text' } } };

/** Without its picture: each channel has its own rule for that. */
export const NEWS_NOTICE: Fields = {
  ...COMMON,
  main_title: CARD_TITLE,
  image_text_area: {
    kind: 'object',
    fields: {
      ...OPTIONAL_LINK,
      title: { kind: 'text' },
      desc: { kind: 'text' },
      image_url: { kind: 'text', required: true, form: 'link' },
    },
  },
  vertical_content_list: {
    kind: 'objects',
    range: [0, 4],
    fields: { title: { kind: 'text', required: true }, desc: { kind: 'text' } },
  },
};

export const CARD_IMAGE: FieldRule = {
  kind: 'object',
  fields: { url: { kind: 'text', required: true, form: 'link' }, aspect_ratio: { kind: 'number', range: [1.3, 2.25] } },
};
