import { describe, expect, it } from 'vitest';
import { renderBody } from '../../sandbox/inbox/render/body.ts';
import { renderMessage } from '../../sandbox/inbox/render/message.ts';
import type { InboxMedia, InboxMessage } from '../../sandbox/inbox/source.ts';
import { summaryOf } from '../../sandbox/inbox/summary.ts';
import { APP_SAMPLES, SAMPLES } from './inbox-samples.ts';

const messageOf = (msgtype: string, fields: unknown, media: InboxMedia[] = [], at = 0): InboxMessage => ({
  id: 1,
  robot: 'Group',
  msgtype,
  message: { msgtype, [msgtype]: fields },
  media,
  at,
});

const body = (msgtype: string, fields: unknown, media: InboxMedia[] = [], pictures = false): string =>
  renderBody(messageOf(msgtype, fields, media), pictures).toString();

const inner = (msgtype: 'markdown' | 'markdown_v2', content: string): string =>
  body(msgtype, { content })
    .replace(/^<div[^>]*>|<\/div>$/g, '')
    .trim();

const link = (address: string, label: string): string =>
  `<a href="${address}" title="${address}" target="_blank" rel="noopener noreferrer">${label}</a>`;

const article = (title: string, more: Record<string, string> = {}): Record<string, string> => ({
  title,
  url: 'https://example.com/',
  ...more,
});

describe('a text message', () => {
  it('keeps its line breaks and spaces', () => {
    expect(body('text', { content: 'a\n  b' })).toBe('<p class="text" dir="auto">a\n  b</p>');
  });

  it('shows <@userid> and both mention lists as mentions, each once', () => {
    const markup = body('text', {
      content: '<@bob> look',
      mentioned_list: ['ann', '@all', 'ann'],
      mentioned_mobile_list: ['13800001111', '@all'],
    });
    expect([...markup.matchAll(/class="mention">@<bdi>(\w+)/g)].map((match) => match[1])).toEqual([
      'bob',
      'ann',
      'all',
      '13800001111',
    ]);
  });

  it('links web addresses, without the punctuation or the Chinese that follows them', () => {
    expect(body('text', { content: '(see https://example.com/a?b=1&c=2). 见https://example.com/x，谢谢' })).toContain(
      `(see ${link('https://example.com/a?b=1&amp;c=2', 'https://example.com/a?b=1&amp;c=2')}). 见${link('https://example.com/x', 'https://example.com/x')}，谢谢`,
    );
  });
});

describe('markdown', () => {
  it.each([
    ['# One', '<h1 dir="auto">One</h1>'],
    ['###### Six', '<h6 dir="auto">Six</h6>'],
    ['#no space', '<p dir="auto">#no space</p>'],
    ['**bold** and `a*b`', '<p dir="auto"><strong>bold</strong> and <code>a*b</code></p>'],
    ['> one\n> two\nafter', '<blockquote><p dir="auto">one\ntwo</p></blockquote><p dir="auto">after</p>'],
    ['<font color="info">a</font>', '<p dir="auto"><span class="font-info">a</span></p>'],
    ['<font color="comment">a</font>', '<p dir="auto"><span class="font-comment">a</span></p>'],
    ['**<font color="warning">a</font>**', '<p dir="auto"><strong><span class="font-warning">a</span></strong></p>'],
    ['<font color="red">a</font>', '<p dir="auto">&lt;font color=&quot;red&quot;&gt;a&lt;/font&gt;</p>'],
    ['[a](https://example.com/)', `<p dir="auto">${link('https://example.com/', 'a')}</p>`],
    ['[a](mailto:a@example.com)', `<p dir="auto">${link('mailto:a@example.com', 'a')}</p>`],
    ['[a](javascript:alert)', '<p dir="auto">[a](javascript:alert)</p>'],
    ['<@bob>', '<p dir="auto"><span class="mention">@<bdi>bob</bdi></span></p>'],
  ])('shows %j as WeCom does', (content, expected) => {
    expect(inner('markdown', content)).toBe(expected);
  });

  it.each(['- a\n- b', '1. a\n2. b', '| a | b |\n| --- | --- |', '---', '*a* _b_ ~~c~~', '<b>a</b>'])(
    'leaves %j the text it is, which WeCom does not render either',
    (content) => {
      const escaped = content.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      expect(inner('markdown', content)).toBe(`<p dir="auto">${escaped}</p>`);
    },
  );

  it('shows neither pictures nor fences', () => {
    expect(inner('markdown', '![a](https://example.com/a.png)\n```\ncode\n```')).not.toMatch(/<img|<pre|<code/);
  });
});

