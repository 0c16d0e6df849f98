import type { AccountFace, SandboxOptions } from '../../../sandbox/server.ts';
import { query } from '../app-wire.ts';
import { startWithClock } from '../wire.ts';
import type { Clocked } from '../wire.ts';

/** What a client of an Official Account sends. */

export interface AccountOutcome {
  errcode?: number;
  errmsg?: string;
  access_token?: string;
  expires_in?: number;
  type?: string;
  media_id?: string;
  thumb_media_id?: string;
  created_at?: number;
  url?: string;
  video_url?: string;
  [field: string]: unknown;
}

/** An answer whose body may be bytes. */
export interface Download {
  status: number;
  headers: Headers;
  bytes: Buffer;
}

/** The head of a file's part. */
export const mediaHead = (filename: string, contentType = 'application/octet-stream'): string =>
  `Content-Disposition: form-data; name="media"; filename="${filename}"\r\nContent-Type: ${contentType}`;

export const fieldHead = (name: string): string => `Content-Disposition: form-data; name="${name}"`;

export interface FormPart {
  head: string;
  bytes: Buffer;
}

export const BOUNDARY = 'acc0unt';

/** A multipart body of any parts. */
export function form(parts: FormPart[]): Buffer {
  const [first, ...others] = parts;
  const head = first ? [Buffer.from(first.head), Buffer.from('\r\n\r\n'), first.bytes] : [];
  const more = others.map(({ head: lines, bytes }) => Buffer.concat([Buffer.from(`\r\n--${BOUNDARY}\r\n${lines}\r\n\r\n`), bytes]));
  return Buffer.concat([Buffer.from(`--${BOUNDARY}\r\n`), ...head, ...more, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
}

export interface AccountStage extends Clocked {
  account: AccountFace;
  /** A new token of /cgi-bin/token, of the first account when nothing is said. */
  token: (account?: AccountFace) => Promise<string>;
  /** The whole answer of /cgi-bin/token. */
  getToken: (parameters: Record<string, string>) => Promise<AccountOutcome>;
  /** The whole answer of /cgi-bin/stable_token, of the first account. */
  stable: (more?: Record<string, unknown>) => Promise<AccountOutcome>;
  /** Posts JSON. */
  post: (path: string, body: unknown, token?: string) => Promise<AccountOutcome>;
  get: (path: string, parameters?: Record<string, string>, token?: string) => Promise<AccountOutcome>;
  /** Uploads a file; `fields` are further parts. */
  upload: (path: string, type: string, filename: string, bytes: Buffer, fields?: Record<string, string>, token?: string) => Promise<AccountOutcome>;
  /** Posts a multipart body as it is. */
  postForm: (path: string, parameters: Record<string, string>, body: Buffer, contentType?: string) => Promise<AccountOutcome>;
  /** Adds a material and answers with its media_id. */
  material: (type: string, filename: string, bytes: Buffer, fields?: Record<string, string>) => Promise<string>;
  download: (url: string, init?: RequestInit) => Promise<Download>;
  url: (path: string, parameters: Record<string, string>) => string;
}

/** A sandbox with an Official Account, and a clock that the test moves by hand. */
export async function startAccount(options: SandboxOptions = {}): Promise<AccountStage> {
  const clocked = await startWithClock(options);
  const { sandbox } = clocked;
  const account = sandbox.accounts[0] ?? sandbox.addAccount();
  const url: AccountStage['url'] = (path, parameters) => `${sandbox.baseUrl}/cgi-bin/${path}?${query(parameters)}`;
  const json = async (address: string, init: RequestInit = {}): Promise<AccountOutcome> => (await (await fetch(address, init)).json()) as AccountOutcome;
  const getToken: AccountStage['getToken'] = (parameters) => json(url('token', { grant_type: 'client_credential', ...parameters }));
  const token: AccountStage['token'] = async ({ appid, appsecret } = account) => (await getToken({ appid, secret: appsecret })).access_token ?? '';
  const stable: AccountStage['stable'] = (more = {}) =>
    json(`${sandbox.baseUrl}/cgi-bin/stable_token`, {
      method: 'POST',
      body: JSON.stringify({ grant_type: 'client_credential', appid: account.appid, secret: account.appsecret, ...more }),
    });
  const own = async (given?: string): Promise<string> => given ?? (await stable()).access_token ?? '';
  const postForm: AccountStage['postForm'] = (path, parameters, body, contentType = `multipart/form-data; boundary=${BOUNDARY}`) =>
    json(url(path, parameters), { method: 'POST', headers: { 'content-type': contentType }, body });
  const upload: AccountStage['upload'] = async (path, type, filename, bytes, fields = {}, given) => {
    const more = Object.entries(fields).map(([name, value]) => ({ head: fieldHead(name), bytes: Buffer.from(value) }));
    return postForm(path, { access_token: await own(given), type }, form([{ head: mediaHead(filename), bytes }, ...more]));
  };
  return {
    ...clocked,
    account,
    token,
    getToken,
    stable,
    post: async (path, body, given) =>
      json(url(path, { access_token: await own(given) }), { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
    get: async (path, parameters = {}, given) => json(url(path, { access_token: await own(given), ...parameters })),
    upload,
    postForm,
    material: async (type, filename, bytes, fields) => (await upload('material/add_material', type, filename, bytes, fields)).media_id ?? '',
    download: async (address, init = {}) => {
      const response = await fetch(address, init);
      return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
    },
    url,
  };
}

