import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { REQUESTS } from '../../core/spec/requests.ts';
import type { RequestName } from '../../core/spec/requests.ts';
import { OPERATIONS } from '../../core/spec/operations.ts';
import { isRecord } from '../../core/validate/kinds.ts';
import { startSandbox } from '../../sandbox/server.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { poll } from '../../scripts/n8n/poll.ts';
import { appToken, postTo, uploadTo } from '../support/sandbox-media.ts';
import type { Answer } from '../support/sandbox-media.ts';
import { requestCases, requestSpecimens } from '../support/specimens.ts';

/*
 * As for messages: the requests that follow one, of group chats, and of files that WeCom fetches. Each is made in a state in which
 * nothing but the request itself can be wrong: a message that was just sent, a card that nobody has changed, a chat of its own.
 */

type Json = Record<string, unknown>;

const NAMES = Object.keys(REQUESTS) as RequestName[];

/** Where the pages leave it open what WeCom does, or only WeCom can make what would be accepted, the two need not agree. */
const UNDOCUMENTED: Partial<Record<RequestName, RegExp>> = {
  // What an empty list of changes does, and what an option with a value that does not exist.
  chatUpdate: /^(add|del)_user_list: 0 items/,
  updateTemplateCard: /^enable_id_trans: a choice that does not exist|(enable_id_trans|disable): a string of the wrong type/,
  // The page asks for the MD5, while widely used clients leave it out.
  uploadByUrl: /^md5: (missing though required|empty)/,
  // Of any length within the limit, only those exist that WeCom has made.
  uploadByUrlResult: /^jobid: .*(127|128) bytes|^jobid: an? .* ends on the limit/,
};

/** What the tables' makers write for a text, and an id is one. */
const PLACEHOLDER = 'Text';

let sandbox: Sandbox;
let time = Date.UTC(2026, 0, 1);
let token: string;

/** Of each operation by name, with a media_id of this sandbox. The names stand before there is a sandbox. */
let requests: Map<RequestName, Map<string, Json>>;

beforeAll(async () => {
  sandbox = await startSandbox({ now: () => time, callback: true });
  token = await appToken(sandbox);
  const file = await uploadTo(`${address('media/upload')}&type=file`, 'build.txt', Buffer.from('Build finished'));
  requests = new Map(NAMES.map((name) => [name, new Map([...requestSpecimens(name, { file }), ...requestCases(name, { file })].map((made) => [made.name, made.message]))]));
});

afterAll(async () => {
  await sandbox.close();
});

const address = (path: string): string => `${sandbox.baseUrl}/cgi-bin/${path}?access_token=${token}`;

const member = (index: number): string => sandbox.members[index % sandbox.members.length]?.userid ?? '';

const agentid = (): number => sandbox.apps[0]?.agentid ?? 0;

let chats = 0;

/** A group chat of everybody, whose owner is the first. */
async function newChat(): Promise<string> {
  chats += 1;
  const userlist = sandbox.members.map(({ userid }) => userid);
  const chatid = `chat${chats}`;
  expect(await postTo(address('appchat/create'), { chatid, userlist, owner: member(0) })).toMatchObject({ errcode: 0 });
  return chatid;
}

async function sendToFirst(message: Json): Promise<Answer & { msgid: string; response_code: string }> {
  // A member is shown 30 messages of an application in a minute, and the sandbox counts them by this clock.
  time += 4000;
  return postTo(address('message/send'), { touser: member(0), agentid: agentid(), ...message });
}

let cards = 0;

async function responseCode(): Promise<string> {
  cards += 1;
  const template_card = { card_type: 'button_interaction', task_id: `original_${cards}`, main_title: { title: 'Deploy?' }, button_list: [{ text: 'Yes', key: 'yes' }] };
  return (await sendToFirst({ msgtype: 'template_card', template_card })).response_code;
}

