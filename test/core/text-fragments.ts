import fc from 'fast-check';

/** What a text is made of, in the tests of cutting: each fragment is to be found whole in one of the parts. */
export const words = fc.constantFrom('build', 'passed.', 'Really?', 'naïve', '(nightly)', 'v1.2.3', 'привет', 'مرحبا', 'สวัสดี', 'क्षि');
export const chinese = fc.constantFrom('构建完成。', '测试通过！', '请查看报告，', '谢谢', '《说明》', 'テスト', 'がぎぐ');
export const emoji = fc.constantFrom('👩‍👩‍👧‍👦', '🇨🇳', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👍🏽', '❤️', '1️⃣', 'e\u0301\u0323', '각', '🏳️‍🌈');
export const links = fc.constantFrom(
  '[报告](https://example.com/r/1)',
  '![图](https://example.com/a.png)',
  '[![ci](https://example.com/b.svg)](https://example.com)',
  '[a (b)](https://example.com/a_(b) "title")',
  '<https://example.com/x>',
  'https://example.com/文档/a?b=[]&c=(d)',
  '<a href="https://example.com">two words</a>',
);
export const tags = fc.constantFrom('<@zhangsan>', '<@user.name-1>');
export const spaces = fc.constantFrom(' ', ' ', ' ', '\n', '\r\n', '\n\n', '\r\n\r\n', '\n  ', '   ', '\u3000');

export const inline = fc.oneof(words, chinese, emoji, links, tags);
/** With a space before them: the backticks of two that touch would be one mark. */
export const runs = fc
  .array(fc.oneof(words, chinese, emoji), { minLength: 1, maxLength: 12 })
  .chain((content) => fc.constantFrom(` **${content.join(' ')}**`, ` \`${content.join(' ')}\``, `<font color="info">${content.join('')}</font>`));
export const fence = fc
  .array(fc.constantFrom('const a = 1;', '  indented();', '# not a heading', '中文注释', 'curl https://example.com/x'), { minLength: 1, maxLength: 12 })
  .map((lines) => `\n\`\`\`js\n${lines.join('\n')}\n\`\`\`\n`);
export const table = fc
  .array(fc.constantFrom('| 构建 | ok |', '| test | **failed** |', '| [x](https://example.com) | 👍🏽 |'), { minLength: 1, maxLength: 12 })
  .map((rows) => `\n\n| a | b |\n| --- | :-: |\n${rows.join('\n')}\n\n`);

/** Fragments in a row, with white space between most of them. */
export function textOf(fragment: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  return fc.array(fc.oneof({ weight: 3, arbitrary: fc.tuple(fragment, spaces) }, { weight: 1, arbitrary: fc.tuple(fragment, fc.constant('')) }), { minLength: 5, maxLength: 60 }).map((pairs) => pairs.flat());
}
