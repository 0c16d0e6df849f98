import { describe, expect, it as test } from 'vitest';

import { inert } from '../../action/print.ts';
import type { ActionRun } from '../../scripts/run-action.ts';
import { commandsIn } from '../support/runner-commands.ts';
import { SEND, UPLOAD, it } from '../support/step.ts';

const ATTACKS = [
  '::set-output name=delivery::sent',
  '::stop-commands::token',
  '::error::made up',
  '##[stop-commands]token',
  'x ##[error]made up',
  'x\n::add-mask::sent',
  'x\r::add-mask::sent',
  'x\r\n::add-mask::sent',
  'x\u2028::add-mask::sent',
  'x\u0085::add-mask::sent',
  '\u3000 ::add-mask::sent',
  '%0A::add-mask::sent',
];

/** The Action's own commands are masks of what the webhook holds, headings of folded lines, and at most one annotation. */
function onlyOwnCommands(run: ActionRun): void {
  const others = commandsIn(run.stdout).filter(({ name, data, line }) => !(name === 'add-mask' && line.startsWith('::add-mask::') && data !== 'sent') && !/^::(?:group::(?:What became of )?\d+ files|endgroup::)$/.test(line));
  expect(others.length).toBeLessThanOrEqual(1);
  for (const { name, line } of others) {
    expect(['error', 'warning', 'notice']).toContain(name);
    expect(line).toMatch(/^::(?:error|warning|notice)::(?!made up)/);
    expect(line).not.toContain('##[');
  }
  expect(run.stderr).toBe('');
}

/** Each at the beginning of a line and behind something else, all in one text. */
const ALL = ATTACKS.flatMap((attack) => [attack, `words ${attack}`]).join('\n');

describe('a line that is printed', () => {
  test.each(ATTACKS)('cannot be made a command by %j', (attack) => {
    expect(commandsIn(inert(attack))).toEqual([]);
    expect(commandsIn(`${inert(attack)}: sent`)).toEqual([]);
  });

  test('is otherwise as it was', () => {
    expect(inert('dist/应用 🎉.apk: sent (a::b, #1 [x])')).toBe('dist/应用 🎉.apk: sent (a::b, #1 [x])');
  });
});

describe.concurrent('what others wrote cannot become a command of the runner:', () => {
  it('a text, in a dry run too', async ({ step }) => {
    onlyOwnCommands(await step({ text: ALL }));
    onlyOwnCommands(await step({ text: ALL, markdown: ALL, 'dry-run': 'true' }));
  });

  it.skipIf(process.platform === 'win32')('a file’s name, sent, refused or only shown', async ({ step, sandbox, workspace }) => {
    await workspace.write(Object.fromEntries(ATTACKS.flatMap((attack) => [[`dist/${attack}`, 'content'], [`${attack}/a.txt`, 'content']])));

    onlyOwnCommands(await step({ files: '**', 'timeout-seconds': '600', 'dry-run': 'true' }));
    onlyOwnCommands(await step({ files: '**', 'timeout-seconds': '600', 'dry-run': 'true', 'send-files': 'false' }));
    onlyOwnCommands(await step({ files: '**', 'media-type': 'voice' }));
    onlyOwnCommands(await step({ files: 'dist/*' }));
    // A robot may send 20 a minute.
    sandbox.reset();
    onlyOwnCommands(await step({ files: '*/a.txt' }));
  });

  it('WeCom’s words about a message or an upload', async ({ step, sandbox, workspace }) => {
    await workspace.write({ 'a.txt': 'content' });
    for (const words of [ALL, ...ATTACKS.slice(3, 5)]) {
      sandbox.script({ path: SEND, kind: 'errcode', errcode: 40058, errmsg: words });
      sandbox.script({ path: SEND, kind: 'body', body: words });
      onlyOwnCommands(await step({ text: 'hello' }));
      onlyOwnCommands(await step({ text: 'hello' }));
    }
    sandbox.script({ path: UPLOAD, kind: 'errcode', errcode: 40058, errmsg: ALL });
    onlyOwnCommands(await step({ files: 'a.txt' }));
  });

  it.for(ATTACKS)('an input that is wrong: %j', async (attack, { step }) => {
    const run = await step({
      webhook: attack,
      'base-url': attack,
      files: attack,
      message: `key: !${attack.replaceAll(' ', '')} "\n *${attack}`,
      fields: `${attack}\n${attack}=1`,
      'mention-users': attack,
      'mention-mobiles': attack,
      'media-type': attack,
      'timeout-seconds': attack,
    });

    expect(run.exitCode).toBe(1);
    expect(run.annotations).toHaveLength(1);
    // The webhook itself is masked, whatever it is.
    const others = commandsIn(run.stdout).filter(({ line }) => !line.startsWith('::add-mask::'));
    expect(others.map(({ name }) => name)).toEqual(['error']);
    expect(others[0]?.line).not.toContain('##[');
  });

  it('the content of a message', async ({ step, workspace }) => {
    const message = { msgtype: ALL, [ALL]: Object.fromEntries(ATTACKS.map((attack) => [attack, attack])) };
    await workspace.write({ 'message.yml': ATTACKS.map((attack) => `${attack}: *${attack}`).join('\n'), 'message.json': JSON.stringify(message) });

    onlyOwnCommands(await step({ 'message-file': 'message.yml' }));
    onlyOwnCommands(await step({ 'message-file': 'message.json' }));
    onlyOwnCommands(await step({ message: JSON.stringify({ msgtype: 'text', text: { content: 'hello', ...message } }) }));
  });
});
