/** What WeCom pushes to a callback URL: one row for each type of message and for each event, with the fields of its own. */

/** A text, a list, or an object whose fields may all be missing. */
export type Shape = 'text' | readonly [Shape] | { readonly [name: string]: Shape };

export interface PushSpec {
  title: string;
  fields: Readonly<Record<string, Shape>>;
  /** The field with the media_id of a file that `media/get` gives, for 3 days. */
  media?: string;
  source: string;
}

const MESSAGES_PAGE = 'https://developer.work.weixin.qq.com/document/path/90239';
const EVENTS_PAGE = 'https://developer.work.weixin.qq.com/document/path/90240';
const BOT_MESSAGES_PAGE = 'https://developer.work.weixin.qq.com/document/path/100719';
const BOT_EVENTS_PAGE = 'https://developer.work.weixin.qq.com/document/path/101027';
const OFFICIAL_PAGE = 'https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Receiving_standard_messages.html';

/** On every message and event; an event has no MsgId, and one of the contacts no AgentID. */
export const PUSH_FIELDS = { ToUserName: 'text', FromUserName: 'text', CreateTime: 'text', MsgType: 'text', MsgId: 'text', AgentID: 'text' } as const;

/** By their MsgType. */
export const PUSH_MESSAGES = {
  text: { title: 'Text', fields: { Content: 'text' }, source: MESSAGES_PAGE },
  image: { title: 'Image', fields: { PicUrl: 'text', MediaId: 'text' }, media: 'MediaId', source: MESSAGES_PAGE },
  /** Recognition: only from an Official Account. */
  voice: { title: 'Voice', fields: { MediaId: 'text', Format: 'text', Recognition: 'text' }, media: 'MediaId', source: MESSAGES_PAGE },
  video: { title: 'Video', fields: { MediaId: 'text', ThumbMediaId: 'text' }, media: 'MediaId', source: MESSAGES_PAGE },
  location: { title: 'Location', fields: { Location_X: 'text', Location_Y: 'text', Scale: 'text', Label: 'text', AppType: 'text' }, source: MESSAGES_PAGE },
  link: { title: 'Link', fields: { Title: 'text', Description: 'text', Url: 'text', PicUrl: 'text' }, source: MESSAGES_PAGE },
  shortvideo: { title: 'Short video (Official Account)', fields: { MediaId: 'text', ThumbMediaId: 'text' }, media: 'MediaId', source: OFFICIAL_PAGE },
  /** Not documented, but sent; without a media_id, so that nobody can fetch it. */
  file: {
    title: 'File (Official Account)',
    fields: { Title: 'text', Description: 'text', FileKey: 'text', FileMd5: 'text', FileTotalLen: 'text' },
    source: OFFICIAL_PAGE,
  },
} as const satisfies Record<string, PushSpec>;

const CARD = {
  EventKey: 'text',
  TaskId: 'text',
  CardType: 'text',
  ResponseCode: 'text',
  SelectedItems: { SelectedItem: [{ QuestionKey: 'text', OptionIds: { OptionId: ['text'] } }] },
} as const;

const PICTURES = { EventKey: 'text', SendPicsInfo: { Count: 'text', PicList: { item: [{ PicMd5Sum: 'text' }] } } } as const;
const SCAN = { EventKey: 'text', ScanCodeInfo: { ScanType: 'text', ScanResult: 'text' } } as const;
const APPROVAL = { ApprovalInfo: {} } as const;

const event = <const F extends PushSpec['fields']>(title: string, fields: F): { title: string; fields: F; source: string } => ({ title, fields, source: EVENTS_PAGE });

