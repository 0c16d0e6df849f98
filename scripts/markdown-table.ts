/** A table of Markdown. Cells hold Markdown themselves; what would break the row is escaped, line breaks become `<br>`. */
export const markdownTable = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [headings, headings.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');

const cell = (text: string): string => text.trim().replaceAll('|', '\\|').replaceAll('\n', '<br>');
