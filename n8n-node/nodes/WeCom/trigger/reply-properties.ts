import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

const HOW = 'Goes back in the answer to the callback, so it is fixed or an expression over the message, such as {{ $json.Content }}. Send with the WeCom node whatever takes longer';

const showFor = (source: string, ...replies: string[]): IDisplayOptions => ({ show: { source: [source], reply: replies } });

/** What goes back to the member at once. */
export const reply: INodeProperties[] = [
  {
    displayName: 'Reply',
    name: 'reply',
    type: 'options',
    noDataExpression: true,
    options: [
      { name: 'Image', value: 'image', description: 'To a message: a picture that was uploaded before' },
      { name: 'News', value: 'news', description: 'To a message: articles with links' },
      { name: 'None', value: 'none', description: 'Only says that the callback was taken' },
      { name: 'Text', value: 'text', description: 'To a message' },
      { name: 'Update of the Button', value: 'update_button', description: 'To a card’s button: its new text; it cannot be pressed again' },
      { name: 'Update of the Card', value: 'update_template_card', description: 'To a card’s button: the card that takes its place' },
      { name: 'Video', value: 'video', description: 'To a message: a video that was uploaded before' },
      { name: 'Voice', value: 'voice', description: 'To a message: a voice that was uploaded before' },
    ],
    default: 'none',
    description: `${HOW}. What a reply does not suit gets none.`,
    displayOptions: { show: { source: ['app'] } },
  },
  {
    displayName: 'Reply',
    name: 'reply',
    type: 'options',
    noDataExpression: true,
    options: [
      { name: 'JSON', value: 'json', description: 'A whole reply, for cards and for texts that grow' },
      { name: 'None', value: 'none', description: 'Only says that the callback was taken' },
      { name: 'Text', value: 'text', description: 'To a message in Markdown, and as a welcome when the chat is opened' },
    ],
    default: 'none',
    description: `${HOW}, or post to the message’s response_url within the hour`,
    displayOptions: { show: { source: ['bot'] } },
  },
  {
    displayName: 'Reply Text',
    name: 'replyContent',
    type: 'string',
    typeOptions: { rows: 4 },
    default: '',
    required: true,
    placeholder: 'e.g. Thank you, we are on it.',
    hint: 'At most 2048 bytes to an application, 20480 to an AI bot; a Chinese character takes 3',
    displayOptions: { show: { reply: ['text'] } },
  },
  {
    displayName: 'Reply Media ID',
    name: 'replyMediaId',
    type: 'string',
    default: '',
    required: true,
    description: 'Of an upload by an application of the same corp, not older than three days',
    displayOptions: showFor('app', 'image', 'voice', 'video'),
  },
  { displayName: 'Reply Title', name: 'replyTitle', type: 'string', default: '', displayOptions: showFor('app', 'video') },
  { displayName: 'Reply Description', name: 'replyDescription', type: 'string', default: '', displayOptions: showFor('app', 'video') },
  {
    displayName: 'Reply Articles',
    name: 'replyArticles',
    type: 'fixedCollection',
    typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Article', sortable: true },
    placeholder: 'Add Article',
    default: { values: [{}] },
    options: [
      {
        displayName: 'Article',
        name: 'values',
        values: [
          { displayName: 'Title', name: 'title', type: 'string', default: '', required: true },
          { displayName: 'URL', name: 'url', type: 'string', default: '', required: true, placeholder: 'e.g. https://example.com/page' },
          { displayName: 'Description', name: 'description', type: 'string', default: '' },
          { displayName: 'Picture URL', name: 'picurl', type: 'string', default: '', placeholder: 'e.g. https://example.com/picture.png' },
        ],
      },
    ],
    displayOptions: showFor('app', 'news'),
  },
  {
    displayName: 'Text of the Button',
    name: 'replyButtonName',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. Approved',
    displayOptions: showFor('app', 'update_button'),
  },
  {
    displayName: 'Card',
    name: 'replyCard',
    type: 'json',
    default: '{\n  "card_type": "text_notice",\n  "main_title": { "title": "Approved" },\n  "card_action": { "type": 1, "url": "https://example.com" }\n}',
    required: true,
    description: 'The template_card that takes the place of the one whose button was pressed. <a href="https://developer.work.weixin.qq.com/document/path/90241">WeCom’s page</a>.',
    displayOptions: showFor('app', 'update_template_card'),
  },
  {
    displayName: 'Reply in JSON',
    name: 'replyJson',
    type: 'json',
    default: '{\n  "msgtype": "stream",\n  "stream": { "id": "1", "finish": true, "content": "Thank you" }\n}',
    required: true,
    description: 'The whole reply, with msgtype and the object of its type. <a href="https://developer.work.weixin.qq.com/document/path/101031">WeCom’s page</a>.',
    displayOptions: showFor('bot', 'json'),
  },
];
