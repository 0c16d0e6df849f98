import { createHash } from 'node:crypto';

import { messageTypes } from '../../../core/spec/messages.ts';
import type { Channel } from '../../../core/spec/types.ts';
import { amr, JPG, MP4, PNG } from '../../support/media-samples.ts';
import type { Upload } from './webhook.ts';

/** One type of message, or kind of card, sent by the node from the fields of its panel. */
export interface MessageCase {
  channel: Channel;
  msgtype: string;
  /** Of a card. */
  card?: string;
  parameters: Record<string, unknown>;
  /** The file that goes out in one step. */
  file?: Upload;
  /** The object under the msgtype's name that WeCom gets. Of a message with an upload, without the media_id. */
  body: Record<string, unknown>;
  /** What stands beside it, besides the recipients. */
  beside?: Record<string, unknown>;
}

/** Stands for the media_id of a picture that the test has put there: the caller of the webhook sends it. */
export const PICTURE_ID = '={{ $json.body.picture }}';

const URL = 'https://example.com/page';
const TASK_ID = '={{ "task-" + $itemIndex }}';

const NOTICE = {
  parameters: {
    cardType: 'text_notice',
    cardMainTitle: 'Release 1.2',
    cardActionType: 1,
    cardActionUrl: URL,
    cardFields: {
      cardMainTitleDesc: 'It is out',
      cardEmphasisContent: { values: { title: '3', desc: 'new things' } },
      cardQuoteArea: { values: { type: 1, url: URL, title: 'Notes', quoteText: 'All is faster' } },
      cardHorizontalContentList: { values: [{ type: 0, keyname: 'By', value: 'Zhang San' }] },
      cardJumpList: { values: [{ type: 1, title: 'Read on', url: URL }] },
    },
  },
  body: {
    card_type: 'text_notice',
    main_title: { title: 'Release 1.2', desc: 'It is out' },
    emphasis_content: { title: '3', desc: 'new things' },
    quote_area: { type: 1, url: URL, title: 'Notes', quote_text: 'All is faster' },
    horizontal_content_list: [{ type: 0, keyname: 'By', value: 'Zhang San' }],
    jump_list: [{ type: 1, title: 'Read on', url: URL }],
    card_action: { type: 1, url: URL },
  },
};

const PICTURE_NOTICE = {
  parameters: {
    cardType: 'news_notice',
    cardMainTitle: 'Office party',
    cardImageUrl: 'https://example.com/a.png',
    cardActionType: 1,
    cardActionUrl: URL,
    cardFields: { cardImageAspectRatio: 2, cardVerticalContentList: { values: [{ title: 'When', desc: 'Friday' }] } },
  },
  body: {
    card_type: 'news_notice',
    main_title: { title: 'Office party' },
    card_image: { url: 'https://example.com/a.png', aspect_ratio: 2 },
    vertical_content_list: [{ title: 'When', desc: 'Friday' }],
    card_action: { type: 1, url: URL },
  },
};

const ARTICLES = [
  { title: 'First', description: 'Large', url: `${URL}/1`, picurl: `${URL}/1.png` },
  { title: 'Second', url: `${URL}/2` },
];

const options = (...texts: string[]): { id: string; text: string }[] => texts.map((text) => ({ id: text.toLowerCase(), text }));

const FILES = {
  image: { name: 'photo.jpg', bytes: JPG },
  voice: { name: 'hello.amr', bytes: amr(2) },
  video: { name: 'clip.mp4', bytes: MP4 },
  file: { name: '测试 报告.txt', bytes: Buffer.from('a report') },
};

