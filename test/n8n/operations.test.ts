import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';

import type { Sandbox } from '../../sandbox/server.ts';
import { createCredential } from '../../scripts/n8n/credentials.ts';
import type { Credential } from '../../scripts/n8n/credentials.ts';
import { itemsOf } from '../../scripts/n8n/executions.ts';
import { appCredential } from '../../scripts/n8n/sandbox-credentials.ts';
import { serving, startFileHost } from '../sandbox/file-host.ts';
import type { FileHost } from '../sandbox/file-host.ts';
import { HTML, JPG, PNG } from '../support/media-samples.ts';
import { hintsOf, it as bare, NODE, run, sending, weCom } from './support/wecom.ts';
import { split } from './support/workflow.ts';
import type { Step } from './support/workflow.ts';

const FILM = Buffer.from('The film of the release, or some of it. '.repeat(200));

const hash = (algorithm: string, bytes: Uint8Array): string => createHash(algorithm).update(bytes).digest('hex');

const CONTINUE = { onError: 'continueRegularOutput' } as const;

const doing = (credential: Credential, resource: string, operation: string, parameters: Record<string, unknown>, rest: Partial<Step> = {}): Step => weCom(credential, { resource, operation, ...parameters }, rest);

/** With a host of files that WeCom can fetch from, and an application that has a callback URL, as cards with buttons need it. */
const it = bare
  .extend('host', { scope: 'file' }, async ({}, { onCleanup }): Promise<FileHost> => {
    const host = await startFileHost((request, response) => {
      if (request.url?.startsWith('/missing') === true) response.writeHead(404).end();
      else serving(FILM)(request, response);
    });
    onCleanup(() => host.close());
    return host;
  })
  .extend('calledBack', ({ sandbox }) => {
    sandbox.configureApp(sandbox.apps[0]?.name ?? '', { callback: true });
    return sandbox;
  });

const pathsOf = (sandbox: Sandbox): string[] => sandbox.state().requests.map(({ path }) => path.split('/').at(-1) ?? '').filter((path) => path !== 'gettoken');

