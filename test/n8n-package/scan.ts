import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** n8n's scanner, which has no entry for programs but its file. */
export const SCANNER = pathToFileURL(createRequire(import.meta.url).resolve('@n8n/scan-community-package/scanner/scanner.mjs')).href;

/** The rules as they stand on n8n's side today; the scanner brings those of an older version along. */
const PLUGIN = import.meta.resolve('@n8n/eslint-plugin-community-nodes');

export interface Finding {
  /** `file: rule`, the file by its path in the folder. */
  what: string;
  isError: boolean;
}

export interface Scan {
  /** What n8n's scanner concludes, which warnings do not change. */
  passed: boolean;
  details: string;
  /** How many files were read. */
  files: number;
  /** What the same scan finds with the newest rules. */
  findings: Finding[];
}

/** Runs in a process of its own: see `scan`. */
const PROGRAM = `
import { relative, sep } from 'node:path';
import { ESLint } from 'eslint';
const [scanner, plugin, folder, ...patterns] = process.argv.slice(1);
const { analyzePackage, buildScanConfig } = await import(scanner);
const { n8nCommunityNodesPlugin } = await import(plugin);
const { passed, details = '' } = await analyzePackage(folder, patterns);

const isOfPlugin = (part) => part.plugins?.['@n8n/community-nodes'] !== undefined;
const overrideConfig = (await buildScanConfig()).map((part) => (isOfPlugin(part) ? n8nCommunityNodesPlugin.configs.recommended : part));
const eslint = new ESLint({ cwd: folder, allowInlineConfig: false, overrideConfigFile: true, overrideConfig });
const results = await eslint.lintFiles(patterns);
const findings = results.flatMap(({ filePath, messages }) => messages.map(({ ruleId, message, severity }) =>
  ({ what: relative(folder, filePath).split(sep).join('/') + ': ' + (ruleId ?? message), isError: severity === 2 })));
process.stdout.write(JSON.stringify({ passed, details, files: results.length, findings }));
`;

/** Runs n8n's scanner over the files of a folder. Comments that switch rules off have no effect. */
export async function scan(folder: string, patterns: string[]): Promise<Scan> {
  const args = ['--input-type=module', '--eval', PROGRAM, SCANNER, PLUGIN, folder, ...patterns];
  // Where NODE_ENV says "test", as it does here, n8n's rules take every file for one of their own tests.
  const env = { ...process.env, NODE_ENV: 'production' };
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname, env, maxBuffer: 16 * 1024 * 1024 });
  return JSON.parse(stdout) as Scan;
}
