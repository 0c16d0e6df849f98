import type { OperationSpec } from './types.ts';

const ROBOT_PAGE = 'https://developer.work.weixin.qq.com/document/path/91770';

/** Every call to WeCom that the core knows. The one request function takes a row of this table. */
export const OPERATIONS = {
  robotSend: {
    name: 'send to a group robot',
    method: 'POST',
    path: '/cgi-bin/webhook/send',
    credential: 'key',
    body: 'json',
    answer: 'json',
    // A robot has no message ids, no duplicate check and no recall: a repeat of a lost answer is a second message.
    replay: 'never',
    timeoutMs: 15_000,
    source: ROBOT_PAGE,
  },
  robotUpload: {
    name: 'upload for a group robot',
    method: 'POST',
    path: '/cgi-bin/webhook/upload_media',
    credential: 'key',
    body: 'media',
    answer: 'json',
    // A repeat only makes a second media_id that nobody sees.
    replay: 'safe',
    // 20 MB at 1.5 Mbit/s, the slowest line worth waiting for.
    timeoutMs: 120_000,
    source: ROBOT_PAGE,
  },
  token: {
    name: 'fetch an access token',
    method: 'GET',
    path: '/cgi-bin/gettoken',
    credential: 'corpsecret',
    body: 'none',
    answer: 'json',
    replay: 'safe',
    timeoutMs: 15_000,
    source: 'https://developer.work.weixin.qq.com/document/path/91039',
  },
  appUpload: {
    name: 'upload for an application',
    method: 'POST',
    path: '/cgi-bin/media/upload',
    credential: 'access_token',
    body: 'media',
    answer: 'json',
    replay: 'safe',
    timeoutMs: 120_000,
    source: 'https://developer.work.weixin.qq.com/document/path/90253',
  },
  mediaGet: {
    name: 'download a media file',
    method: 'GET',
    path: '/cgi-bin/media/get',
    credential: 'access_token',
    body: 'none',
    answer: 'file',
    replay: 'safe',
    timeoutMs: 120_000,
    source: 'https://developer.work.weixin.qq.com/document/path/90254',
  },
  appSend: {
    name: 'send as an application',
    method: 'POST',
    path: '/cgi-bin/message/send',
    credential: 'access_token',
    body: 'json',
    answer: 'json',
    // Only with enable_duplicate_check in the first attempt's JSON, and the same JSON in the second.
    replay: 'dedupe',
    timeoutMs: 15_000,
    source: 'https://developer.work.weixin.qq.com/document/path/90236',
  },
} as const satisfies Record<string, OperationSpec>;
