import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { median } from '../measure.ts';
import { ratio, table } from '../tables.ts';
import type { Kit } from './instance.ts';

/** Loads the modules that it is given one after the other, and prints the milliseconds that each took. */
const LOADER = `
  const ms = process.argv.slice(1).map((module) => {
    const begin = performance.now();
    require(module);
    return performance.now() - begin;
  });
  console.log(JSON.stringify(ms));`;

/**
 * Prints how long the packed node and its credentials take to load, beside n8n-workflow, which n8n has loaded before them: each
 * run in a new process of Node, and inside it, because starting Node varies more than they take.
 */
export async function printLoadTimes({ installation, node }: Kit, rounds: number): Promise<void> {
  const dist = join(node.folder, 'dist', 'n8n-node');
  const ours = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js')).sort((one, other) => Number(other.endsWith('.node.js')) - Number(one.endsWith('.node.js')));
  const modules = ['n8n-workflow', ...ours.map((path) => join(dist, path))];
  // As n8n lets packages find it.
  const env = { NODE_PATH: dirname(dirname(dirname(installation.n8n))) };
  const runs: number[][] = [];
  for (let run = 0; run <= rounds; run += 1) {
    const { stdout } = await promisify(execFile)(installation.node, ['--eval', LOADER, ...modules], { cwd: node.folder, env });
    if (run > 0) runs.push(JSON.parse(stdout) as number[]);
  }
  const [workflow = NaN, ...each] = modules.map((_, index) => median(runs.map((ms) => ms[index] ?? NaN)));
  const rows = each.map((ms, index) => [ours[index] ?? '', ms.toFixed(1), ratio(ms, workflow)]);
  console.log(`Loading the package\n${table([['', 'ms', '× n8n-workflow'], ['n8n-workflow', workflow.toFixed(1), '1.00'], ...rows])}\n`);
}
