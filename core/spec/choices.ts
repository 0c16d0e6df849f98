import { titleOf } from './titles.ts';
import type { FieldSpec } from './types.ts';

const CLICK: Readonly<Record<number, string>> = { 0: 'Nothing', 1: 'Open a URL', 2: 'Open a Mini-Program' };

const NO_YES: Readonly<Record<number, string>> = { 0: 'No', 1: 'Yes' };

/**
 * What the numbers stand for that WeCom lets one choose from, by the field's name, or by those of its object and itself.
 * https://developer.work.weixin.qq.com/document/path/101032
 */
const NUMBERS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  // The page shows the four styles in a picture, and has no words for them.
  'button_list.style': { 1: 'Style 1', 2: 'Style 2', 3: 'Style 3', 4: 'Style 4' },
  'button_list.type': { 0: 'Call Back', 1: 'Open a URL' },
  desc_color: { 0: 'Grey', 1: 'Black', 2: 'Red', 3: 'Green' },
  'horizontal_content_list.type': { 0: 'Text', 1: 'Link', 2: 'File', 3: 'Member' },
  need_open_comment: NO_YES,
  only_fans_can_comment: NO_YES,
  mode: { 0: 'One Option', 1: 'Several Options' },
  safe: { 0: 'Not Confidential', 1: 'Confidential', 2: 'Within the Corp Only' },
  type: CLICK,
};

/** The label of one of a field's values. A number that nobody has named stands for itself. */
export function choiceName(parent: string, { name }: Pick<FieldSpec, 'name'>, value: string | number): string {
  if (typeof value === 'string') return titleOf({ name: value });
  return (NUMBERS[`${parent}.${name}`] ?? NUMBERS[name])?.[value] ?? String(value);
}
