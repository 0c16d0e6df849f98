import { createHash } from 'node:crypto';

import { SNIFF_BYTES, sniff } from '../media/sniff.ts';
import type { FieldSpec, FileFormat } from '../spec/types.ts';
import { FORMS } from './forms.ts';
import type { Report } from './report.ts';
import { isRequired, own } from './requirements.ts';
import type { Siblings } from './requirements.ts';
import { expected, oneOf } from './words.ts';

/** Checks what a text is, not how long: that it is not blank, and what its form promises. false = blank, and there is no more to say. */
export function checkText(spec: FieldSpec, text: string, siblings: Siblings, path: string, report: Report): boolean {
  if (text.trim() === '' && isRequired(spec.required, siblings)) {
    report.problem({ path, limit: allowed(spec), actual: 'nothing but white space', fix: 'Fill it in: blank content is refused' });
    return false;
  }
  const form = spec.form === undefined ? undefined : FORMS[spec.form];
  const fault = form?.fault(text);
  if (form !== undefined && fault !== undefined) report.problem({ path, limit: form.limit, actual: fault, fix: form.fix });
  else if (spec.formats !== undefined) checkFormat(spec.formats, text, path, report);
  else if (spec.md5Of !== undefined) checkMd5(spec.md5Of, text, siblings, path, report);
  return true;
}

/** What a field takes, in one clause. */
export function allowed({ values, form, type }: FieldSpec): string {
  if (values !== undefined) return oneOf(values);
  return form === undefined ? expected(type) : FORMS[form].limit;
}

function checkFormat(formats: readonly FileFormat[], encoded: string, path: string, report: Report): void {
  // Three bytes are four characters of base64.
  const { format, formatName } = sniff(Buffer.from(encoded.slice(0, Math.ceil(SNIFF_BYTES / 3) * 4), 'base64'));
  if (format !== undefined && formats.includes(format)) return;
  const wanted = formats.map((one) => one.toUpperCase()).join(' or ');
  const actual = formatName === 'unknown' ? 'something else by its first bytes' : `${formatName} by its first bytes`;
  report.problem({ path, limit: wanted, actual, fix: `Convert it to ${wanted}, or send it as a file` });
}

function checkMd5(encodedName: string, md5: string, siblings: Siblings, path: string, report: Report): void {
  const encoded = own(siblings, encodedName);
  if (typeof encoded !== 'string' || FORMS.base64.fault(encoded) !== undefined) return;
  if (createHash('md5').update(encoded, 'base64').digest('hex') === md5.toLowerCase()) return;
  report.problem({
    path,
    limit: `the MD5 of what ${encodedName} decodes to`,
    actual: 'the MD5 of something else',
    fix: 'Compute it over the bytes before they are encoded',
  });
}
