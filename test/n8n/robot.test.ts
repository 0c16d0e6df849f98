import { describe, expect } from 'vitest';

import type { Sandbox } from '../../sandbox/server.ts';
import { itemsOf } from '../../scripts/n8n/executions.ts';
import { amr, JPG, PNG } from '../support/media-samples.ts';
import { uploadTo } from '../support/sandbox-media.ts';
import { place, READ } from './support/files.ts';
import { it, NODE, run, sending, uploading } from './support/wecom.ts';
import { split } from './support/workflow.ts';

const SENT = { delivery: 'sent', errcode: 0, errmsg: 'ok' };

const shown = (sandbox: Sandbox): unknown[] => sandbox.state().messages.map(({ message }) => message);

describe('a robot’s message', () => {
  it.for([
    { messageType: 'text', content: 'Build 42 is green' },
    { messageType: 'markdown', content: '**Build 42** is <font color="info">green</font>' },
    { messageType: 'markdown_v2', content: '| build | state |\n| :-- | :-- |\n| 42 | green |' },
  ])('of type $messageType reaches the group as it was written', async ({ messageType, content }, { rest, sandbox, robot }) => {
    const { json } = await run(rest, [sending(robot.credential, { messageType, content })]);
    expect(json).toEqual([{ ...SENT, msgtype: messageType }]);
    expect(shown(sandbox)).toEqual([{ msgtype: messageType, [messageType]: { content } }]);
  });

  it('takes its text from the item, also where that is a number', async ({ rest, sandbox, robot }) => {
    await run(rest, [split('items'), sending(robot.credential, { content: '={{ $json.count }}' })], { json: { items: [{ count: 7 }, { count: 8 }] } });
    expect(shown(sandbox)).toEqual(['7', '8'].map((content) => ({ msgtype: 'text', text: { content } })));
  });

  it('of articles has all of them', async ({ rest, sandbox, robot }) => {
    const articles = [
      { title: 'First', description: 'Large', url: 'https://example.com/1', picurl: 'https://example.com/1.png' },
      { title: 'Second', url: 'https://example.com/2' },
    ];
    await run(rest, [sending(robot.credential, { messageType: 'news', newsArticles: { values: articles } })]);
    expect(shown(sandbox)).toEqual([{ msgtype: 'news', news: { articles } }]);
  });

  const CARD = {
    card_type: 'text_notice',
    main_title: { title: 'Release 1.2', desc: 'It is out' },
    emphasis_content: { title: '3', desc: 'new things' },
    horizontal_content_list: [{ type: 0, keyname: 'By', value: 'Zhang San' }],
    card_action: { type: 1, url: 'https://example.com/release' },
  };

  it('can be a card, filled in field by field', async ({ rest, sandbox, robot }) => {
    const parameters = {
      messageType: 'template_card',
      cardType: 'text_notice',
      cardMainTitle: 'Release 1.2',
      cardActionType: 1,
      cardActionUrl: 'https://example.com/release',
      cardFields: {
        cardMainTitleDesc: 'It is out',
        cardEmphasisContent: { values: { title: '3', desc: 'new things' } },
        cardHorizontalContentList: { values: [{ keyname: 'By', value: 'Zhang San' }] },
      },
    };
    await run(rest, [sending(robot.credential, parameters)]);
    expect(shown(sandbox)).toEqual([{ msgtype: 'template_card', template_card: CARD }]);
  });

  it.for([
    { name: 'as text', message: JSON.stringify({ msgtype: 'template_card', template_card: CARD }, null, 2) },
    { name: 'as an object from an expression', message: '={{ $json.body.message }}' },
  ])('can be written as a whole in JSON, $name', async ({ message }, { rest, sandbox, robot }) => {
    const { json } = await run(rest, [sending(robot.credential, { messageType: 'json', message })], { json: { message: { msgtype: 'template_card', template_card: CARD } } });
    expect(json).toEqual([{ ...SENT, msgtype: 'template_card' }]);
    expect(shown(sandbox)).toEqual([{ msgtype: 'template_card', template_card: CARD }]);
  });
});

