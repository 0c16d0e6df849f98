import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ROOT } from './source-files.ts';

type Check = (content: string) => string[];

const CHECKER = `
  import { parseAction } from '@actions/workflow-parser/actions/action-parser';
  import { NoOperationTraceWriter } from '@actions/workflow-parser/templates/trace-writer';
  export const check = (content) =>
    parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter()).context.errors.getErrors().map((error) => error.message);
`;

/**
 * GitHub's own schema of action.yml, as a function from its text to what is wrong with it. Their package imports JSON in a way
 * that Node refuses, so it is bundled into a file of the moment first.
 */
export async function loadActionSchema(): Promise<Check> {
  const folder = mkdtempSync(join(tmpdir(), 'action-schema-'));
  try {
    const outfile = join(folder, 'checker.mjs');
    await build({
      stdin: { contents: CHECKER, resolveDir: ROOT },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile,
      logLevel: 'silent',
    });
    const { check } = (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as { check: Check };
    return check;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
