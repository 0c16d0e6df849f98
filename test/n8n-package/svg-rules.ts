/** What draws, and can do nothing else. */
const ELEMENTS = ['svg', 'title', 'g', 'defs', 'path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'linearGradient', 'radialGradient', 'stop'];

/** A tag with its attributes, or a comment, or whatever else begins like one. */
const MARKUP = /<!--[\s\S]*?-->|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|</g;

/** What is wrong with an icon: not well-formed, not square, or able to do more than be looked at. */
export function svgProblems(text: string): string[] {
  const problems: string[] = [];
  const open: string[] = [];
  let [roots, end] = [0, 0];
  for (const { 0: whole, 1: closing, 2: name, 3: attributes = '', 4: alone, index } of text.matchAll(MARKUP)) {
    if (open.length === 0 && text.slice(end, index).trim() !== '') problems.push('has text outside its root');
    end = index + whole.length;
    if (whole.startsWith('<!--')) continue;
    if (name === undefined) problems.push('has markup that is not well-formed');
    else if (closing === '/') problems.push(...(open.pop() === name ? [] : [`closes ${name}, which is not open`]));
    else {
      if (open.length === 0) roots += 1;
      problems.push(...elementProblems(name, attributes, open.length === 0));
      if (alone !== '/') open.push(name);
    }
  }
  if (text.slice(end).trim() !== '') problems.push('has text outside its root');
  return [...problems, ...open.map((name) => `leaves ${name} open`), ...(roots === 1 ? [] : [`has ${roots} roots`])];
}

function elementProblems(name: string, attributes: string, isRoot: boolean): string[] {
  const values = new Map([...attributes.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]));
  const [, , width, height] = values.get('viewBox')?.split(' ') ?? [];
  return [
    ...(ELEMENTS.includes(name) ? [] : [`has the element ${name}`]),
    ...[...values.keys()].filter((key) => /^on|href$|^style$/i.test(key)).map((key) => `has the attribute ${key}`),
    ...[...values].filter(([key, value]) => key !== 'xmlns' && /:|url\((?!#)/.test(value)).map(([key]) => `refers to something else in ${key}`),
    ...(isRoot && (name !== 'svg' || values.get('xmlns') !== 'http://www.w3.org/2000/svg') ? ['is not an SVG'] : []),
    ...(isRoot && (width === undefined || width !== height) ? ['is not square'] : []),
  ];
}
