import type { Problem } from '../errors.ts';
import { checkMedia, sizeInWords } from '../media.ts';
import type { MediaFacts } from '../media.ts';
import { officialMedia } from '../spec/official-media.ts';
import type { FileFormat, OfficialKind, OfficialUse } from '../spec/types.ts';
import type { Findings } from '../validate/report.ts';

/** What keeps a file from being taken as a kind, and what may. The file cannot go as another kind instead. */
export function checkOfficialMedia(use: OfficialUse, kind: OfficialKind, facts: MediaFacts): Findings {
  const rules = officialMedia(use, kind);
  if (rules === undefined) return { problems: [{ path: facts.path, limit: 'an image', actual: kind, fix: 'Upload a picture: articles show no others by a URL' }], warnings: [] };
  const problems = checkMedia(rules, facts, '');
  const { doubtfulBytes } = rules;
  const warnings: Problem[] = [];
  if (problems.length === 0 && doubtfulBytes !== undefined && facts.size > doubtfulBytes) {
    warnings.push({
      path: facts.path,
      limit: `at most ${sizeInWords(rules.maxBytes)} as ${kind} on one page of WeChat’s, and ${sizeInWords(doubtfulBytes)} on another`,
      actual: `${facts.size} bytes`,
      fix: `If WeChat refuses it (40006 or 40009), make it smaller than ${sizeInWords(doubtfulBytes)}`,
    });
  }
  return { problems, warnings };
}

/** As what a file is uploaded when the user leaves the choice: as the first kind that takes it. A thumb is only ever asked for. */
export function chooseOfficialKind(use: OfficialUse, facts: MediaFacts): OfficialKind {
  const kinds = ['image', 'voice', 'video'] as const;
  const takes = (kind: OfficialKind): boolean => checkOfficialMedia(use, kind, facts).problems.length === 0;
  const hasFormat = (kind: OfficialKind): boolean => facts.format !== undefined && officialMedia(use, kind)?.formats?.includes(facts.format) === true;
  return kinds.find(takes) ?? kinds.find(hasFormat) ?? 'image';
}

/** The extensions of each format; the first is the one to give a file that has none of them. */
const EXTENSIONS: Readonly<Record<FileFormat, readonly string[]>> = {
  jpg: ['jpg', 'jpeg'],
  png: ['png'],
  gif: ['gif'],
  bmp: ['bmp'],
  amr: ['amr'],
  mp3: ['mp3'],
  wav: ['wav'],
  wma: ['wma'],
  mp4: ['mp4'],
};

/** WeChat goes by the extension of a file as well as by its content, so a name without the right one gets it. */
export function officialFilename(filename: string, format: FileFormat | undefined): string {
  if (format === undefined) return filename;
  const extension = /\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase() ?? '';
  const known = EXTENSIONS[format];
  return known.includes(extension) ? filename : `${filename}.${known[0] ?? format}`;
}