/** Every type of message of a robot, and of an application to its members. */
const TO_PEOPLE: readonly MessageCase[] = [
  { channel: 'robot', msgtype: 'text', parameters: { content: 'Build 42 is green' }, body: { content: 'Build 42 is green' } },
  { channel: 'robot', msgtype: 'markdown', parameters: { content: '**Build 42**' }, body: { content: '**Build 42**' } },
  { channel: 'robot', msgtype: 'markdown_v2', parameters: { content: '| a |\n| - |\n| b |' }, body: { content: '| a |\n| - |\n| b |' } },
  { channel: 'robot', msgtype: 'image', parameters: {}, file: { name: 'pixel.png', bytes: PNG }, body: { base64: PNG.toString('base64'), md5: createHash('md5').update(PNG).digest('hex') } },
  { channel: 'robot', msgtype: 'voice', parameters: {}, file: FILES.voice, body: {} },
  { channel: 'robot', msgtype: 'file', parameters: {}, file: FILES.file, body: {} },
  { channel: 'robot', msgtype: 'news', parameters: { newsArticles: { values: ARTICLES } }, body: { articles: ARTICLES } },
  { channel: 'robot', msgtype: 'template_card', card: 'text_notice', ...NOTICE },
  { channel: 'robot', msgtype: 'template_card', card: 'news_notice', ...PICTURE_NOTICE },
  { channel: 'app', msgtype: 'text', parameters: { content: 'To some of you' }, body: { content: 'To some of you' } },
  { channel: 'app', msgtype: 'markdown', parameters: { content: '**bold**' }, body: { content: '**bold**' } },
  { channel: 'app', msgtype: 'image', parameters: {}, file: FILES.image, body: {} },
  { channel: 'app', msgtype: 'voice', parameters: {}, file: FILES.voice, body: {} },
  { channel: 'app', msgtype: 'video', parameters: { videoFields: { videoTitle: 'Demo', videoDescription: 'How it works' } }, file: FILES.video, body: { title: 'Demo', description: 'How it works' } },
  { channel: 'app', msgtype: 'file', parameters: {}, file: FILES.file, body: {} },
  {
    channel: 'app',
    msgtype: 'textcard',
    parameters: { textcardTitle: 'Please sign', textcardDescription: 'Two lines', textcardUrl: URL, textcardFields: { textcardBtntxt: 'Go' } },
    body: { title: 'Please sign', description: 'Two lines', url: URL, btntxt: 'Go' },
  },
  { channel: 'app', msgtype: 'news', parameters: { newsArticles: { values: ARTICLES } }, body: { articles: ARTICLES } },
  {
    channel: 'app',
    msgtype: 'mpnews',
    parameters: { mpnewsArticles: { values: [{ title: 'Minutes', thumbMediaId: PICTURE_ID, author: 'Office', contentSourceUrl: URL, content: '<p>All agreed.</p>', digest: 'All agreed' }] }, additionalFields: { safeLevel: 2 } },
    body: { articles: [{ title: 'Minutes', thumb_media_id: PICTURE_ID, author: 'Office', content_source_url: URL, content: '<p>All agreed.</p>', digest: 'All agreed' }] },
    beside: { safe: 2 },
  },
  {
    channel: 'app',
    msgtype: 'miniprogram_notice',
    parameters: {
      noticeAppid: 'wx123456789',
      noticeTitle: '会议室预订成功',
      noticeFields: { noticePage: 'pages/index?id=1', noticeDescription: '四月二十七日', noticeEmphasisFirstItem: true, noticeContentItem: { values: [{ key: 'Room', value: '402' }, { key: 'Time', value: '9:00' }] } },
    },
    body: {
      appid: 'wx123456789',
      page: 'pages/index?id=1',
      title: '会议室预订成功',
      description: '四月二十七日',
      emphasis_first_item: true,
      content_item: [{ key: 'Room', value: '402' }, { key: 'Time', value: '9:00' }],
    },
  },
  { channel: 'app', msgtype: 'template_card', card: 'text_notice', ...NOTICE },
  { channel: 'app', msgtype: 'template_card', card: 'news_notice', ...PICTURE_NOTICE },
  {
    channel: 'app',
    msgtype: 'template_card',
    card: 'button_interaction',
    parameters: {
      cardType: 'button_interaction',
      cardTaskId: TASK_ID,
      cardMainTitle: 'Deploy build 42?',
      cardButtonList: { values: [{ type: 0, text: 'Deploy', style: 1, key: 'yes' }, { type: 1, text: 'Look', style: 2, url: URL }] },
      cardFields: {
        cardSubTitleText: 'All tests passed',
        cardActionMenu: { values: { desc: 'More', actionList: { values: [{ text: 'Mute', key: 'mute' }] } } },
        cardButtonSelection: { values: { questionKey: 'where', title: 'Where', selectedId: 'test', optionList: { values: options('Test', 'Live') } } },
      },
    },
    body: {
      card_type: 'button_interaction',
      task_id: 'task-0',
      main_title: { title: 'Deploy build 42?' },
      sub_title_text: 'All tests passed',
      action_menu: { desc: 'More', action_list: [{ text: 'Mute', key: 'mute' }] },
      button_selection: { question_key: 'where', title: 'Where', selected_id: 'test', option_list: options('Test', 'Live') },
      button_list: [{ type: 0, text: 'Deploy', style: 1, key: 'yes' }, { type: 1, text: 'Look', style: 2, url: URL }],
    },
  },
  {
    channel: 'app',
    msgtype: 'template_card',
    card: 'vote_interaction',
    parameters: {
      cardType: 'vote_interaction',
      cardTaskId: TASK_ID,
      cardMainTitle: 'What for lunch?',
      cardCheckboxQuestionKey: 'lunch',
      cardCheckboxOptionList: { values: options('Noodles', 'Rice').map((one, index) => ({ ...one, isChecked: index === 0 })) },
      cardSubmitButtonText: 'Vote',
      cardSubmitButtonKey: 'vote',
      cardFields: { cardCheckboxMode: 1 },
    },
    body: {
      card_type: 'vote_interaction',
      task_id: 'task-0',
      main_title: { title: 'What for lunch?' },
      checkbox: { question_key: 'lunch', mode: 1, option_list: options('Noodles', 'Rice').map((one, index) => ({ ...one, is_checked: index === 0 })) },
      submit_button: { text: 'Vote', key: 'vote' },
    },
  },
  {
    channel: 'app',
    msgtype: 'template_card',
    card: 'multiple_interaction',
    parameters: {
      cardType: 'multiple_interaction',
      cardTaskId: TASK_ID,
      cardMainTitle: 'Book a room',
      cardSelectList: { values: [{ questionKey: 'room', title: 'Room', selectedId: '', optionList: { values: options('Large', 'Small') } }, { questionKey: 'day', title: 'Day', optionList: { values: options('Monday') } }] },
      cardSubmitButtonText: 'Book',
      cardSubmitButtonKey: 'book',
    },
    body: {
      card_type: 'multiple_interaction',
      task_id: 'task-0',
      main_title: { title: 'Book a room' },
      select_list: [{ question_key: 'room', title: 'Room', option_list: options('Large', 'Small') }, { question_key: 'day', title: 'Day', option_list: options('Monday') }],
      submit_button: { text: 'Book', key: 'book' },
    },
  },
];

