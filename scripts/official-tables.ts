import { sizeInWords } from '../core/media.ts';
import { OFFICIAL_ERRCODES } from '../core/spec/official-errcodes.ts';
import { OFFICIAL_MEDIA } from '../core/spec/official-media.ts';
import { DRAFT } from '../core/spec/official-requests.ts';
import type { OfficialUse } from '../core/spec/types.ts';
import { CLASSES, plain, rowsOf, tableOf } from './docs-tables.ts';
import { markdownTable } from './markdown-table.ts';

const USES: Record<OfficialUse, string> = { temporary: 'Media: Upload', permanent: 'Material: Add', article: 'Media: Upload Image' };

/** What an Official Account takes, by the node's operation. */
export function renderOfficialMediaTable(): string {
  return markdownTable(
    ['operation', 'type', 'formats', 'size', 'duration', 'source'],
    OFFICIAL_MEDIA.map(({ use, kind, formats = [], maxBytes, doubtfulBytes, maxSeconds, source }) => [
      USES[use],
      `\`${kind}\``,
      formats.map((format) => format.toUpperCase()).join(', '),
      `${use === 'article' ? 'below' : 'at most'} ${sizeInWords(maxBytes)}${doubtfulBytes === undefined ? '' : `; above ${sizeInWords(doubtfulBytes)} with a warning`}`,
      maxSeconds === undefined ? '' : `at most ${maxSeconds} s`,
      `<${source}>`,
    ]),
  );
}

/** The fields of an article in a draft. */
export const renderArticleTable = (): string => tableOf(rowsOf(DRAFT.fields ?? [], ''));

/** WeChat's errcodes, which are not WeCom's. */
export function renderOfficialErrcodeTable(): string {
  return markdownTable(
    ['errcode', 'kind', 'what it means', 'what to do'],
    OFFICIAL_ERRCODES.map(({ errcode, class: kind, meaning, fix }) => [String(errcode), CLASSES[kind], plain(meaning), plain(fix)]),
  );
}
