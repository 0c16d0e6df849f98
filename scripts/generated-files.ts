import { readFileSync } from 'node:fs';
import { readActionMetadata, type Named } from './action-metadata.ts';
import { renderErrcodeTable, renderMediaTable, renderMessageTable, renderRequestTable } from './docs-tables.ts';
import { markdownTable } from './markdown-table.ts';
import { renderTypesByHost } from './types-by-host.ts';

/** A file that is written, wholly or between its markers, by `npm run sync`. */
export interface GeneratedFile {
  /** Relative to the root of the repository. */
  path: string;
  /** The whole text the file should have. */
  render: () => string;
}

/** Where a path of {@link GeneratedFile} is. */
export const locate = (path: string): URL => new URL(`../${path}`, import.meta.url);

/**
 * Puts `content` between `<!-- name:start -->` and `<!-- name:end -->`, and leaves the rest of the text alone.
 * Throws when a marker is missing: a table that silently stays away is worse than a failed sync.
 */
export function replaceBetweenMarkers(text: string, name: string, content: string): string {
  const start = `<!-- ${name}:start -->`;
  const end = `<!-- ${name}:end -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from === -1 || to < from) throw new Error(`The markers ${start} and ${end} are missing, or not in this order.`);
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}

const withTables = (path: string, tables: Record<string, () => string>): GeneratedFile => ({
  path,
  render: () =>
    Object.entries(tables).reduce(
      (text, [name, table]) => replaceBetweenMarkers(text, name, table()),
      readFileSync(locate(path), 'utf8'),
    ),
});

const code = (text: string): string => (text === '' ? '' : `\`${text}\``);

const inputsTable = (inputs: readonly Named[]): string =>
  markdownTable(
    ['input', 'meaning', 'default'],
    inputs.map((input) => [code(input.name), input.description, code(input.default)]),
  );

const outputsTable = (outputs: readonly Named[]): string =>
  markdownTable(
    ['output', 'value'],
    outputs.map((output) => [code(output.name), output.description]),
  );

const property = ({ name, default: written }: Named): string => {
  // The runner fills an expression in; where there is none, nothing stands for it.
  const value = written.includes('${{') ? '' : written;
  const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  return `  ${/^\w+$/.test(name) ? name : quote(name)}: ${quote(value)},`;
};

const defaultsModule = (inputs: readonly Named[]): string =>
  [
    '// Written by `npm run sync` from action.yml. Change it there.',
    '',
    '/** Every input with its default, empty when it has none. */',
    'export const DEFAULTS = {',
    ...inputs.map(property),
    '} as const;',
    '',
    'export type InputName = keyof typeof DEFAULTS;',
    '',
  ].join('\n');

export const GENERATED_FILES: readonly GeneratedFile[] = [
  { path: 'action/defaults.ts', render: () => defaultsModule(readActionMetadata().inputs) },
  withTables('README.md', {
    inputs: () => inputsTable(readActionMetadata().inputs),
    outputs: () => outputsTable(readActionMetadata().outputs),
  }),
  withTables('docs/messages.md', { types: renderTypesByHost }),
  withTables('docs/reference.md', { messages: renderMessageTable, requests: renderRequestTable, media: renderMediaTable, errcodes: renderErrcodeTable }),
];
