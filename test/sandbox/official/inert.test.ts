import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { articlePieces } from '../../../sandbox/inbox/article-text.ts';
import { renderLibrary } from '../../../sandbox/inbox/library.ts';
import { HOSTILE } from '../inbox-hostile.ts';
import { hazardsIn } from '../inbox-markup.ts';

const IMAGE = 'http://127.0.0.1:8787/sandbox/images/abc';

/** The library of an account that keeps one article, in a draft and in the console, and a file named by the same text. */
function markupOf(article: Record<string, unknown>, text: string): string {
  const file = { media_id: text, name: text, size: 9, title: text, introduction: text, articles: [] };
  const materials = ['image', 'voice', 'video', 'thumb'].map((type) => ({ ...file, type }));
  const news = { ...file, type: 'news', articles: [article] };
  return renderLibrary({ name: text, appid: text, materials: [...materials, news], drafts: [{ media_id: text, articles: [article, {}], at: 0 }] }).toString();
}

describe("an account's library, given what strangers write", () => {
  it.each(HOSTILE)('has no hazard with %j in the place of every text', (text) => {
    const article = { title: text, author: text, digest: text, content: text, content_source_url: text, thumb_media_id: text };
    expect(hazardsIn(markupOf({ ...article, image_info: { image_list: [{ image_media_id: text }] } }, text))).toEqual([]);
    expect(hazardsIn(markupOf({ ...article, content: `<p>${text}</p><img alt="x" src="${text}"><img src='${text}'>` }, text))).toEqual([]);
  });

  it('survives any JSON in the place of an article', () => {
    const names = fc.constantFrom('title', 'author', 'digest', 'content', 'content_source_url', 'thumb_media_id', 'image_info', 'image_list', 'image_media_id');
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom<unknown>(...HOSTILE, null, true, 0, -1),
        fc.string({ unit: 'binary' }),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(names, tie('value'), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(names, value), (article) => {
        expect(hazardsIn(markupOf(article, 'x'))).toEqual([]);
      }),
    );
  });

  it('shows the pictures of the sandbox itself, and of others where they are', () => {
    const markup = markupOf({ content: `<img src="${IMAGE}"><img src="http://evil.example/sandbox/images/abc"><img src="http://127.0.0.1.evil.example/sandbox/images/a">` }, 'x');
    expect(markup.match(/src="\/sandbox\/images\/abc"/g)).toHaveLength(2);
    expect(markup).toContain('Picture from evil.example');
    expect(markup).toContain('Picture from 127.0.0.1.evil.example');
  });
});

describe('the text of an article', () => {
  it.each([
    ['<p>one</p><p>two<br>three</p>', [{ text: 'one\ntwo\nthree' }]],
    ['  a \n\n b&nbsp;&lt;c&gt; &amp;amp; &#65;&#x42;&unknown; ', [{ text: 'a\nb <c> &amp; AB&unknown;' }]],
    ['a<script>b()</script>c<STYLE>d</style >e<script>f', [{ text: 'ace' }]],
    ['&lt;script&gt;x&lt;/script&gt;', [{ text: '<script>x</script>' }]],
    [`<p>a</p><img data-src='${IMAGE}'><img alt="src=b"><p>c</p>`, [{ text: 'a' }, { picture: IMAGE }, { picture: '' }, { text: 'c' }]],
    ['a < b > c <', [{ text: 'a c <' }]],
    ['&#0;&#1114112;&#xD800;', [{ text: '\ud800' }]],
    ['', []],
  ])('of %j is what a reader would read', (html, pieces) => {
    expect(articlePieces(html)).toEqual(pieces);
  });

  // What needs more than quadratic time does not come back before the test's own time is over.
  it.each(['<', '<img ', '<script', '<script>', '<style><', '</script', '<p', ' ', '\n ', '&', '&#', 'src=', '"', "<img src='"])('of 20 000 characters of %j is read', (piece) => {
    const pieces = articlePieces(piece.repeat(20_000 / piece.length));
    expect(pieces.length).toBeLessThan(20_000);
  });
});
