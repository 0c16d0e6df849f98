import type { AppFace, Sandbox } from '../../sandbox/server.ts';
import { runAction } from '../../scripts/run-action.ts';
import { amr, MP4, PNG } from './media-samples.ts';
import { uploadTo } from './sandbox-media.ts';
import type { MediaIds } from './specimens.ts';
import { it as stepIt } from './step.ts';
import type { RunStep } from './step.ts';

export const GETTOKEN = '/cgi-bin/gettoken';
export const APP_SEND = '/cgi-bin/message/send';
export const APP_UPLOAD = '/cgi-bin/media/upload';
export const CHAT_SEND = '/cgi-bin/appchat/send';

/** The sandbox's first application. */
export function accountOf({ apps }: Sandbox): AppFace {
  const [account] = apps;
  if (account === undefined) throw new Error('A sandbox always has an application.');
  return account;
}

/** The inputs that name that application, and nobody to send to. */
export function credentialsOf(sandbox: Sandbox): Record<string, string> {
  const { corpid, corpsecret, agentid } = accountOf(sandbox);
  return { 'corp-id': corpid, 'corp-secret': corpsecret, 'agent-id': String(agentid), 'base-url': sandbox.baseUrl };
}

/** A test whose `app` runs the built Action as the sandbox's first application, to ZhangSan unless the inputs say otherwise, and without a robot. */
export const it = stepIt
  .extend('app', ({ sandbox, workspace }): RunStep => {
    return (inputs = {}, options = {}) => {
      const to = ['to-user', 'to-party', 'to-tag', 'chat-id'].some((name) => name in inputs) ? {} : { 'to-user': 'ZhangSan' };
      return runAction({ ...credentialsOf(sandbox), ...to, ...inputs }, { workspace: workspace.root, ...options });
    };
  })
  .extend('chatid', ({ sandbox }) => createChat(sandbox));

/** Whom each message of an application was meant for, and what it says: `['ZhangSan', 'text', 'hello']`. */
export function received(sandbox: Sandbox): [string, string, unknown][] {
  const { messages, media } = sandbox.state();
  return messages.flatMap(({ app, chatid, to, msgtype, message }): [string, string, unknown][] => {
    if (app === undefined) return [];
    const { content, media_id } = message[msgtype] as { content?: unknown; media_id?: unknown };
    const whom = chatid ?? (to?.all === true ? '@all' : [...(to?.users ?? []), ...(to?.parties ?? []).map((id) => `party ${id}`), ...(to?.tags ?? []).map((id) => `tag ${id}`)].join(' '));
    return [[whom, msgtype, content ?? media.find((upload) => upload.media_id === media_id)?.filename]];
  });
}

async function tokenOf(sandbox: Sandbox): Promise<string> {
  const { corpid, corpsecret } = accountOf(sandbox);
  const response = await fetch(`${sandbox.baseUrl}${GETTOKEN}?corpid=${corpid}&corpsecret=${corpsecret}`);
  return ((await response.json()) as { access_token: string }).access_token;
}

/** A group chat of the application, made without the core. */
async function createChat(sandbox: Sandbox): Promise<string> {
  const response = await fetch(`${sandbox.baseUrl}/cgi-bin/appchat/create?access_token=${await tokenOf(sandbox)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Releases', userlist: ['ZhangSan', 'LiSi'] }),
  });
  return ((await response.json()) as { chatid: string }).chatid;
}

/** One upload of each kind by the application, made without the core. */
export async function uploadsOf(sandbox: Sandbox): Promise<Required<MediaIds>> {
  const token = await tokenOf(sandbox);
  const upload = (kind: string, name: string, bytes: Buffer): Promise<string> => uploadTo(`${sandbox.baseUrl}${APP_UPLOAD}?access_token=${token}&type=${kind}`, name, bytes);
  return {
    file: await upload('file', 'build.txt', Buffer.from('Build finished')),
    image: await upload('image', 'chart.png', PNG),
    voice: await upload('voice', 'hello.amr', amr(1)),
    video: await upload('video', 'tour.mp4', MP4),
  };
}

/** The same by the first robot, which uploads two kinds. */
export async function robotUploadsOf({ baseUrl, robots }: Sandbox): Promise<MediaIds> {
  const upload = (kind: string, name: string, bytes: Buffer): Promise<string> => uploadTo(`${baseUrl}/cgi-bin/webhook/upload_media?key=${robots[0]?.key ?? ''}&type=${kind}`, name, bytes);
  return { file: await upload('file', 'build.txt', Buffer.from('Build finished')), voice: await upload('voice', 'hello.amr', amr(1)) };
}