describe('markdown_v2', () => {
  it.each([
    ['# One', '<h1>One</h1>'],
    ['###### Six', '<h6>Six</h6>'],
    ['*a* **b**', '<p><em>a</em> <strong>b</strong></p>'],
    ['---', '<hr>'],
    ['a `b` c', '<p>a <code>b</code> c</p>'],
    ['```js\n<b>\n```', '<pre tabindex="0"><code>&lt;b&gt;\n</code></pre>'],
    ['[a](https://example.com/)', `<p>${link('https://example.com/', 'a')}</p>`],
    ['one\ntwo', '<p>one<br>\ntwo</p>'],
    ['- a\n  1. b', '<ul>\n<li>a\n<ol>\n<li>b</li>\n</ol>\n</li>\n</ul>'],
    ['> a\n>> b', '<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>'],
    ['~~a~~ <b>c</b>', '<p>~~a~~ &lt;b&gt;c&lt;/b&gt;</p>'],
    ['<font color="info">a</font> <@bob>', '<p>&lt;font color=&quot;info&quot;&gt;a&lt;/font&gt; &lt;@bob&gt;</p>'],
    ['[a](javascript:alert) [b](/sandbox/state)', '<p>[a](javascript:alert) [b](/sandbox/state)</p>'],
  ])('shows %j as WeCom does', (content, expected) => {
    expect(inner('markdown_v2', content)).toBe(expected);
  });

  it('aligns table columns by classes, as the page forbids style attributes', () => {
    const markup = inner('markdown_v2', '| a | b | c |\n| :-- | :-: | --: |\n| 1 | 2 | 3 |');
    expect(markup).not.toContain('style');
    expect(markup.match(/<t[hd] class="[\w-]+">\w/g)).toEqual([
      '<th class="align-left">a',
      '<th class="align-center">b',
      '<th class="align-right">c',
      '<td class="align-left">1',
      '<td class="align-center">2',
      '<td class="align-right">3',
    ]);
  });
});

describe('foreign pictures', () => {
  const content = '![the chart](https://pictures.example.com/chart.png)';

  it('are named, not fetched, until the reader asks for them', () => {
    const markup = body('markdown_v2', { content });
    expect(markup).not.toContain('<img');
    expect(markup).toContain('the chart');
    expect(markup).toContain('Picture from pictures.example.com');
  });

  it('are fetched without a referrer once asked for', () => {
    expect(body('markdown_v2', { content }, [], true)).toContain(
      '<img src="https://pictures.example.com/chart.png" alt="the chart" referrerpolicy="no-referrer" loading="lazy">',
    );
  });

  it('come over http and https only', () => {
    for (const url of ['data:image/png;base64,AAAA', 'javascript:alert(1)', 'file:///etc/passwd', '/sandbox/state']) {
      expect(body('news', { articles: [article('t', { picurl: url })] }, [], true)).not.toContain('<img');
      expect(body('markdown_v2', { content: `![x](${url})` }, [], true)).not.toContain('<img');
    }
  });
});

describe('news', () => {
  it('shows one article with its description', () => {
    const markup = body('news', { articles: [article('Title', { description: 'More' })] });
    expect(markup).toContain('<bdi>Title</bdi>');
    expect(markup).toContain('<bdi>More</bdi>');
    expect(markup).toContain('href="https://example.com/"');
  });

  it('shows the first of several large and the others as rows, all of them links', () => {
    const markup = body('news', { articles: ['a', 'b', 'c'].map((title) => article(title)) });
    expect(markup.match(/<a class="article article-(?:first|row)"/g)).toEqual([
      '<a class="article article-first"',
      '<a class="article article-row"',
      '<a class="article article-row"',
    ]);
  });
});

describe('files and voice', () => {
  const upload = (filename: string, size: number): InboxMedia => ({ media_id: 'a b', filename, size, type: 'file' });

  it.each([
    [6, '6 B'],
    [1023, '1023 B'],
    [1024, '1.0 KB'],
    [20 * 1024 * 1024, '20.0 MB'],
  ])('names the size of %i bytes', (size, expected) => {
    expect(body('file', { media_id: 'a b' }, [upload('x.zip', size)])).toContain(`<small>${expected} · Download</small>`);
  });

  it('links to the bytes and takes the icon from the extension', () => {
    const markup = body('file', { media_id: 'a b' }, [upload('测试.XLSX', 6)]);
    expect(markup).toContain('href="/sandbox/media/a%20b" download>');
    expect(markup).toContain('<span class="file-icon kind-sheet" aria-hidden="true">xlsx</span>');
  });

  it('shows a voice message with a duration and a download', () => {
    const markup = body('voice', { media_id: 'a b' }, [upload('x.amr', 16_006)]);
    expect(markup).toContain('about 10″');
    expect(markup).toContain('href="/sandbox/media/a%20b" download>');
  });

  it('says that an upload is gone when the sandbox has it no more', () => {
    expect(body('file', { media_id: 'gone' })).toContain('The upload is gone');
    expect(body('voice', { media_id: 'gone' })).toContain('The upload is gone');
  });
});

