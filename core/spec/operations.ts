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
    // A repeat only makes a second media_id that nobody sees.
    replay: 'safe',
    // 20 MB at 1.5 Mbit/s, the slowest line worth waiting for.
    timeoutMs: 120_000,
    source: ROBOT_PAGE,
  },
} as const satisfies Record<string, OperationSpec>;
