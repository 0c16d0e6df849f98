import { join } from 'node:path';
import type { Contender } from './contender.ts';
import { action, curl, node, NOTHING, post, TEXT } from './programs.ts';
import type { Setting } from './programs.ts';
import { LARGE, MANY, MEGABYTE, SMALL } from './workspace.ts';

/** A job, and those that do it: ours and what people would use instead. */
export interface Job {
  title: string;
  curl: Contender;
  /** Does nothing: what any action costs that is written in JavaScript. */
  bare: Contender;
  others?: readonly Contender[];
  ours: Contender;
  /** How many times as long as another ours may take. */
  aim: { atMost: number; against: 'curl' | 'bare' };
  note?: string;
}

/** Also shows where the Action's time goes: each of its three runs does all that the one before it does, and more. */
export function textJob(setting: Setting): Job {
  const delivers = { messages: 1, uploads: 0, bytes: TEXT.length };
  const { webhook } = setting.server;
  const script = (file: string): string => join(import.meta.dirname, file);
  return {
    title: 'One text, the whole process',
    curl: curl('curl', setting, delivers, post({ msgtype: 'text', text: { content: TEXT } }, setting)),
    bare: bareNode(setting),
    others: [
      node('an empty ES module', [script('empty.mjs')], { setting }),
      node('ten lines of node:http', [script('ten-lines.cjs')], { setting, env: { WEBHOOK: webhook, TEXT }, delivers }),
      action('the Action, refusing an input', { webhook, text: TEXT, 'on-error': 'no such choice' }, { setting, exitCode: 1 }),
      action('the Action, dry run', { webhook, text: TEXT, 'dry-run': 'true' }, { setting }),
    ],
    ours: action('the Action', { webhook, text: TEXT }, { setting, delivers }),
    aim: { atMost: 2.2, against: 'bare' },
  };
}

export function smallFileJob(setting: Setting): Job {
  const delivers = { messages: 1, uploads: 1, bytes: 20 };
  const { webhook, uploads } = setting.server;
  return {
    title: 'One small file uploaded and sent, the whole process (with curl, one process each)',
    curl: curl('curl, curl', setting, delivers, form(SMALL, uploads), post({ msgtype: 'file', file: { media_id: 'x' } }, setting)),
    bare: bareNode(setting),
    ours: action('the Action', { webhook, files: SMALL }, { setting, delivers }),
    aim: { atMost: 2.6, against: 'bare' },
  };
}

export function largeFileJob(setting: Setting): Job {
  const delivers = { ...NOTHING, uploads: 1, bytes: 20 * MEGABYTE };
  return {
    title: '20 MB uploaded, the whole process',
    curl: curl('curl -F', setting, delivers, form(LARGE, setting.server.uploads)),
    bare: bareNode(setting),
    ours: upload(LARGE, { setting, delivers }),
    aim: { atMost: 4, against: 'curl' },
  };
}

export function manyFilesJob(setting: Setting): Job {
  const delivers = { ...NOTHING, uploads: MANY.length, bytes: MANY.length * MEGABYTE };
  const forms = MANY.map((path) => form(path, setting.server.uploads));
  return {
    title: '50 × 1 MB uploaded, the whole process',
    curl: curl('curl -F', setting, delivers, forms.reduce((all, next) => [...all, '--next', '--silent', '--show-error', '--fail', ...next])),
    bare: bareNode(setting),
    ours: upload('many/*.bin', { setting, delivers }),
    aim: { atMost: 3, against: 'curl' },
    note: 'One process of curl makes all 50 uploads, one after the other (--next); the Action makes several at once.',
  };
}

const bareNode = (setting: Setting): Contender => node('node -e 0', ['-e', '0'], { setting });

const form = (path: string, url: string): string[] => ['-F', `media=@${path}`, url];

const upload = (files: string, { setting, delivers }: { setting: Setting; delivers: Contender['delivers'] }): Contender =>
  action('the Action', { webhook: setting.server.webhook, files, 'send-files': 'false' }, { setting, delivers });