describe('a robot’s file, in one step from a binary field', () => {
  it('goes as an image inside the message, and uploads nothing', async ({ rest, sandbox, robot }) => {
    const { json } = await run(rest, [sending(robot.credential, { messageType: 'image' })], { files: { data: { name: 'pixel.png', bytes: PNG } } });
    expect(json).toEqual([{ ...SENT, msgtype: 'image' }]);
    expect(shown(sandbox)).toEqual([{ msgtype: 'image', image: { base64: PNG.toString('base64'), md5: expect.stringMatching(/^[0-9a-f]{32}$/) as string } }]);
    expect(sandbox.state().media).toEqual([]);
  });

  it.for([
    { messageType: 'voice', name: 'hello.amr', bytes: amr(2) },
    { messageType: 'file', name: '测试 报告 "1".txt', bytes: Buffer.from('a report') },
  ])('goes as a $messageType, uploaded and sent', async ({ messageType, name, bytes }, { rest, sandbox, robot }) => {
    const { json } = await run(rest, [sending(robot.credential, { messageType, mediaSource: 'binary' })], { files: { data: { name, bytes } } });
    const { media } = sandbox.state();
    expect(media).toMatchObject([{ type: messageType, size: bytes.length, remarks: [] }]);
    expect(shown(sandbox)).toEqual([{ msgtype: messageType, [messageType]: { media_id: media[0]?.media_id } }]);
    expect(json).toEqual([
      {
        ...SENT,
        msgtype: messageType,
        media: [
          {
            media_id: media[0]?.media_id,
            type: messageType,
            filename: media[0]?.filename,
            size: bytes.length,
            sha256: media[0]?.sha256,
            created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
            expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
          },
        ],
      },
    ]);
  });

  it('keeps its Chinese name, whatever the HTTP client of n8n makes of names', async ({ rest, sandbox, robot }) => {
    const [path] = await place({ '测试 报告.pdf': 'not really a PDF' });
    await run(rest, [split('items'), READ, sending(robot.credential, { messageType: 'file' })], { json: { items: [{ path }] } });
    const [media] = sandbox.state().media;
    expect(media?.filename).toBe('测试 报告.pdf');
    expect(Buffer.from(media?.rawHead ?? '', 'latin1').toString('utf8')).toContain('name="media"; filename="测试 报告.pdf"; filelength=16');
  });

  it('can be three of one item, in the order in which they are named', async ({ rest, sandbox, robot }) => {
    const files = { one: { name: '1.txt', bytes: Buffer.from('first file') }, two: { name: '2.txt', bytes: Buffer.from('second file') }, three: { name: '3.jpg', bytes: JPG } };
    const { json } = await run(rest, [sending(robot.credential, { messageType: 'file', binaryPropertyName: 'three, one,two' })], { files });
    const { media } = sandbox.state();
    expect(media.map(({ filename }) => filename)).toEqual(['3.jpg', '1.txt', '2.txt']);
    expect(shown(sandbox)).toEqual(media.map(({ media_id }) => ({ msgtype: 'file', file: { media_id } })));
    const [output] = json as [{ media: unknown[]; messages: unknown[] }];
    expect(output).toMatchObject({ ...SENT, msgtype: 'file' });
    expect(output.media).toHaveLength(3);
    expect(output.messages).toEqual([1, 2, 3].map(() => ({ ...SENT, msgtype: 'file' })));
  });

  it('can be what was uploaded before: read a file, upload it, send its media_id in the next node', async ({ rest, sandbox, robot }) => {
    const [path] = await place({ 'report.csv': 'name,count\na,1\n' });
    const steps = [split('items'), READ, uploading(robot.credential, {}, { name: 'Upload' }), sending(robot.credential, { messageType: 'file', mediaSource: 'mediaId', mediaId: '={{ $json.media_id }}' })];
    const { execution } = await run(rest, steps, { json: { items: [{ path }] } });
    const [media] = sandbox.state().media;
    expect(itemsOf(execution, 'Upload').map(({ json }) => json)).toMatchObject([{ media_id: media?.media_id, type: 'file', filename: 'report.csv', size: 15, sha256: media?.sha256 }]);
    expect(shown(sandbox)).toEqual([{ msgtype: 'file', file: { media_id: media?.media_id } }]);
  });

  it('is not uploaded again where a media_id is given', async ({ rest, sandbox, robot }) => {
    const mediaId = await uploadTo(`${robot.webhook.replace('/send?', '/upload_media?')}&type=file`, 'a.txt', Buffer.from('from elsewhere'));
    const { json } = await run(rest, [sending(robot.credential, { messageType: 'file', mediaSource: 'mediaId', mediaId: ` ${mediaId}\n` })]);
    expect(json).toEqual([{ ...SENT, msgtype: 'file' }]);
    expect(shown(sandbox)).toEqual([{ msgtype: 'file', file: { media_id: mediaId } }]);
    expect(sandbox.state().media).toHaveLength(1);
  });
});

describe('uploads by themselves', () => {
  it('choose the kind by what the bytes are, and give one item for each file', async ({ rest, sandbox, robot }) => {
    const files = { a: { name: 'voice.bin', bytes: amr(1) }, b: { name: 'picture.png', bytes: PNG }, c: { name: 'fake.amr', bytes: Buffer.from('no recording') } };
    const { json, execution } = await run(rest, [uploading(robot.credential, { binaryPropertyName: 'a,b,c' })], { files });
    expect(json).toMatchObject([{ type: 'voice', filename: 'voice.bin' }, { type: 'file', filename: 'picture.png' }, { type: 'file', filename: 'fake.amr' }]);
    expect(itemsOf(execution, NODE).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }, { item: 0 }]);
    expect(sandbox.state().messages).toEqual([]);
  });

  it('can go under another name', async ({ rest, sandbox, robot }) => {
    await run(rest, [uploading(robot.credential, { additionalFields: { fileName: 'renamed.txt' } })], { files: { data: { name: 'tmp-1', bytes: Buffer.from('some text') } } });
    expect(sandbox.state().media).toMatchObject([{ filename: 'renamed.txt' }]);
  });
});