/** By their Event, in WeCom's own case. */
export const PUSH_EVENTS = {
  subscribe: event('Member can see the application', {}),
  unsubscribe: event('Member can no longer see the application', {}),
  enter_agent: event('Member opens the application', { EventKey: 'text' }),
  LOCATION: event('Position reported', { Latitude: 'text', Longitude: 'text', Precision: 'text', AppType: 'text' }),
  click: event('Menu item clicked', { EventKey: 'text' }),
  view: event('Menu link opened', { EventKey: 'text' }),
  view_miniprogram: event('Menu mini-program opened', { EventKey: 'text' }),
  scancode_push: event('Code scanned', SCAN),
  scancode_waitmsg: event('Code scanned, answer awaited', SCAN),
  pic_sysphoto: event('Photo taken', PICTURES),
  pic_photo_or_album: event('Photo taken or chosen', PICTURES),
  pic_weixin: event('Photo chosen', PICTURES),
  location_select: event('Place chosen', {
    EventKey: 'text',
    SendLocationInfo: { Location_X: 'text', Location_Y: 'text', Scale: 'text', Label: 'text', Poiname: 'text' },
    AppType: 'text',
  }),
  template_card_event: event('Card button pressed or choice submitted', CARD),
  template_card_menu_event: event('Card menu used', CARD),
  taskcard_click: event('Task card button pressed (old cards)', { EventKey: 'text', TaskId: 'text' }),
  batch_job_result: event('Batch job finished', { BatchJob: { JobId: 'text', JobType: 'text', ErrCode: 'text', ErrMsg: 'text' } }),
  upload_media_job_finish: event('File fetched from a URL', { JobId: 'text' }),
  change_contact: event('Contacts changed', { ChangeType: 'text' }),
  open_approval_change: event('Approval by an application changed', APPROVAL),
  sys_approval_change: event('Approval changed', APPROVAL),
  share_agent_change: event('Shared application changed', {}),
  share_chain_change: event('Upstream or downstream changed', {}),
  switch_workbench_mode: event('Workbench mode switched', { Mode: 'text' }),
  kf_msg_or_event: event('WeChat customer service has news', { Token: 'text', OpenKfId: 'text' }),
  change_external_contact: event('External contact changed', { ChangeType: 'text' }),
  change_external_chat: event('Customer group changed', { ChangeType: 'text' }),
  change_external_tag: event('Customer tag changed', { ChangeType: 'text' }),
  inactive_alert: event('Application soon inactive', {}),
  close_inactive_agent: event('Inactive application closed', {}),
  reopen_inactive_agent: event('Inactive application reopened', {}),
  low_active_alert: event('Application soon little used', {}),
  low_active: event('Application little used', {}),
  active_restored: event('Application used again', {}),
  CLICK: event('Menu item clicked (Official Account)', { EventKey: 'text' }),
  VIEW: event('Menu link opened (Official Account)', { EventKey: 'text' }),
} as const satisfies Record<string, PushSpec>;

/** On every message and event of an AI bot; chatid only in a group. */
export const BOT_FIELDS = {
  msgid: 'text',
  aibotid: 'text',
  chattype: 'text',
  chatid: 'text',
  from: { userid: 'text' },
  response_url: 'text',
  msgtype: 'text',
  create_time: 'text',
} as const;

/** By their msgtype. */
export const BOT_MESSAGES = {
  text: { title: 'Text', fields: { text: { content: 'text' } }, source: BOT_MESSAGES_PAGE },
  image: { title: 'Image', fields: { image: { url: 'text' } }, source: BOT_MESSAGES_PAGE },
  mixed: { title: 'Text and images', fields: { mixed: { msg_item: [{ msgtype: 'text', text: { content: 'text' }, image: { url: 'text' } }] } }, source: BOT_MESSAGES_PAGE },
  /** What was said, as text. */
  voice: { title: 'Voice', fields: { voice: { content: 'text' } }, source: BOT_MESSAGES_PAGE },
  file: { title: 'File', fields: { file: { url: 'text' } }, source: BOT_MESSAGES_PAGE },
  video: { title: 'Video', fields: { video: { url: 'text' } }, source: BOT_MESSAGES_PAGE },
  /** Asks how a reply in progress goes on. */
  stream: { title: 'Reply awaited', fields: { stream: { id: 'text' } }, source: BOT_MESSAGES_PAGE },
} as const satisfies Record<string, PushSpec>;

const botEvent = <const F extends PushSpec['fields']>(title: string, fields: F): { title: string; fields: { event: { eventtype: 'text' } & F }; source: string } => ({
  title,
  fields: { event: { eventtype: 'text', ...fields } },
  source: BOT_EVENTS_PAGE,
});

/** By the eventtype in their event. */
export const BOT_EVENTS = {
  enter_chat: botEvent('Chat opened, once a day', {}),
  template_card_event: botEvent('Card button pressed or choice submitted', {
    template_card_event: {
      card_type: 'text',
      event_key: 'text',
      task_id: 'text',
      selected_items: { selected_item: [{ question_key: 'text', option_ids: { option_id: ['text'] } }] },
    },
  }),
  feedback_event: botEvent('Reply rated', {}),
  disconnected_event: botEvent('Long connection replaced', {}),
} as const satisfies Record<string, PushSpec>;