describe('a picture uploaded for a URL', () => {
  it('has a URL that lasts, one for each picture of the item', async ({ rest, sandbox, app }) => {
    const files = { chart: { name: '图表.png', bytes: PNG }, photo: { name: 'photo.jpg', bytes: JPG } };
    const { json, execution } = await run(rest, [doing(app, 'media', 'uploadImage', { binaryPropertyName: 'chart, photo' })], { files });
    const { images, media } = sandbox.state();
    expect(images).toMatchObject([{ filename: '图表.png', size: PNG.length }, { filename: 'photo.jpg', size: JPG.length }]);
    expect(json).toEqual(images.map(({ url, filename, size, sha256 }) => ({ url, filename, size, sha256 })));
    expect(media).toEqual([]);
    expect(itemsOf(execution, NODE).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
  });

  it('is refused before any request when it is too large, and when it is none', async ({ rest, sandbox, app }) => {
    const files = { page: { name: 'a.png', bytes: Buffer.from(HTML) }, large: { name: 'b.png', bytes: Buffer.concat([PNG, Buffer.alloc(2 * 1024 * 1024)]) } };
    const { execution } = await run(rest, [doing(app, 'media', 'uploadImage', { binaryPropertyName: 'page, large' })], { files });
    expect(execution.error?.description).toMatch(/^- page: [^]*JPG or PNG[^]*\n- large: \d+ bytes, allowed is at most 2097152 bytes \(2 MB\)/);
    expect(sandbox.state().requests).toEqual([]);
  });
});

describe('a voice in high quality', () => {
  const speex = Buffer.from('Speex at 16 kHz');

  it('is got where a page recorded it', async ({ rest, sandbox, app }) => {
    const { media_id: mediaId } = sandbox.plantMedia({ filename: 'voice.amr', type: 'voice', content: Buffer.from('#!AMR\nthe same'), speex });
    const { bytes, execution } = await run(rest, [doing(app, 'media', 'getHdVoice', { mediaId, outputBinaryField: 'voice' })], {}, { binary: 'voice' });
    expect(bytes).toEqual(speex);
    const [item] = itemsOf(execution, NODE);
    expect(item?.json).toEqual({ media_id: mediaId, filename: expect.any(String) as string, mimeType: expect.stringContaining('speex') as string, size: speex.length });
    expect(pathsOf(sandbox)).toEqual(['jssdk']);
  });

  it('is an error for a voice that was uploaded otherwise', async ({ rest, sandbox, app }) => {
    const { media_id: mediaId } = sandbox.plantMedia({ filename: 'voice.amr', type: 'voice', content: Buffer.from('#!AMR\nthe same') });
    const { execution } = await run(rest, [doing(app, 'media', 'getHdVoice', { mediaId })]);
    expect(execution.error?.message).toMatch(/^WeCom refused to download a voice in high quality: errcode \d+/);
    expect(execution.error?.message).not.toContain(mediaId);
  });
});

describe('a file that WeCom fetches by itself', () => {
  it('has a media_id when it has been fetched, and is downloaded by that', async ({ rest, sandbox, app, host }) => {
    const parameters = { url: host.url('/releases/%E5%8F%91%E5%B8%83%201.0.zip?sign=CANARY-SIGNATURE'), md5: hash('md5', FILM).toUpperCase() };
    const { json, execution } = await run(rest, [doing(app, 'media', 'uploadByUrl', parameters)]);
    const [media] = sandbox.state().media;
    expect(media).toMatchObject({ origin: 'url', filename: '发布 1.0.zip', type: 'file', size: FILM.length });
    expect(json).toEqual([{ media_id: media?.media_id, type: 'file', filename: '发布 1.0.zip', created_at: expect.stringMatching(/Z$/) as string, expires_at: expect.stringMatching(/Z$/) as string }]);
    expect(itemsOf(execution, NODE).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
  });

  it('has its MD5 computed where the item has the same file', async ({ rest, sandbox, app, host }) => {
    const files = { film: { name: 'film.mp4', bytes: FILM } };
    const { json } = await run(rest, [doing(app, 'media', 'uploadByUrl', { url: host.url('/film'), md5Source: 'binary', binaryPropertyName: 'film' })], { files });
    const [media] = sandbox.state().media;
    expect(json).toMatchObject([{ media_id: media?.media_id, filename: 'film.mp4', size: FILM.length, sha256: hash('sha256', FILM) }]);
    expect(pathsOf(sandbox)).not.toContain('upload');
  });

  it.for([
    { name: 'that is not there', path: '/missing?sign=CANARY-SIGNATURE', bytes: FILM, errcode: 830003 },
    { name: 'that is another one by its MD5', path: '/film?sign=CANARY-SIGNATURE', bytes: PNG, errcode: 301019 },
  ])('$name, fails with the reason, and nowhere with the address', async ({ path, bytes, errcode }, { rest, app, host }) => {
    const { execution } = await run(rest, [doing(app, 'media', 'uploadByUrl', { url: host.url(path), md5: hash('md5', bytes) })]);
    expect(execution.error?.message).toMatch(new RegExp(`^WeCom refused to fetch a file from a URL: errcode ${errcode}`));
    // n8n puts the node beside the error, with what its user wrote.
    expect(JSON.stringify({ ...execution.error, node: undefined })).not.toContain('CANARY');
  });

  it('that takes longer than the item has is told by its job, with which a later run goes on', async ({ rest, sandbox, app, host }) => {
    const parameters = { url: host.url('/film.zip'), md5: hash('md5', FILM), waitSeconds: 2 };
    const { json } = await run(rest, [doing(app, 'media', 'uploadByUrl', parameters, CONTINUE)]);
    const [job] = sandbox.state().urlJobs;
    expect(json).toEqual([
      {
        error: `WeCom was still fetching the file when the time ran out (job ${String(job?.jobid)}).`,
        details: { description: expect.stringContaining('go on waiting for the same job') as string, delivery: 'unknown', jobid: job?.jobid },
      },
    ]);
    const later = await run(rest, [doing(app, 'media', 'uploadByUrl', { jobMode: 'resume', jobId: job?.jobid })]);
    expect(later.json).toEqual([{ media_id: sandbox.state().media[0]?.media_id, created_at: expect.any(String) as string, expires_at: expect.any(String) as string }]);
    expect(sandbox.state().urlJobs).toHaveLength(1);
  });

  it('whose wait is interrupted is not lost: the error names the job', async ({ rest, sandbox, app, host }) => {
    sandbox.script({ kind: 'errcode', errcode: 60020, path: '/cgi-bin/media/get_upload_by_url_result' });
    const { execution } = await run(rest, [doing(app, 'media', 'uploadByUrl', { url: host.url('/film.zip'), md5: hash('md5', FILM) })]);
    expect(execution.error?.message).toContain(`(job ${String(sandbox.state().urlJobs[0]?.jobid)})`);
    expect(execution.error?.message).toContain('60020');
  });

  it('is refused before any request for everything that is wrong at once', async ({ rest, sandbox, app }) => {
    const parameters = { url: 'ftp://example.com/a.zip', md5: 'not one', fileName: '长'.repeat(43), waitSeconds: '={{ "for ever" }}' };
    const { execution } = await run(rest, [doing(app, 'media', 'uploadByUrl', parameters)]);
    expect(execution.error?.message).toMatch(/^Nothing was sent, because 4 problems were found/);
    for (const problem of ['Wait at Most (Seconds): something that is no number', 'URL (url): a text that does not begin with https://', 'MD5 (md5): not 32 hex digits', 'File Name (filename): 129 bytes']) expect(execution.error?.description).toContain(`- ${problem}`);
    const unknown = await run(rest, [doing(app, 'media', 'uploadByUrl', { jobMode: 'resume', jobId: '={{ $json.nothing }}', waitSeconds: '={{ 4000 }}' })]);
    expect(unknown.execution.error?.description).toMatch(/^- Wait at Most \(Seconds\): 4000 seconds, allowed is 1 to 3600 seconds[^]*\n- Job ID \(jobid\): empty/);
    expect(sandbox.state().requests).toEqual([]);
  });
});

describe('a message that is taken back', () => {
  it('is no longer there, by the msgid that its sending gave', async ({ rest, sandbox, app }) => {
    const { json, execution } = await run(rest, [sending(app, { content: 'Oops', toUser: 'ZhangSan' }, { name: 'Send' }), doing(app, 'message', 'recall', { msgId: '={{ $json.msgid }}' })]);
    const [message] = sandbox.state().messages;
    expect(json).toEqual([{ msgid: message?.msgid, recalled: true }]);
    expect(message?.recalledAt).toBeGreaterThan(0);
    expect(itemsOf(execution, NODE)[0]?.pairedItem).toEqual({ item: 0 });
  });

  it('is refused before any request without a msgid, and by WeCom with the reason when it is not the application’s', async ({ rest, sandbox, app }) => {
    const items = { json: { items: [{ id: '' }, { id: 'two words' }, { id: 'A-MESSAGE-OF-NOBODY' }] } };
    const { json } = await run(rest, [split('items'), doing(app, 'message', 'recall', { msgId: '={{ $json.id }}' }, CONTINUE)], items);
    expect(json).toMatchObject([
      { details: { description: expect.stringMatching(/^- Message ID \(msgid\): empty/) as string } },
      { details: { description: expect.stringMatching(/^- Message ID \(msgid\): a text with white space in it/) as string } },
      { error: expect.stringContaining('errcode 40058') as string, details: { description: expect.stringContaining('only by the application that sent it, within 24 hours') as string } },
    ]);
    expect(pathsOf(sandbox)).toEqual(['recall']);
  });
});

describe('a card that was sent', () => {
  const card = (task: string): unknown => ({ msgtype: 'template_card', template_card: { card_type: 'button_interaction', task_id: task, main_title: { title: 'Deploy 1.0?' }, button_list: [{ text: 'Approve', key: 'yes' }] } });

  const sendCard = (app: Credential, task: string): Step => sending(app, { messageType: 'json', message: JSON.stringify(card(task)), toUser: 'ZhangSan, LiSi' }, { name: 'Send' });

  const CODE = { responseCode: '={{ $json.response_code }}' };

  it('gets another button, for everyone who has it', async ({ rest, calledBack, app }) => {
    const { json } = await run(rest, [sendCard(app, 'button1'), doing(app, 'message', 'updateTemplateCard', { ...CODE, replaceName: 'Approved' })]);
    expect(json).toEqual([{ delivery: 'sent', errcode: 0, errmsg: 'ok' }]);
    expect(calledBack.state().messages[0]?.updates).toMatchObject([{ users: ['ZhangSan', 'LiSi'], replace_name: 'Approved' }]);
  });

  it('becomes another card for some, and tells whom it did not reach', async ({ rest, calledBack, app }) => {
    const notice = { card_type: 'text_notice', main_title: { title: 'Deployed' }, card_action: { type: 1, url: 'https://example.com/' } };
    const parameters = { ...CODE, updateType: 'card', cardSource: 'json', card: JSON.stringify(notice), atAll: false, userIds: 'LiSi, WangWu', partyIds: '77' };
    const { json } = await run(rest, [sendCard(app, 'card1'), doing(app, 'message', 'updateTemplateCard', parameters)]);
    expect(json).toEqual([{ delivery: 'partial', errcode: 0, errmsg: 'ok', invaliduser: 'wangwu' }]);
    expect(calledBack.state().messages[0]?.updates).toMatchObject([{ users: ['LiSi'], template_card: notice }]);
  });

  it('becomes a card that is filled in field by field, shut and with what WeCom may make less of told', async ({ rest, calledBack, app }) => {
    const title = 'Approved by everybody who had to be asked about it';
    const fields = {
      cardType: 'multiple_interaction',
      cardMainTitle: title,
      cardSelectList: { values: [{ questionKey: 'where', title: 'Where', selectedId: 'live', optionList: { values: [{ id: 'live', text: 'Live' }] }, disable: true }] },
      cardSubmitButtonText: 'Deploy',
      cardSubmitButtonKey: 'deploy',
      cardFields: { cardReplaceText: 'Deployed' },
    };
    const { json, execution } = await run(rest, [sendCard(app, 'fields1'), doing(app, 'message', 'updateTemplateCard', { ...CODE, updateType: 'card', ...fields })]);
    expect(execution.error).toBeUndefined();
    expect(calledBack.state().messages[0]?.updates).toMatchObject([
      {
        template_card: {
          card_type: 'multiple_interaction',
          task_id: expect.stringMatching(/^\d+_[\da-f-]{36}_0_0$/) as string,
          main_title: { title },
          select_list: [{ question_key: 'where', title: 'Where', selected_id: 'live', option_list: [{ id: 'live', text: 'Live' }], disable: true }],
          submit_button: { text: 'Deploy', key: 'deploy' },
          replace_text: 'Deployed',
        },
      },
    ]);
    const warning = `Main Title (template_card.main_title.title): ${title.length} characters; WeCom asks for at most 36 characters. Shorten it by ${title.length - 36} characters to be safe: what is longer may not be shown in full, or be refused.`;
    expect(json).toEqual([{ delivery: 'sent', errcode: 0, errmsg: 'ok', warnings: [warning] }]);
    expect(hintsOf(execution)).toEqual([{ message: warning, type: 'warning', location: 'outputPane' }]);
  });

  it('is updated once by a code, and the second time says so, without the code', async ({ rest, calledBack, app }) => {
    const update = (name: string): Step => doing(app, 'message', 'updateTemplateCard', { responseCode: '={{ $("Send").item.json.response_code }}', replaceName: name }, { name });
    const { execution } = await run(rest, [sendCard(app, 'once1'), update('First'), update('Second')]);
    expect(execution.error?.message).toContain('errcode 60140');
    expect(execution.error?.description).toContain('it works once, and for 72 hours');
    const code = itemsOf(execution, 'Send')[0]?.json.response_code;
    expect(code).toEqual(expect.any(String));
    expect(JSON.stringify(execution.error)).not.toContain(code);
    expect(calledBack.state().messages[0]?.updates).toHaveLength(1);
  });

  it('is refused before any request for everything that is wrong at once', async ({ rest, sandbox, app }) => {
    const parameters = { responseCode: '={{ $json.nothing }}', updateType: 'card', cardSource: 'json', card: '{ "card_type": "text_notice" }', atAll: false, partyIds: 'Sales' };
    const { execution } = await run(rest, [doing(app, 'message', 'updateTemplateCard', parameters)]);
    for (const problem of ['Department IDs: "Sales"', 'Response Code (response_code): empty', 'template_card.sub_title_text', 'template_card.card_action']) expect(execution.error?.description).toContain(`- ${problem}`);
    const nobody = await run(rest, [doing(app, 'message', 'updateTemplateCard', { responseCode: 'A-CODE', replaceName: '={{ $json.nothing }}', atAll: false })]);
    expect(nobody.execution.error?.description).toMatch(/- User IDs: nobody[^]*turn Update for Everyone on[^]*- Button Text \(button\.replace_name\): empty/);
    const inFields = await run(rest, [doing(app, 'message', 'updateTemplateCard', { responseCode: 'A-CODE', updateType: 'card', cardType: 'button_interaction', cardMainTitle: '={{ $json.nothing }}', cardButtonList: { values: [{ type: 0, text: 'Press', key: '={{ $json.nothing }}' }] } })]);
    for (const problem of ['Main Title (template_card.main_title.title): missing', 'Button List 1 → Key (template_card.button_list[0].key): missing']) expect(inFields.execution.error?.description).toContain(`- ${problem}`);
    const noJson = await run(rest, [doing(app, 'message', 'updateTemplateCard', { responseCode: 'A-CODE', updateType: 'card', cardSource: 'json', card: '={\n  card }' })]);
    expect(noJson.execution.error?.description).toMatch(/^- Card: a text that stops being JSON at line 2, column 3/);
    expect(sandbox.state().requests).toEqual([]);
  });

  it('cannot be sent with buttons by an application without a callback URL, which is said', async ({ rest, app, sandbox }) => {
    const { execution } = await run(rest, [sendCard(app, 'none1')]);
    expect(execution.error?.message).toContain('errcode 43012');
    expect(execution.error?.description).toContain('Set a URL for receiving messages');
    expect(sandbox.state().messages).toEqual([]);
  });
});

describe('what only an application can do', () => {
  it('is refused to a robot, also where an expression let it through', async ({ rest, robot, sandbox }) => {
    const { execution } = await run(rest, [doing(robot.credential, 'media', 'uploadImage', {})]);
    expect(execution.error?.message).toContain('Choose an application as the authentication');
    expect(sandbox.state().requests).toEqual([]);
  });

  it('has a time limit that is a number', async ({ rest, app, sandbox }) => {
    const { execution } = await run(rest, [doing(app, 'message', 'recall', { msgId: 'A-MESSAGE', additionalFields: { timeoutSeconds: '={{ "soon" }}' } })]);
    expect(execution.error?.description).toMatch(/^- Timeout \(Seconds\): something that is no number/);
    expect(sandbox.state().requests).toEqual([]);
  });

  it('needs an address that WeCom trusts, and says which to enter', async ({ rest, sandbox }) => {
    const credential = await createCredential(rest, 'weComAppApi', 'Elsewhere', appCredential(sandbox));
    sandbox.trustIps(['192.0.2.1']);
    const { execution } = await run(rest, [doing(credential, 'groupChat', 'get', { chatId: 'release1' })]);
    expect(execution.error?.message).toContain('errcode 60020');
  });
});
