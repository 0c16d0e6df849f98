import type { XmlFields } from './xml-writer.ts';

/**
 * What members can send to an application, each with a sample of its fields; pictures and recordings come from sample-media.ts.
 * Source: https://developer.work.weixin.qq.com/document/path/90239
 */
export const MESSAGES: Readonly<Record<string, XmlFields>> = {
  text: { Content: 'Hello, application' },
  image: {},
  voice: { Format: 'amr' },
  video: {},
  location: { Location_X: '39.908700', Location_Y: '116.397500', Scale: '15', Label: '东长安街, Beijing', AppType: 'wxwork' },
  link: {
    Title: 'The build is green',
    Description: 'What changed since yesterday',
    Url: 'https://example.com/builds/42',
    PicUrl: 'https://example.com/builds/42.png',
  },
};

const PICTURES: XmlFields = { Count: '1', PicList: { item: [{ PicMd5Sum: '1b5f7c23b5bf75682a53e7b6d163e185' }] } };

const SCAN: XmlFields = { ScanType: 'qrcode', ScanResult: 'https://example.com/asset/7' };

/**
 * The events of an application, each with a sample of its fields. Those of the corp itself are from `sys`.
 * Source: https://developer.work.weixin.qq.com/document/path/90240
 */
export const EVENTS: Readonly<Record<string, XmlFields>> = {
  subscribe: {},
  unsubscribe: {},
  enter_agent: { EventKey: '' },
  LOCATION: { Latitude: '39.908700', Longitude: '116.397500', Precision: '65.000000', AppType: 'wxwork' },
  click: { EventKey: 'menu_report' },
  view: { EventKey: 'https://example.com/report' },
  view_miniprogram: { EventKey: 'pages/index/index' },
  scancode_push: { EventKey: 'menu_scan', ScanCodeInfo: SCAN },
  scancode_waitmsg: { EventKey: 'menu_scan', ScanCodeInfo: SCAN },
  pic_sysphoto: { EventKey: 'menu_photo', SendPicsInfo: PICTURES },
  pic_photo_or_album: { EventKey: 'menu_photo', SendPicsInfo: PICTURES },
  pic_weixin: { EventKey: 'menu_photo', SendPicsInfo: PICTURES },
  location_select: {
    EventKey: 'menu_place',
    SendLocationInfo: { Location_X: '39.908700', Location_Y: '116.397500', Scale: '15', Label: '东长安街, Beijing', Poiname: '' },
    AppType: 'wxwork',
  },
  template_card_event: {
    EventKey: 'approve',
    TaskId: 'task-1',
    CardType: 'button_interaction',
    ResponseCode: 'the-code-of-no-card',
    SelectedItems: { SelectedItem: [{ QuestionKey: 'environment', OptionIds: { OptionId: ['staging'] } }] },
  },
  template_card_menu_event: { EventKey: 'mute', TaskId: 'task-1', CardType: 'text_notice', ResponseCode: 'the-code-of-no-card' },
  taskcard_click: { EventKey: 'approve', TaskId: 'task-1' },
  batch_job_result: { FromUserName: 'sys', BatchJob: { JobId: 'S0MrnndvRG5fadSlLwiBqiDDbM143UqTmKP3152FZk4', JobType: 'sync_user', ErrCode: '0', ErrMsg: 'ok' } },
  change_contact: { FromUserName: 'sys', ChangeType: 'update_user', UserID: 'ZhangSan' },
  upload_media_job_finish: { FromUserName: 'sys', JobId: 'jobid-S0MrnndvRG5fadSlLwiBqiDDbM143UqTmKP3152FZk4' },
  sys_approval_change: { ApprovalInfo: { SpNo: '201909270001', SpName: 'Deployment', SpStatus: 1, TemplateId: '3TkaH5KFbrG9heEQWLJjhgpFwmqAFB4dLEnapaB7aaa', ApplyTime: 1569584428 } },
  open_approval_change: { ApprovalInfo: { ThirdNo: 'deployment-42', OpenSpName: 'Deployment', OpenSpStatus: 1, ApplyTime: 1569584428 } },
  share_agent_change: {},
  share_chain_change: {},
  switch_workbench_mode: { Mode: 1 },
  kf_msg_or_event: { Token: 'ENCApHxnGDNAVNY4AaSJKj4Tb5mwsEMzxhFmHVGcra996NR', OpenKfId: 'wkxxxxxxx' },
  change_external_contact: { ChangeType: 'add_external_contact', UserID: 'ZhangSan', ExternalUserID: 'woAJ2GCAAAXtWyujaWJHDDGi0mAAAA' },
  change_external_chat: { ChangeType: 'create', ChatId: 'wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA' },
  change_external_tag: { ChangeType: 'create', Id: 'stOgQhDgAAlhkkMIVXEwUnaQoAAA', TagType: 'tag' },
  inactive_alert: { EffectTime: 1683648000 },
  close_inactive_agent: {},
  reopen_inactive_agent: {},
  low_active_alert: { EffectTime: 1683648000 },
  low_active: {},
  active_restored: {},
};

/** Events whose samples in the documentation name no application. */
export const WITHOUT_AGENT: ReadonlySet<string> = new Set(['change_contact', 'upload_media_job_finish', 'kf_msg_or_event']);

/** Events that nobody in particular caused. */
export const WITHOUT_SENDER: ReadonlySet<string> = new Set(['kf_msg_or_event']);

/** The events that may be answered with a message. Source: https://developer.work.weixin.qq.com/document/path/90241 */
export const ANSWERABLE: ReadonlySet<string> = new Set([
  'subscribe', 'enter_agent', 'LOCATION', 'click', 'view', 'view_miniprogram', 'scancode_waitmsg', 'template_card_menu_event',
]);
