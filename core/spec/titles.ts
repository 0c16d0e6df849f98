import type { FieldSpec } from './types.ts';

/** Names that are several words run together, words that are abbreviations, and names that their words do not make. */
const WORDS: Readonly<Record<string, string>> = {
  add_user_list: 'Add Members',
  agentid: 'Agent ID',
  appid: 'Mini-Program App ID',
  atall: 'Everyone',
  base64: 'Base64',
  btntxt: 'Button Text',
  chatid: 'Chat ID',
  checkbox_disable: 'Close the Vote',
  checkbox_mode: 'Choice',
  checkbox_option_list: 'Options',
  checkbox_question_key: 'Question Key',
  del_user_list: 'Remove Members',
  desc: 'Description',
  filename: 'File Name',
  id: 'ID',
  image_info: 'Pictures',
  image_list: 'Pictures',
  jobid: 'Job ID',
  keyname: 'Key Name',
  md5: 'MD5',
  miniprogram: 'Mini-Program',
  mpnews: 'Articles',
  msgid: 'Message ID',
  msgtype: 'Message Type',
  need_open_comment: 'Allow Comments',
  newspic: 'Picture Series',
  only_fans_can_comment: 'Only Followers May Comment',
  pagepath: 'Mini-Program Page',
  partyids: 'Department IDs',
  picurl: 'Picture URL',
  replace_name: 'Button Text',
  replace_text: 'Greyed Button Text',
  safe: 'Confidential',
  sub_title_text: 'Subtitle',
  tagids: 'Tag IDs',
  thumb: 'Thumbnail',
  toparty: 'To Departments',
  textcard: 'Text Card',
  totag: 'To Tags',
  touser: 'To Users',
  trans: 'Translation',
  url: 'URL',
  userid: 'User ID',
  userids: 'User IDs',
  userlist: 'Members',
};

/** A label for people, in English title case: `media_id` is "Media ID", `mentioned_list` is "Mentioned List". */
export function titleOf({ name }: Pick<FieldSpec, 'name'>): string {
  const title = WORDS[name];
  if (title !== undefined) return title;
  return name
    .split('_')
    .map((word) => WORDS[word] ?? word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
