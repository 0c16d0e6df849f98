import { appendFileSync } from 'node:fs';

import { overall } from './ledger.ts';
import type { FileRecord, Ledger, MessageRecord, Overall } from './ledger.ts';

/** Bytes of each part. The runner drops a whole summary above 1 MiB, and a hundred hostile file names can make that many. */
const ROOM = { failures: 190_000, jobs: 30_000, files: 480_000, messages: 190_000, appendix: 40_000, warnings: 90_000 };

const TITLES: Record<Overall, string> = {
  sent: '✅ Delivered to WeCom',
  partial: '⚠️ Delivered to WeCom in part',
  rejected: '❌ Not delivered to WeCom',
  unknown: '❓ Possibly delivered to WeCom',
  skipped: '⏭️ Nothing was sent to WeCom',
};

/** Writes the page that GitHub shows under the run, where there is a file for it. */
export function writeSummary(ledger: Ledger, env: NodeJS.ProcessEnv): void {
  const file = env.GITHUB_STEP_SUMMARY ?? '';
  if (file !== '') appendFileSync(file, renderSummary(ledger));
}

export function renderSummary(ledger: Ledger): string {
  const { files, messages, failures, warnings, appendix } = ledger;
  const several = ledger.destinations.length > 1;
  const place = ({ destination }: { destination: number }): string[] => (several ? [ledger.destinations[destination - 1] ?? ''] : []);
  const placeHead = several ? ['To'] : [];
  return [
    `### ${titleOf(ledger)}`,
    within(ROOM.failures, failures.flatMap((failure) => failure.split('\n')).map((line) => `> ${text(line)}  `)),
    table(ROOM.jobs, ['Job', 'Result'], ledger.jobs.map(({ name, result }) => [text(name), result])),
    table(ROOM.files, [...placeHead, 'File', 'Type', 'Size', 'SHA-256', 'What happened'], files.map((file) => [...place(file), ...fileRow(file)])),
    table(ROOM.messages, [...placeHead, 'Message', 'Delivery', 'errcode', 'WeCom said'], messages.map((message) => [...place(message), ...messageRow(message)])),
    within(ROOM.appendix, appendix),
    within(ROOM.warnings, warnings.map((warning) => `- ${text(warning)}`)),
    '',
  ]
    .filter((part, index, all) => part !== '' || index === all.length - 1)
    .join('\n\n');
}

function titleOf(ledger: Ledger): string {
  const outcome = overall(ledger);
  const uploadedOnly = outcome === 'skipped' && ledger.files.some(({ status }) => status === 'uploaded');
  return uploadedOnly ? '✅ Uploaded to WeCom, without a message' : TITLES[outcome];
}

function fileRow({ path, name, type, size, sha256, status, reason }: FileRecord): string[] {
  const renamed = path.split('/').at(-1) === name ? '' : ` as ${text(name)}`;
  return [`${text(path)}${renamed}`, type, inBytes(size), sha256 === null ? '' : `<code title="${sha256}">${sha256.slice(0, 12)}</code>`, text(reason === '' ? status : `${status}: ${reason}`)];
}

const messageRow = ({ msgtype, delivery, errcode, errmsg }: MessageRecord): string[] => [text(msgtype), delivery, errcode === null ? '' : String(errcode), text(errmsg)];

function table(room: number, head: readonly string[], rows: readonly string[][]): string {
  if (rows.length === 0) return '';
  const lines = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  return `<table><tr>${head.map((cell) => `<th>${cell}</th>`).join('')}</tr>\n${within(room, lines, ['</table>'])}`;
}

/** As many of the lines as there is room for, in bytes, then the end, then the number of those left out. */
function within(room: number, lines: readonly string[], end: readonly string[] = []): string {
  const shown: string[] = [];
  let left = room;
  for (const line of lines) {
    left -= Buffer.byteLength(line) + 1;
    if (left < 0) break;
    shown.push(line);
  }
  const more = shown.length < lines.length ? ['', `… and ${lines.length - shown.length} more.`] : [];
  return [...shown, ...end, ...more].join('\n');
}

/**
 * A stranger's text in the page. File names and answers may hold HTML and markdown: a picture that tells who reads the
 * page, a link that looks like GitHub's. So every character that either language knows becomes a plain one, and there is
 * never more than one line.
 */
export function text(value: string, longest = 2000): string {
  return value
    .slice(0, longest)
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(/[&<>"'`*_[\](){}#!|\\~@:/]/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}

/** A size for people. */
export function inBytes(size: number): string {
  if (size < 1024) return `${size} B`;
  return size < 1024 * 1024 ? `${(size / 1024).toFixed(1)} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`;
}