describe('an image message', () => {
  it('takes its bytes from an address of its own', () => {
    const sample = SAMPLES.find(({ msgtype }) => msgtype === 'image');
    expect(body('image', sample?.fields)).toContain('src="/inbox/picture/1"');
  });

  it('is no picture when it is neither a JPG nor a PNG', () => {
    const base64 = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>').toString('base64');
    expect(body('image', { base64 })).not.toContain('<img');
  });
});

describe('a template card', () => {
  const cards = SAMPLES.filter(({ msgtype }) => msgtype === 'template_card');
  const words = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : typeof value === 'object' && value ? Object.values(value).flatMap(words) : [];

  it.each(cards)('shows every text, address, member and mini program that $fields.card_type holds', ({ fields, media }) => {
    const markup = body('template_card', fields, media, true);
    for (const word of words({ ...fields, card_type: '' })) expect(markup).toContain(word);
  });

  it('keeps the picture within the proportions that WeCom allows', () => {
    const ratio = (aspect_ratio: unknown): string | undefined =>
      /viewBox="0 0 (\d+) 1000"/.exec(body('template_card', { card_image: { url: 'https://example.com/', aspect_ratio } }))?.[1];
    expect([2.25, 1.3, undefined, 99, -1, 'x'].map(ratio)).toEqual(['2250', '1300', '1300', '2250', '1300', '1300']);
  });

  it('leads to its address only where card_action is a link', () => {
    const action = (card_action: unknown): string => body('template_card', { card_action });
    expect(action({ type: 1, url: 'https://example.com/' })).toContain('<a class="card-action" href="https://example.com/"');
    expect(action({ type: 1, url: 'javascript:alert(1)' })).not.toContain('<a');
    expect(action({ type: 2, appid: 'wx01' })).toContain('Mini program <bdi>wx01');
  });
});

describe('any message', () => {
  it('of an unknown type is shown as its JSON', () => {
    expect(body('tomorrow', { a: 1 })).toMatch(/type <code>tomorrow<\/code>[^]*&quot;a&quot;: 1/);
  });

  it('begins with the day when it is the first of that day', () => {
    const noon = new Date(2026, 2, 14, 12).getTime();
    const first = messageOf('text', { content: 'a' }, [], noon);
    const later = messageOf('text', { content: 'b' }, [], noon + 60_000);
    const nextDay = messageOf('text', { content: 'c' }, [], noon + 86_400_000);
    expect(renderMessage(first, undefined, false).toString()).toMatch(/class="day">Saturday,? 14 March 2026</);
    expect(renderMessage(later, first, false).toString()).not.toContain('class="day"');
    expect(renderMessage(nextDay, later, false).toString()).toContain('class="day"');
  });

  it('has a line that says what it is', () => {
    expect(SAMPLES.map(({ msgtype, fields, media }) => summaryOf(messageOf(msgtype, fields, media)))).toEqual([
      'Release 1.4.0 is out 🎉 Notes: https://example.com/releases/1.4.0. @lisi 请看一下，谢谢！ @wangqing @all @13800001111',
      expect.stringMatching(/^Build passed 实时新增用户反馈132例，请相关同事注意。 Branch: main Commit: 4f2c9e1 By: @zhangsan Details: open the run/),
      expect.stringMatching(/^Nightly report \*All\* suites ran, two are slower\./),
      '[Picture]',
      '[News] Design review on Friday',
      '[News] The week in builds',
      '[File] 测试报告 nightly 🚀.pdf',
      '[File] n8n-nodes-wecom-media-0.1.0-with-a-rather-long-name-that-wraps.tar.gz',
      '[Voice]',
      '[Card] Release 1.4.0 published',
      '[Card] Deployed to staging',
      '[tomorrow]',
    ]);
    expect(APP_SAMPLES.map(({ msgtype, fields, media, to }) => summaryOf({ ...messageOf(msgtype, fields, media), ...(to && { to }) }))).toEqual([
      expect.stringMatching(/^Release 1\.4\.0 is out\. Read the notes or/),
      '[Picture]',
      '[Video] The release in one minute',
      '[Video] 发布.mp4',
      '[Card] 领奖通知',
      '[Card] Deploy to production?',
    ]);
  });
});
