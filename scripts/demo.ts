import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { startSandbox } from '../sandbox/server.ts';
import { keepPage } from './keep-page.ts';
import { runAction } from './run-action.ts';

/** The main job, end to end, on the embedded sandbox: a build's files reach a group, and the group is told. */

const FOLDER = join(import.meta.dirname, '..', '.demo');
const WORKSPACE = join(FOLDER, 'workspace');

const MESSAGE = `## 构建 #128 成功
> 分支：<font color="info">main</font>
> 耗时：3 分 12 秒

安装包和测试报告见下。`;

/** A PNG of one green pixel, so that a picture is among the files. */
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

async function writeBuild(): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(join(WORKSPACE, 'dist'), { recursive: true });
  await Promise.all([
    writeFile(join(WORKSPACE, 'dist/应用-1.0.0.apk'), Buffer.alloc(1024 * 1024, 'an APK’s worth of bytes ')),
    writeFile(join(WORKSPACE, 'dist/测试报告.html'), '<!doctype html><title>测试报告</title><p>128 passed'),
    writeFile(join(WORKSPACE, 'dist/screenshot.png'), PICTURE),
  ]);
}

const show = (path: string): string => relative(process.cwd(), path);

await writeBuild();
const sandbox = await startSandbox({ port: 0 });
try {
  const webhook = sandbox.robots[0]?.webhook ?? '';
  console.log(`A WeCom of our own listens at ${sandbox.baseUrl}. The Action is now run as GitHub runs it.\n`);
  const run = await runAction({ webhook, files: 'dist/*', markdown: MESSAGE, 'mention-users': 'zhangsan' }, { workspace: WORKSPACE });
  console.log(run.log.trim());
  if (run.exitCode !== 0) throw new Error(`The Action ended with exit code ${String(run.exitCode)}`);

  const files = JSON.parse(run.outputs.files ?? '[]') as { name: string; media_id: string | null; status: string }[];
  console.log('\nWhat the next step of the workflow gets:');
  for (const { name, media_id, status } of files) console.log(`  ${name}: ${status}, ${media_id === null ? 'no media_id (a picture travels inside its message)' : `media_id ${media_id}`}`);
  console.log(`  delivery: ${run.outputs.delivery ?? ''}`);

  const arrived = sandbox.state().messages.length;
  if (run.outputs.delivery !== 'sent' || arrived !== 4) throw new Error(`The group got ${arrived} messages instead of 4`);
  const [page, summary] = [join(FOLDER, 'inbox.html'), join(FOLDER, 'summary.md')];
  await Promise.all([keepPage(sandbox.baseUrl, page), writeFile(summary, run.summary)]);
  console.log(`\nThe group has ${arrived} messages. Look at it: ${show(page)}`);
  console.log(`The step's summary on GitHub: ${show(summary)}`);
  console.log('To try it by hand, with the page live: npm run sandbox');
} catch (error) {
  console.error(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await sandbox.close();
}
