import { randomFillSync } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkDelivery, median } from '../measure.ts';
import { ratio, table } from '../tables.ts';
import { MEGABYTE } from '../workspace.ts';
import { startInstance } from './instance.ts';
import type { Instance, Kit } from './instance.ts';
import { httpRequest, ourUpload, uploadWorkflow } from './workflows.ts';

const FILES = 10;
/** As large as WeCom takes. */
const SIZE = 20 * MEGABYTE;

interface Memory {
  /** Megabytes. */
  idle: number;
  peak: number;
}

const CONTENDERS = ['HTTP Request', 'WeCom'] as const;

/** Prints how much memory n8n's process holds at most while ten files of 20 MB are uploaded: a new n8n for each run, so that none finds what another left. */
export async function printMemory(kit: Kit, runs: number): Promise<void> {
  const rows = new Map<string, Memory[]>(CONTENDERS.map((name) => [name, []]));
  for (let run = 0; run < runs; run += 1) for (const name of CONTENDERS) rows.get(name)?.push(await measureMemory(kit, name));
  const [theirs, ours] = CONTENDERS.map((name) => {
    const all = rows.get(name) ?? [];
    const [idle, peak] = [median(all.map((each) => each.idle)), median(all.map((each) => each.peak))];
    return { name, idle, peak, added: peak - idle };
  });
  if (theirs === undefined || ours === undefined) return;
  console.log(`Memory of n8n's process in MB, ${FILES} files of 20 MB in one execution (VmRSS before, VmHWM after; medians of ${runs})`);
  const lines = [theirs, ours].map(({ name, idle, peak, added }) => [name, idle.toFixed(0), peak.toFixed(0), added.toFixed(0), ratio(added, theirs.added), ratio(peak, theirs.peak)]);
  console.log(table([['', 'before', 'peak', 'added', '× HTTP Request, added', '× HTTP Request, peak'], ...lines]));
}

async function measureMemory(kit: Kit, name: (typeof CONTENDERS)[number]): Promise<Memory> {
  const instance = await startInstance(kit);
  try {
    const upload = name === 'WeCom' ? ourUpload(instance.robot) : httpRequest(kit.server.uploads);
    for (const [folder, count, size] of [['warm-up', 1, 1000], ['large', FILES, SIZE]] as const) {
      await mkdir(join(instance.files, folder));
      for (let index = 0; index < count; index += 1) await writeFile(join(instance.files, folder, `${index}.bin`), randomFillSync(Buffer.alloc(size)));
      await instance.publish(uploadWorkflow(folder, join(instance.files, folder, '*.bin'), [upload]));
    }
    // The first upload loads modules; the peak is that of the uploads after it.
    await instance.run('warm-up');
    const pid = processOf(instance, kit.installation.n8n);
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
    const idle = megabytes(pid, 'VmRSS');
    await kit.server.received();
    await instance.run('large');
    await checkDelivery({ name, delivers: { messages: 0, uploads: FILES, bytes: FILES * SIZE } }, kit.server);
    return { idle, peak: megabytes(pid, 'VmHWM') };
  } finally {
    await instance.stop();
  }
}

/** The process of n8n itself: not what keeps it on its leash, nor its task runner. */
function processOf({ folder }: Instance, program: string): number {
  const found = readdirSync('/proc').find((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[1] === program && readlinkSync(`/proc/${pid}/cwd`) === folder;
    } catch {
      // Ended meanwhile, or another user's.
      return false;
    }
  });
  if (found === undefined) throw new Error(`No process of n8n works in ${folder}.`);
  return Number(found);
}

function megabytes(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const [, kilobytes] = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
