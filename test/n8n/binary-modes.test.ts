import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect } from 'vitest';

import { createCredential } from '../../scripts/n8n/credentials.ts';
import { itemsOf } from '../../scripts/n8n/executions.ts';
import { appCredential, robotCredential } from '../../scripts/n8n/sandbox-credentials.ts';
import { startOwnN8n } from './support/own-n8n.ts';
import type { OwnN8n } from './support/own-n8n.ts';
import { getting, it, NODE, run, sending, uploading } from './support/wecom.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const CONTENT = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 13) % 241));

const FILES = { data: { name: '报告.bin', bytes: CONTENT } };

describe('where n8n keeps files on disk', () => {
  it('a file is uploaded and comes back as it was', async ({ rest, app }) => {
    const { bytes, execution } = await run(rest, [uploading(app), getting(app, { mediaId: '={{ $json.media_id }}' }, { name: 'Get' })], { files: FILES }, { binary: 'data' });
    expect(itemsOf(execution, 'Get')[0]?.binary?.data?.id).toMatch(/^filesystem/);
    expect(sha256(bytes)).toBe(sha256(CONTENT));
  });
});

describe('where n8n keeps files in memory', () => {
  let own: OwnN8n;

  beforeAll(async () => {
    own = await startOwnN8n({ env: { N8N_DEFAULT_BINARY_DATA_MODE: 'default', N8N_LOG_LEVEL: 'debug' } });
  });

  afterAll(() => own.stop());

  it('a file is uploaded and comes back as it was', async ({ sandbox }) => {
    const app = await createCredential(own.rest, 'weComAppApi', 'Application', appCredential(sandbox));
    const { execution } = await run(own.rest, [uploading(app), getting(app, { mediaId: '={{ $json.media_id }}' }, { name: 'Get' })], { files: FILES });
    const field = itemsOf(execution, 'Get')[0]?.binary?.data;
    expect(field).toMatchObject({ data: CONTENT.toString('base64'), fileName: '报告.bin' });
    expect(field).not.toHaveProperty('id');
  });

  it('a file that is too large is refused all the same', async ({ sandbox }) => {
    const robot = await createCredential(own.rest, 'weComRobotApi', 'Robot', robotCredential(sandbox));
    const { execution } = await run(own.rest, [sending(robot, { messageType: 'image' })], { files: { data: { name: 'a.png', bytes: Buffer.alloc(2 * 1024 * 1024 + 1) } } });
    expect(execution.error?.description).toContain('2097153 bytes');
    expect(sandbox.state().requests).toEqual([]);
  });

  it('and it writes all that it does into its log, no key, secret or token gets there', async ({ sandbox }) => {
    const { corpId, corpSecret } = appCredential(sandbox);
    const answer = await fetch(`${sandbox.baseUrl}/cgi-bin/gettoken?corpid=${String(corpId)}&corpsecret=${String(corpSecret)}`);
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const robot = await createCredential(own.rest, 'weComRobotApi', 'Logged', robotCredential(sandbox));
    const app = await createCredential(own.rest, 'weComAppApi', 'Logged', appCredential(sandbox));
    for (const kind of ['reset-before', 'reset-after', 'cut-body'] as const) {
      sandbox.script({ kind, path: '/cgi-bin/webhook/send' });
      sandbox.script({ kind, path: '/cgi-bin/message/send' });
      await run(own.rest, [sending(robot, { content: 'Hello' }, { onError: 'continueRegularOutput' })]);
      await run(own.rest, [sending(app, { content: 'Hello', toUser: 'ZhangSan' }, { onError: 'continueRegularOutput' })]);
    }
    const log = own.log();
    expect(log).toContain(`Start executing node \\"${NODE}\\"`);
    for (const secret of [sandbox.robots[0]?.key, corpSecret, token]) expect(log).not.toContain(secret);
  });
});
