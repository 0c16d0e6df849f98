import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

import type { FileRecord, MessageRecord } from '../../action/ledger.ts';
import { startSandbox } from '../../sandbox/server.ts';
import type { Sandbox } from '../../sandbox/server.ts';
import { runAction } from '../../scripts/run-action.ts';
import type { ActionOptions, ActionRun } from '../../scripts/run-action.ts';

export const SEND = '/cgi-bin/webhook/send';
export const UPLOAD = '/cgi-bin/webhook/upload_media';

export interface Folder {
  root: string;
  /** A folder beside the workspace, which no pattern may reach. */
  outside: string;
  /** Writes files below the root, with the folders they need. */
  write: (files: Record<string, string | Uint8Array>) => Promise<void>;
}

/** Runs the built Action; the webhook is that of the sandbox's first robot unless the inputs say otherwise. */
export type RunStep = (inputs?: Record<string, string>, options?: Partial<ActionOptions>) => Promise<ActionRun>;

/** A test with a sandbox, an empty workspace and the Action, all of its own, so that tests may run side by side. */
export const it = test
  .extend('sandbox', async ({}, { onCleanup }) => {
    const sandbox = await startSandbox();
    onCleanup(() => sandbox.close());
    return sandbox;
  })
  .extend('workspace', async ({}, { onCleanup }): Promise<Folder> => {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'step-')));
    onCleanup(() => rm(folder, { recursive: true, force: true }));
    const [root, outside] = [join(folder, 'workspace'), join(folder, 'outside')];
    await Promise.all([mkdir(root), mkdir(outside)]);
    return { root, outside, write: (files) => writeBelow(root, files) };
  })
  .extend('step', ({ sandbox, workspace }): RunStep => {
    return (inputs = {}, options = {}) => runAction({ webhook: webhookOf(sandbox), ...inputs }, { workspace: workspace.root, ...options });
  });

export const webhookOf = ({ robots }: Sandbox): string => robots[0]?.webhook ?? '';

async function writeBelow(root: string, files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
}

/** What a group sees, in order: `['text', 'hello']`, `['file', 'app.apk']`, `['image', …]`. */
export function shown(sandbox: Sandbox, robot = sandbox.robots[0]?.name): [string, unknown][] {
  const { messages, media } = sandbox.state();
  return messages
    .filter((message) => message.robot === robot)
    .map(({ msgtype, message }) => {
      const { content, media_id } = message[msgtype] as { content?: unknown; media_id?: unknown };
      return [msgtype, content ?? media.find((upload) => upload.media_id === media_id)?.filename];
    });
}

/** The step failed and said so exactly once; returns the words. */
export function soleError(run: ActionRun): string {
  expect(run.annotations.map(({ level }) => level)).toEqual(['error']);
  expect(run.exitCode).toBe(1);
  expect(run.stderr).toBe('');
  return run.annotations[0]?.message ?? '';
}

/** The step passed and had nothing to complain about. */
export function passed(run: ActionRun): ActionRun {
  expect(run.annotations).toEqual([]);
  expect(run.stderr).toBe('');
  expect(run.exitCode).toBe(0);
  return run;
}

export const filesOf = ({ outputs }: ActionRun): FileRecord[] => JSON.parse(outputs.files ?? '') as FileRecord[];
export const messagesOf = ({ outputs }: ActionRun): MessageRecord[] => JSON.parse(outputs.messages ?? '') as MessageRecord[];
