/** The first and the last byte, both included. */
export interface Range {
  first: number;
  last: number;
}

/**
 * The part of a resource that a Range header asks for. As RFC 9110 § 14.2 has it, a header of another form is as good as none,
 * several ranges at once included.
 */
export function rangeOf(header: string | undefined, size: number): Range | 'none' | 'unsatisfiable' {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return 'none';
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < first) return 'none';
  return first > last ? 'unsatisfiable' : { first, last };
}