/** A group chat takes the same as members do, where it takes the type at all; it knows no step between confidential and open. */
const TO_CHATS: readonly MessageCase[] = TO_PEOPLE.filter(({ channel, msgtype }) => channel === 'app' && messageTypes('appchat').some((type) => type.msgtype === msgtype)).map((one) => ({
  ...one,
  channel: 'appchat',
  ...(one.beside === undefined ? {} : { parameters: { ...one.parameters, additionalFields: { safe: true } }, beside: { safe: 1 } }),
}));

/** Every type of message that there is, for each of the channels. */
export const MESSAGE_CASES: readonly MessageCase[] = [...TO_PEOPLE, ...TO_CHATS];

/** What the tests of a channel's cases are about. */
export const SENT_BY: Readonly<Record<Channel, string>> = {
  robot: 'a message of a group robot',
  app: 'a message of an application',
  appchat: 'a message to a group chat of an application',
};

/** The type by the name it goes by in tests: the msgtype, and of a card its card_type behind that. */
export const typeOf = ({ msgtype, card }: Pick<MessageCase, 'msgtype' | 'card'>): string => [msgtype, card].filter((part) => part !== undefined).join(' ');

/** What the test of a case is called, within those of its channel. */
export const testName = (one: MessageCase): string => `goes out as its fields say: ${typeOf(one)}`;
