import type { Contender } from './contender.ts';
import type { Job } from './jobs.ts';

const NO_CURL = 'curl is not here';

/** Rows of cells: the first to the left, the others to the right, each as wide as its column. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('   ');
  return rows.map((row) => `  ${line(row)}`.trimEnd()).join('\n');
}

export const ratio = (value: number | undefined, base: number | undefined): string => (value === undefined || base === undefined ? '–' : (value / base).toFixed(2));

/** One row for each contender: its milliseconds, and how many times those of bare Node and of curl. */
export function timesTable({ curl, bare, others = [], ours }: Job, times: ReadonlyMap<Contender, number>): string {
  const rows = [curl, bare, ...others, ours].map((contender) => {
    const ms = times.get(contender);
    return ms === undefined ? [contender.name, NO_CURL] : [contender.name, ms.toFixed(1), ratio(ms, times.get(bare)), ratio(ms, times.get(curl))];
  });
  return table([['', 'ms', '× bare Node', '× curl'], ...rows]);
}

/** One row for each job: megabytes of each contender, and how many times those of bare Node and of curl ours are. */
export function memoryTable(jobs: readonly Job[], megabytes: ReadonlyMap<Contender, number>): string {
  const rows = jobs.map(({ title, curl, bare, ours }) => {
    const [curls, bares, own] = [curl, bare, ours].map((contender) => megabytes.get(contender));
    return [title.replace(/,.*/, ''), curls?.toFixed(1) ?? NO_CURL, bares?.toFixed(1) ?? '', own?.toFixed(1) ?? '', ratio(own, bares), ratio(own, curls)];
  });
  return table([['', 'curl', 'bare Node', 'the Action', '× bare Node', '× curl'], ...rows]);
}

/** What was aimed at and what was reached, the shortfall included. */
export function verdict({ curl, bare, ours, aim: { atMost, against } }: Job, times: ReadonlyMap<Contender, number>): string {
  const [own, base] = [times.get(ours), times.get(against === 'curl' ? curl : bare)];
  const aim = `aim ≤ ${atMost.toFixed(2)} × ${against === 'curl' ? curl.name : 'bare Node'}`;
  if (own === undefined || base === undefined) return `${aim}: not measured, ${NO_CURL}`;
  return own / base <= atMost ? `${aim}, reached ${ratio(own, base)}` : `${aim}, missed with ${ratio(own, base)}`;
}
