import { getInput } from '@actions/core';

import type { Problem } from '../core/errors.ts';
import { readBaseUrl, readWebhook } from '../core/webhook.ts';
import { quoted } from '../core/validate/words.ts';
import type { Webhook } from '../core/webhook.ts';
import { CHOICES } from './choices.ts';
import type { ChoiceName, Choice } from './choices.ts';
import { DEFAULTS } from './defaults.ts';
import type { InputName } from './defaults.ts';

export interface Inputs {
  webhooks: Webhook[];
  /** The API host of the user's own, if there is one. */
  baseUrl: string | undefined;
  files: string[];
  /** Patterns. */
  releaseAssets: string[];
  /** The archive's name, as written; empty when nothing is to be packed. */
  zip: string;
  /** As the user wrote them: empty when not given, white space kept otherwise. */
  content: { text: string; markdown: string; markdownV2: string; message: string };
  messageFile: string;
  fields: string;
  mentions: { users: string[]; mobiles: string[] };
  choose: <N extends ChoiceName>(name: N) => Choice<N>;
  sendFiles: boolean;
  dryRun: boolean;
  timeoutSeconds: number;
  mediaCache: string;
}

/** What the user wrote, or the default where that is nothing: local runners and hand-made harnesses pass no defaults. */
export function rawInput(name: InputName): string {
  const written = getInput(name, { trimWhitespace: false });
  return written.trim() === '' ? DEFAULTS[name] : written;
}

/** Does the user ask for anything but the default? */
export const isSet = (name: InputName): boolean => rawInput(name).trim().toLowerCase() !== DEFAULTS[name];

const lines = (name: InputName): string[] => nonEmpty(rawInput(name).split('\n'));
const list = (name: InputName): string[] => nonEmpty(rawInput(name).split(/[\n,，]/));
const nonEmpty = (parts: string[]): string[] => parts.map((part) => part.trim()).filter((part) => part !== '');

/**
 * Reads every input once. Problems are collected, not thrown, so that the user sees all of them in one run; a value with a
 * problem is replaced by its default.
 */
export function readInputs(): { inputs: Inputs; problems: Problem[] } {
  const problems: Problem[] = [];
  const take = <T>(read: { ok: true; value: T } | { ok: false; problem: Problem }, otherwise: T): T => {
    if (read.ok) return read.value;
    problems.push(read.problem);
    return otherwise;
  };

  const chosen = new Map<ChoiceName, string>();
  for (const name of Object.keys(CHOICES) as ChoiceName[]) chosen.set(name, take(readChoice(name), DEFAULTS[name]));

  const baseUrl = rawInput('base-url').trim() === '' ? undefined : take<string | undefined>(readBaseUrl(rawInput('base-url'), 'base-url'), undefined);
  const several = lines('webhook').length > 1;
  const webhooks = rawInput('webhook').split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const path = several ? `webhook (line ${index + 1})` : 'webhook';
    return take<Webhook[]>(asList(readWebhook(line, path, baseUrl)), []);
  });

  return {
    problems,
    inputs: {
      baseUrl,
      webhooks: uniqueBy(webhooks, ({ key, baseUrl: host }) => `${host} ${key}`),
      files: lines('files'),
      releaseAssets: lines('release-assets'),
      zip: rawInput('zip').trim(),
      content: {
        text: getInput('text', { trimWhitespace: false }),
        markdown: getInput('markdown', { trimWhitespace: false }),
        markdownV2: getInput('markdown-v2', { trimWhitespace: false }),
        message: rawInput('message'),
      },
      messageFile: rawInput('message-file').trim(),
      fields: rawInput('fields'),
      mentions: { users: list('mention-users'), mobiles: list('mention-mobiles') },
      choose: <N extends ChoiceName>(name: N) => chosen.get(name) as Choice<N>,
      sendFiles: chosen.get('send-files') === 'true',
      dryRun: chosen.get('dry-run') === 'true',
      timeoutSeconds: take(readSeconds(), Number(DEFAULTS['timeout-seconds'])),
      mediaCache: rawInput('media-cache').trim(),
    },
  };
}

type Read<T> = { ok: true; value: T } | { ok: false; problem: Problem };

const asList = <T>(read: Read<T>): Read<T[]> => (read.ok ? { ok: true, value: [read.value] } : read);

function readChoice(name: ChoiceName): Read<string> {
  const value = rawInput(name).trim();
  const allowed: readonly string[] = CHOICES[name];
  // The size behind `split` is read where the files are split.
  const word = name === 'if-too-large' ? value.replace(/^(split)[\s:].*$/i, '$1') : value;
  const match = allowed.find((choice) => choice.toLowerCase() === word.toLowerCase());
  if (match !== undefined) return { ok: true, value: match };
  return {
    ok: false,
    problem: { path: name, limit: allowed.join(', '), actual: quoted(value), fix: `Write one of: ${allowed.join(', ')}` },
  };
}

/** More than GitHub lets a job run makes no sense, and Node's timers end at 24 days. */
const LONGEST_SECONDS = 6 * 3600;

function readSeconds(): Read<number> {
  const value = rawInput('timeout-seconds').trim();
  const seconds = Number(value);
  if (/^\d+$/.test(value) && seconds >= 1 && seconds <= LONGEST_SECONDS) return { ok: true, value: seconds };
  const limit = `a whole number of seconds from 1 to ${LONGEST_SECONDS}`;
  return { ok: false, problem: { path: 'timeout-seconds', limit, actual: quoted(value), fix: 'Write the number alone, such as 300' } };
}

function uniqueBy<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}