describe('a text that is too long', () => {
  // 3 bytes a character: 3 × 1000 + 999 line ends, of which WeCom takes 2048.
  const content = Array.from({ length: 1000 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('\n');

  it('is split into as many messages as it takes, all of it and in order', async ({ rest, sandbox, robot }) => {
    const { json } = await run(rest, [sending(robot.credential, { content })]);
    const texts = sandbox.state().messages.map(({ message }) => (message.text as { content: string }).content);
    expect(texts).toHaveLength(2);
    expect(texts.map((text, index) => text.replace(`(${index + 1}/2)\n`, '')).join('\n')).toBe(content);
    expect(json).toEqual([{ ...SENT, msgtype: 'text', messages: [1, 2].map(() => ({ ...SENT, msgtype: 'text' })) }]);
  });

  it('is shortened where that is chosen', async ({ rest, sandbox, robot }) => {
    await run(rest, [sending(robot.credential, { content, tooLong: 'truncate' })]);
    const [text, ...more] = sandbox.state().messages.map(({ message }) => (message.text as { content: string }).content);
    expect(more).toEqual([]);
    expect(Buffer.byteLength(text ?? '')).toBeLessThanOrEqual(2048);
    expect(content.startsWith(text?.replace(/…$/, '') ?? '-')).toBe(true);
  });
});

describe('mentions', () => {
  const additionalFields = { mentionUsers: 'zhangsan, lisi', mentionMobiles: '13800000000' };

  it('stand in the lists of a text', async ({ rest, sandbox, robot }) => {
    await run(rest, [sending(robot.credential, { content: 'Please look', additionalFields })]);
    expect(shown(sandbox)).toEqual([{ msgtype: 'text', text: { content: 'Please look', mentioned_list: ['zhangsan', 'lisi'], mentioned_mobile_list: ['13800000000'] } }]);
  });

  it('stand within a markdown, which knows users only', async ({ rest, sandbox, robot }) => {
    await run(rest, [sending(robot.credential, { messageType: 'markdown', content: 'Please look', additionalFields: { mentionUsers: 'zhangsan' } })]);
    expect(shown(sandbox)).toEqual([{ msgtype: 'markdown', markdown: { content: 'Please look\n<@zhangsan>' } }]);
  });

  it('follow a file in a text of their own, once for all files of an item', async ({ rest, sandbox, robot }) => {
    const files = { a: { name: 'a.txt', bytes: Buffer.from('first file') }, b: { name: 'b.txt', bytes: Buffer.from('second file') } };
    await run(rest, [sending(robot.credential, { messageType: 'file', binaryPropertyName: 'a,b', additionalFields })], { files });
    expect(sandbox.state().messages.map(({ msgtype }) => msgtype)).toEqual(['file', 'file', 'text']);
    expect(shown(sandbox)[2]).toMatchObject({ text: { mentioned_list: ['zhangsan', 'lisi'], mentioned_mobile_list: ['13800000000'] } });
  });
});

describe('the 20 messages a minute of one robot', () => {
  it('are kept across items: the others wait, or fail before any request where their time is too short for that', async ({ rest, sandbox, robot }) => {
    const items = Array.from({ length: 25 }, (_, index) => ({ text: `Message ${index + 1}` }));
    const steps = [split('items'), sending(robot.credential, { content: '={{ $json.text }}', additionalFields: { timeoutSeconds: 5 } }, { onError: 'continueRegularOutput' })];
    const { json } = await run(rest, steps, { json: { items } });
    const outputs = json as { delivery?: string; error?: string }[];
    expect(outputs.map(({ delivery }) => delivery)).toEqual([...Array.from({ length: 20 }, () => 'sent'), ...Array.from({ length: 5 }, () => undefined)]);
    for (const { error } of outputs.slice(20)) expect(error).toMatch(/^There was no time left to send to a group robot: WeCom takes 20 messages a minute from one robot, and the next place is free in ([45]\d|60) s\.$/);
    expect(sandbox.state().requests).toHaveLength(20);
    expect(shown(sandbox)).toEqual(items.slice(0, 20).map(({ text }) => ({ msgtype: 'text', text: { content: text } })));
  });

  it('are counted for the robot, and not for one execution of a workflow', async ({ rest, sandbox, robot }) => {
    const steps = [split('items'), sending(robot.credential, { content: '={{ $json.text }}', additionalFields: { timeoutSeconds: 5 } }, { onError: 'continueRegularOutput' })];
    const items = (count: number): { json: unknown } => ({ json: { items: Array.from({ length: count }, (_, index) => ({ text: `Message ${index}` })) } });
    await run(rest, steps, items(20));
    const { json } = await run(rest, steps, items(1));
    expect(json).toEqual([expect.objectContaining({ error: expect.stringContaining('no time left') as string })]);
    expect(sandbox.state().requests).toHaveLength(20);
  });
});
