import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sizeOf } from './bundle.ts';
import { benchCallback } from './callback.ts';
import { largeFileJob, manyFilesJob, smallFileJob, textJob } from './jobs.ts';
import type { Job } from './jobs.ts';
import { measure } from './measure.ts';
import { canReadMemory, peakMemory } from './memory.ts';
import { benchN8n, n8nLacks } from './n8n/main.ts';
import { curlVersion } from './programs.ts';
import { startServer } from './server.ts';
import { memoryTable, timesTable, verdict } from './tables.ts';
import { makeFolders } from './workspace.ts';

/** Bytes of code: what GitHub fetches and unpacks before the step does anything. */
const LARGEST_BUNDLE = 400_000;

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '41' },
    /** Two rounds: shows that the bench works, and nothing else. */
    quick: { type: 'boolean', default: false },
    /** The n8n node in a real n8n, and not the Action. */
    n8n: { type: 'boolean', default: false },
    /** Another build of the Action than the committed one. */
    bundle: { type: 'string', default: join(import.meta.dirname, '..', 'action', 'dist', 'index.js') },
  },
});
const rounds = options.quick ? 2 : Number(options.rounds);
const bundle = resolve(options.bundle);
if (!Number.isInteger(rounds) || rounds < 1) fail(`--rounds takes a whole number from 1, and not "${options.rounds}".`);
const lack = options.n8n ? n8nLacks() : undefined;
if (lack !== undefined) fail(lack);
if (!options.n8n && !existsSync(bundle)) fail(`There is no ${bundle} to measure: \`npm run build\` writes the Action's bundle.`);

console.log(`Node ${process.versions.node}, ${curlVersion ?? 'no curl'}, ${process.platform} ${process.arch}, ${availableParallelism()} cores`);
console.log(`Medians of ${rounds} interleaved rounds. The server is a process of its own, on loopback. Compare ratios, inside one table.\n`);
const server = await startServer();
try {
  if (options.n8n) await benchN8n(server, rounds);
  else {
    await benchAction();
    await benchCallback(rounds);
  }
} finally {
  server.close();
}

async function benchAction(): Promise<void> {
  const folders = await makeFolders();
  try {
    const jobs = [textJob, smallFileJob, largeFileJob, manyFilesJob].map((job) => job({ ...folders, server, bundle }));
    for (const job of jobs) await printTimes(job);
    await printSize();
    await printMemory(jobs);
  } finally {
    await folders.remove();
  }
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

async function printTimes(job: Job): Promise<void> {
  const { curl, bare, others = [], ours } = job;
  const times = await measure([curl, bare, ...others, ours], { rounds, server });
  const lines = [job.title, timesTable(job, times), `  ${verdict(job, times)}`, ...(job.note === undefined ? [] : [`  ${job.note}`])];
  console.log(`${lines.join('\n')}\n`);
}

async function printSize(): Promise<void> {
  const { code, atStart } = await sizeOf(dirname(bundle));
  const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
  console.log(`Size of the bundle\n  ${kilobytes(code)} of code, of it ${kilobytes(atStart)} (× ${(atStart / code).toFixed(2)}) loaded at every start`);
  console.log(`  aim ≤ ${kilobytes(LARGEST_BUNDLE)}, ${code <= LARGEST_BUNDLE ? 'reached' : 'missed with'} ${kilobytes(code)}\n`);
}

async function printMemory(jobs: readonly Job[]): Promise<void> {
  console.log('Peak memory in MB, as the kernel keeps it for each process (VmHWM)');
  if (!canReadMemory) {
    console.log('  not measured: there is no /proc on this system');
    return;
  }
  const megabytes = new Map<Job['ours'], number>();
  for (const { curl, bare, ours } of jobs) {
    for (const contender of [curl, bare, ours]) {
      if (contender.commands.length > 0) megabytes.set(contender, await peakMemory(contender, Math.min(rounds, 5)));
    }
  }
  console.log(memoryTable(jobs, megabytes));
}
