import { mkdirSync } from 'node:fs';
import { join, posix } from 'node:path';

import type { Problem } from '../../core/errors.ts';
import { byteLength } from '../../core/utf8.ts';
import { readVolumeBytes, splitFile } from '../archive/volumes.ts';
import type { JoinCommands, Volumes } from '../archive/volumes.ts';
import type { Link } from '../card/news.ts';
import type { Language } from '../card/words.ts';
import { inspectFile } from '../media-file.ts';
import type { PlannedFile } from '../plan-files.ts';
import { inBytes, text } from '../summary.ts';
import { LARGE_EN, LARGE_ZH_CN } from './words.ts';
import type { LargeWords } from './words.ts';

export type Replaced = { ok: true; files: PlannedFile[] } | { ok: false; problem: Problem };

export interface Leftovers {
  /** Where people get what WeCom does not take: one for each page. */
  links: Link[];
  /** The same in words; '' when there are none. */
  linksInWords: string;
  /** Parts of the step's summary: commands and links, as HTML. */
  appendix: string[];
}

export interface LargeFiles {
  /** What goes in the place of a file that is over WeCom's limit: its volumes, or itself with the reason why it is left out. */
  replace: (file: PlannedFile) => Promise<Replaced>;
  leftovers: () => Leftovers;
}

export interface LargeWishes {
  policy: 'link' | 'split';
  /** As the user wrote it: with the size of the volumes, if they care. */
  written: string;
  /** That WeCom takes in one file. */
  maxBytes: number;
  language: Language;
  scratch: () => string;
  env: NodeJS.ProcessEnv;
}

/** Bytes of a text message, which a command must not be cut for. */
const LONGEST_NOTE = 2048;

/** Characters, which is what cmd takes. */
const LONGEST_COMMAND = 8191;

/** Each file is split once, whoever it is for. */
export function openLargeFiles({ policy, written, maxBytes, language, scratch, env }: LargeWishes): { ok: true; large: LargeFiles } | { ok: false; problem: Problem } {
  const words = language === 'zh-CN' ? LARGE_ZH_CN : LARGE_EN;
  const volumeBytes = policy === 'split' ? readVolumeBytes(written, maxBytes) : undefined;
  if (volumeBytes?.ok === false) return volumeBytes;
  const done = new Map<string, Replaced>();
  const pages = new Map<string, PlannedFile[]>();
  const appendix: string[] = [];
  const taken = new Set<string>();

  const split = async (file: PlannedFile, bytes: number): Promise<Replaced> => {
    const folder = join(scratch(), `volumes-${done.size + 1}`);
    const cut = async (name: string): ReturnType<typeof splitFile> => {
      try {
        mkdirSync(folder, { recursive: true });
        return await splitFile({ path: file.absolute, name, size: file.size }, bytes, folder);
      } catch (error) {
        return { ok: false, problem: notWritten(file, error) };
      }
    };
    let result = await cut(file.name);
    // Two long names may begin alike, and are cut there: joined, one would overwrite the other.
    for (let count = 2; result.ok && taken.has(result.value.name.toLowerCase()); count++) result = await cut(`${count}-${file.name}`);
    if (!result.ok) return { ok: false, problem: { ...result.problem, path: file.path } };
    taken.add(result.value.name.toLowerCase());
    appendix.push(summaryOf(result.value, words));
    return { ok: true, files: volumesOf(file, result.value, words) };
  };

  const link = async (file: PlannedFile): Promise<Replaced> => {
    const url = file.page === undefined || file.page === '' ? await artifactsOf(env) : file.page;
    if (url === '') return { ok: false, problem: { path: file.path, limit: 'a run on GitHub, whose page can be linked to', actual: 'no GITHUB_RUN_ID', fix: 'Set if-too-large to skip or split where there is no such run' } };
    pages.set(url, [...(pages.get(url) ?? []), file]);
    appendix.push(`<a href="${url.replaceAll('&', '&amp;')}">${text(file.name)}</a> (${inBytes(file.size)}) is too large for WeCom.\n`);
    return { ok: true, files: [{ ...file, skip: `over the ${maxBytes} bytes that WeCom takes; linked to instead` }] };
  };

  const replace: LargeFiles['replace'] = async (file) => {
    const key = `${file.absolute}\n${file.page ?? ''}`;
    const known = done.get(key) ?? (volumeBytes?.ok === true ? await split(file, volumeBytes.bytes) : await link(file));
    done.set(key, known);
    return known;
  };
  const leftovers = (): Leftovers => {
    const listed = [...pages].map(([url, files]) => ({ url, title: files.map(({ name }) => name).join(', '), files: files.map(({ name, size }) => ({ name, size: inBytes(size) })) }));
    return {
      links: listed.map(({ title, url }) => ({ title, url })),
      linksInWords: listed.map(({ url, files }) => `${words.tooLarge(files)}\n${url}`).join('\n\n'),
      appendix,
    };
  };
  return { ok: true, large: { replace, leftovers } };
}

const notWritten = ({ path }: PlannedFile, error: unknown): Problem => ({
  path,
  limit: 'room for its volumes in RUNNER_TEMP',
  actual: `volumes that could not be written (${(error as NodeJS.ErrnoException).code ?? 'for an unknown reason'})`,
  fix: 'Make room there, or set if-too-large to link or skip',
});

async function artifactsOf(env: NodeJS.ProcessEnv): Promise<string> {
  const { run } = (await import('../context/read.ts')).readContext(env);
  return run.id === '' ? '' : `${run.url}#artifacts`;
}

function volumesOf(file: PlannedFile, volumes: Volumes, words: LargeWords): PlannedFile[] {
  return volumes.volumes.map(({ name, path, size }, index, all) => {
    const inspected = inspectFile(path, 0);
    const modified = inspected.ok ? inspected.value.modified : 0;
    const after = index === all.length - 1 ? { after: noteOf(volumes, words) } : {};
    return { path: posix.join(posix.dirname(file.path), name), absolute: path, name, kind: 'file', inline: false, size, modified, ...after };
  });
}

const SYSTEMS: readonly (keyof JoinCommands)[] = ['unix', 'powershell', 'cmd'];

/** How to join the volumes. With very many, the command for cmd has no room, and Windows has the other one. */
function noteOf(volumes: Volumes, { join: heading, systems }: LargeWords): string {
  return SYSTEMS.reduce((note, system) => {
    const longer = `${note}\n\n${systems[system]}:\n${volumes.commands[system]}`;
    return byteLength(longer) <= LONGEST_NOTE ? longer : note;
  }, heading(volumes));
}

function summaryOf(volumes: Volumes, { join: heading, systems }: LargeWords): string {
  const commands = SYSTEMS.map((system) => `${text(systems[system])}<pre>${text(volumes.commands[system], LONGEST_COMMAND)}</pre>`);
  return `<details><summary>${text(heading(volumes))}</summary>${commands.join('')}</details>\n`;
}
