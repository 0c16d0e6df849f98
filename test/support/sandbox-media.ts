/** Speaks to the sandbox as any HTTP client would, without the core. */

import type { Sandbox } from '../../sandbox/server.ts';

/** What the sandbox's API answers. */
export interface Answer {
  errcode: number;
  errmsg: string;
  media_id?: string;
}

/** Posts a file as multipart/form-data; the media_id that came back. */
export async function uploadTo(url: string, filename: string, bytes: Buffer): Promise<string> {
  const head = `--boundary\r\nContent-Disposition: form-data; name="media"; filename="${filename}"; filelength=${bytes.length}\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--boundary--\r\n')]);
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=boundary' }, body });
  const answer = (await response.json()) as Answer;
  if (answer.media_id === undefined) throw new Error(`The sandbox refused the upload: ${answer.errmsg}`);
  return answer.media_id;
}

/** A token of the sandbox's first application. */
export async function appToken({ baseUrl, apps }: Pick<Sandbox, 'baseUrl' | 'apps'>): Promise<string> {
  const response = await fetch(`${baseUrl}/cgi-bin/gettoken?corpid=${String(apps[0]?.corpid)}&corpsecret=${String(apps[0]?.corpsecret)}`);
  return ((await response.json()) as { access_token: string }).access_token;
}

/** Posts JSON. */
export async function postTo<T extends Answer>(url: string, value: unknown): Promise<T> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });
  return (await response.json()) as T;
}
