/**
 * As people sort: `build-2` before `build-10`, and what lies in a folder together. By code points otherwise and without the
 * machine's language, so that the order – and with it an archive's bytes – is the same everywhere.
 */
export function compareNaturally(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = compareNames(left[i] ?? '', right[i] ?? '');
    if (order !== 0) return order;
  }
  return left.length - right.length || comparePlainly(a, b);
}

export function naturally<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
  return items.toSorted((a, b) => compareNaturally(nameOf(a), nameOf(b)));
}

/** Numbers by their value, of any length; capitals count only where nothing else differs. */
function compareNames(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [one = '', other = ''] = [left[i], right[i]];
    const order = /^\d/.test(one) && /^\d/.test(other) ? compareNumbers(one, other) : comparePlainly(one.toLowerCase(), other.toLowerCase());
    if (order !== 0) return order;
  }
  return left.length - right.length || comparePlainly(a, b);
}

const partsOf = (name: string): string[] => name.match(/\d+|\D+/g) ?? [];

function compareNumbers(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return left.length - right.length || comparePlainly(left, right);
}

const comparePlainly = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
