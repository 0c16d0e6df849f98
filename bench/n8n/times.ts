import { randomFillSync } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkDelivery, interleave } from '../measure.ts';
import type { Received, Server } from '../server.ts';
import { ratio, table } from '../tables.ts';
import type { Instance } from './instance.ts';
import { httpRequest, ourUpload, uploadWorkflow } from './workflows.ts';

interface Job {
  title: string;
  files: number;
  /** Bytes of each. */
  size: number;
}

/** Many files: n8n's own time for an execution varies by tens of milliseconds, which a single upload would drown in. */
const JOBS: readonly Job[] = [
  { title: '100 files of 10 kB', files: 100, size: 10_000 },
  { title: '20 files of 1 MB', files: 20, size: 1_000_000 },
];

interface Contender {
  name: string;
  /** Of its webhook. */
  path: string;
  delivers: Received;
}

/** Measures one execution that uploads so many files, by our node and by n8n's HTTP Request node, above one that only reads them; prints a table for each job. */
export async function printTimes(instance: Instance, server: Server, rounds: number): Promise<void> {
  console.log('Uploads in n8n, one execution by webhook: files read from disk, an item each, and uploaded');
  for (const [index, job] of JOBS.entries()) {
    const { read, http, ours } = await prepare(instance, server, job, `job-${index}`);
    await server.received();
    const times = await interleave([read, http, ours], rounds, async (contender) => {
      const ms = await instance.run(contender.path);
      await checkDelivery(contender, server);
      return ms;
    });
    const [base = NaN, theirs = NaN] = [read, http].map((contender) => times.get(contender));
    const rows = [read, http, ours].map((contender) => {
      const ms = times.get(contender) ?? NaN;
      const added = ms - base;
      return [contender.name, ms.toFixed(1), ...(contender === read ? [] : [(added / job.files).toFixed(2), ratio(added, theirs - base), ratio(ms, theirs)])];
    });
    console.log(`${table([[job.title, 'ms', 'ms added per item', '× HTTP Request, added', '× HTTP Request, all'], ...rows])}\n`);
  }
  console.log('  The HTTP Request node begins all its requests at once; ours makes one after the other.\n');
}

async function prepare(instance: Instance, server: Server, { files, size }: Job, name: string): Promise<Record<'read' | 'http' | 'ours', Contender>> {
  const folder = join(instance.files, name);
  await mkdir(folder);
  for (let index = 0; index < files; index += 1) await writeFile(join(folder, `${index}.bin`), randomFillSync(Buffer.alloc(size)));
  const contender = async (kind: string, label: string, upload: Parameters<typeof uploadWorkflow>[2]): Promise<Contender> => {
    const path = `${name}-${kind}`;
    await instance.publish(uploadWorkflow(path, join(folder, '*.bin'), upload));
    const uploads = upload.length * files;
    return { name: label, path, delivers: { messages: 0, uploads, bytes: uploads * size } };
  };
  return {
    read: await contender('read', 'only read', []),
    http: await contender('http', 'HTTP Request', [httpRequest(server.uploads)]),
    ours: await contender('ours', 'WeCom', [ourUpload(instance.robot)]),
  };
}
