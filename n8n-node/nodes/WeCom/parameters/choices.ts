import { titleOf } from '../../../../core/spec/titles.ts';
import type { FieldSpec } from '../../../../core/spec/types.ts';

const CLICK: Readonly<Record<number, string>> = { 0: 'Nothing', 1: 'Open a URL', 2: 'Open a Mini-Program' };

const NO_YES: Readonly<Record<number, string>> = { 0: 'No', 1: 'Yes' };

/**
 * What the numbers stand for that WeCom lets one choose from, by the field's name, or by those of its object and itself.
 * https://developer.work.weixin.qq.com/document/path/101032
 */
const NUMBERS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  desc_color: { 0: 'Grey', 1: 'Black', 2: 'Red', 3: 'Green' },
  'horizontal_content_list.type': { 0: 'Text', 1: 'Link', 2: 'File', 3: 'Member' },
  need_open_comment: NO_YES,
  only_fans_can_comment: NO_YES,
  type: CLICK,
};

/** The label of one of a field's values. A number that nobody has named stands for itself. */
export function choiceName(parent: string, { name }: Pick<FieldSpec, 'name'>, value: string | number): string {
  if (typeof value === 'string') return titleOf({ name: value });
  return (NUMBERS[`${parent}.${name}`] ?? NUMBERS[name])?.[value] ?? String(value);
}