/** The request with what exists in this sandbox in the place of the placeholders. */
const REAL: Record<RequestName, (request: Json) => Json | Promise<Json>> = {
  recall: async (request) => (request.msgid === PLACEHOLDER ? { ...request, msgid: (await sendToFirst({ msgtype: 'text', text: { content: 'Oops' } })).msgid } : request),
  updateTemplateCard: async (request) => {
    // Either of the two is asked for, and not both.
    const { button, ...withoutButton } = request;
    const update: Json = request.template_card === undefined ? { ...request } : withoutButton;
    const { userids, partyids = [], tagids = [], atall } = update;
    const users = Array.isArray(userids) ? userids.map((id: unknown) => (id === PLACEHOLDER ? member(0) : id)) : userids;
    // Whether a card that takes another's place needs one, the pages do not say; the sandbox wants it where a new card has it.
    if (isRecord(update.template_card)) update.template_card = { task_id: `update_${cards}`, ...update.template_card };
    const named = [users ?? [], partyids, tagids].some((ids) => !Array.isArray(ids) || ids.length > 0);
    return {
      ...update,
      ...(users === undefined ? {} : { userids: users }),
      // Somebody has to be named.
      ...(named || atall === 1 ? {} : userids === undefined ? { userids: [member(0)] } : { atall: 1 }),
      ...(update.response_code === PLACEHOLDER ? { response_code: await responseCode() } : {}),
      ...(update.agentid === 1 ? { agentid: agentid() } : {}),
      ...(button === undefined || update.template_card !== undefined ? {} : { button }),
    };
  },
  statistics: (request) => request,
  chatCreate: (request) => ({ ...request, ...usersIn(request, 'userlist', 0), ...ownerIn(request) }),
  chatUpdate: async (request) => ({
    ...request,
    ...(request.chatid === PLACEHOLDER ? { chatid: await newChat() } : {}),
    ...usersIn(request, 'add_user_list', 0),
    ...usersIn(request, 'del_user_list', 1, 0),
    ...ownerIn(request),
  }),
  chatGet: async (request) => (request.chatid === PLACEHOLDER ? { chatid: await newChat() } : request),
  uploadByUrl: (request) => request,
  uploadByUrlResult: async (request) => {
    if (request.jobid !== PLACEHOLDER) return request;
    const md5 = '0'.repeat(32);
    return { jobid: (await postTo<Answer & { jobid: string }>(address('media/upload_by_url'), { scene: 1, type: 'file', filename: 'a.zip', url: 'https://example.com/a.zip', md5 })).jobid };
  },
};

/** Each placeholder in a list of userids is a member, one after the other. */
function usersIn(request: Json, name: string, first: number, step = 1): Json {
  const list = request[name];
  return Array.isArray(list) ? { [name]: list.map((id: unknown, index) => (id === PLACEHOLDER ? member(first + index * step) : id)) } : {};
}

const ownerIn = ({ owner }: Json): Json => (owner === PLACEHOLDER ? { owner: member(0) } : {});

async function ask(name: RequestName, request: Json): Promise<Answer> {
  const { method, path } = OPERATIONS[name];
  const url = `${sandbox.baseUrl}${path}?access_token=${token}`;
  if (method === 'GET') {
    const query = Object.entries(request).flatMap(([key, value]) => (value === undefined ? [] : [`&${key}=${encodeURIComponent(value as string | number)}`]));
    return (await (await fetch(url + query.join(''))).json()) as Answer;
  }
  const answer = await postTo(url, request);
  return name === 'uploadByUrl' && answer.errcode === 0 ? afterFetching(answer) : answer;
}

/** An address that is none makes the job fail, and not the request for it. That the sandbox fetches from nowhere else is its own rule. */
async function afterFetching(answer: Answer): Promise<Answer> {
  const job = await poll('the sandbox to fetch', 10, () => {
    const last = sandbox.state().urlJobs.at(-1);
    return Promise.resolve(last === undefined || last.status === 1 ? undefined : last);
  });
  return job.errcode === 830001 ? { errcode: 830001, errmsg: 'the job failed' } : answer;
}

describe.each(NAMES)('a request with every field filled in: %s', (request) => {
  it.each(requestSpecimens(request).map(({ name }) => name))('is accepted: %s', async (name) => {
    expect(await ask(request, await REAL[request](requests.get(request)?.get(name) ?? {}))).toMatchObject({ errcode: 0 });
  });
});

describe.each(NAMES)('what the core takes for refused is refused, and what it lets through is accepted: %s', (request) => {
  const cases = requestCases(request).filter(({ name }) => !UNDOCUMENTED[request]?.test(name));

  it('tells each case by its name', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  it.each(cases.map((one) => [one.name, one] as const))('%s', async (name, { verdict, over }) => {
    const { errcode, errmsg } = await ask(request, await REAL[request](requests.get(request)?.get(name) ?? {}));
    if (verdict === 'problem' && over === 'refused') expect(errcode, errmsg).not.toBe(0);
    // Over a limit that is advice, or at which WeCom cuts off the rest, it is done all the same.
    else expect({ errcode, errmsg }).toMatchObject({ errcode: 0 });
  });
});
