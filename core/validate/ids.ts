/** The ids in a text that joins them with `|`. The vendor's own samples have blanks around it. */
export const idsOf = (text: string): string[] =>
  text
    .split('|')
    .map((id) => id.trim())
    .filter((id) => id !== '');
