import type { AppFace, Sandbox, SandboxOptions } from '../../sandbox/server.ts';
import { partHead, request, sendMessage, startWithClock, upload } from './wire.ts';
import type { Clocked, Outcome, UploadParts } from './wire.ts';

/** What a client of an application sends. */

export interface AppOutcome extends Outcome {
  access_token?: string;
  expires_in?: number;
  msgid?: string;
  response_code?: string;
  invaliduser?: string;
  invalidparty?: string;
  invalidtag?: string;
  unlicenseduser?: string;
}

export const JPG = Buffer.from('ffd8ffe000104a46', 'hex');
export const PNG = Buffer.from('89504e470d0a1a0a0000', 'hex');
/** One frame of silence. */
export const AMR = Buffer.from('#!AMR\n\u007c', 'latin1');
export const MP4 = Buffer.from('\0\0\0\u0018ftypisom\0\0\u0002\0isommp42 a film', 'latin1');

export const query = (parameters: Record<string, string>): string => new URLSearchParams(parameters).toString();

export interface AppStage extends Clocked {
  app: AppFace;
  /** A token of this application, or of the first. */
  token: (app?: AppFace) => Promise<string>;
  /** The whole answer of gettoken. */
  getToken: (parameters: Record<string, string>) => Promise<AppOutcome>;
  /** Sends to the first member, as the first application, whatever the message does not say. */
  send: (message: Record<string, unknown>, token?: string) => Promise<AppOutcome>;
  errcodeOf: (message: Record<string, unknown>) => Promise<number>;
  upload: (type: string, parts?: UploadParts & { filename?: string }, token?: string) => Promise<AppOutcome>;
  mediaId: (type: string, bytes: Buffer, filename?: string) => Promise<string>;
  /** Posts JSON to an endpoint, as the first application. */
  post: <Fields>(path: string, body: unknown, token?: string) => Promise<Outcome & Partial<Fields>>;
  /** Asks an endpoint that is a GET, as the first application. */
  get: <Fields>(path: string, parameters?: Record<string, string>) => Promise<Outcome & Partial<Fields>>;
  url: (path: string, parameters: Record<string, string>) => string;
}

export const firstApp = ({ apps: [app] }: Sandbox): AppFace => {
  if (!app) throw new Error('A sandbox always has an application.');
  return app;
};

/** A sandbox with an application, and a clock that the test moves by hand. */
export async function startApp(options: SandboxOptions = {}): Promise<AppStage> {
  const clocked = await startWithClock(options);
  const { sandbox } = clocked;
  const app = firstApp(sandbox);
  const url: AppStage['url'] = (path, parameters) => `${sandbox.baseUrl}/cgi-bin/${path}?${query(parameters)}`;
  const getToken: AppStage['getToken'] = async (parameters) =>
    JSON.parse((await request(url('gettoken', parameters))).text) as AppOutcome;
  const token: AppStage['token'] = async ({ corpid, corpsecret } = firstApp(sandbox)) =>
    (await getToken({ corpid, corpsecret })).access_token ?? '';
  const send: AppStage['send'] = async (message, access_token) =>
    sendMessage(url('message/send', { access_token: access_token ?? (await token()) }), {
      touser: 'ZhangSan',
      agentid: app.agentid,
      ...message,
    });
  const uploadAs: AppStage['upload'] = async (type, { filename = 'report.txt', ...parts } = {}, access_token) => {
    const bytes = parts.bytes ?? Buffer.from('hello, member');
    const head = parts.head ?? partHead(filename, bytes.length);
    return upload(url('media/upload', { access_token: access_token ?? (await token()), type }), { ...parts, bytes, head });
  };
  return {
    ...clocked,
    app,
    token,
    getToken,
    send,
    errcodeOf: async (message) => (await send(message)).errcode,
    upload: uploadAs,
    post: async <Fields>(path: string, body: unknown, access_token?: string) =>
      (await sendMessage(url(path, { access_token: access_token ?? (await token()) }), body)) as Outcome & Partial<Fields>,
    get: async <Fields>(path: string, parameters: Record<string, string> = {}) =>
      JSON.parse((await request(url(path, { access_token: await token(), ...parameters }))).text) as Outcome & Partial<Fields>,
    mediaId: async (type, bytes, filename = 'report.txt') => (await uploadAs(type, { bytes, filename })).media_id ?? '',
    url,
  };
}
