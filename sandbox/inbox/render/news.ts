import { listOf, textOf, type Fields } from '../fields.ts';
import { html, type Html } from '../html.ts';
import { foreignLink } from '../link.ts';
import type { Showing } from './body.ts';
import { framedPicture } from './remote-picture.ts';

const LARGE = 1068 / 455;
const SMALL = 1;

const title = (article: Fields): Html => html`<strong class="article-title"><bdi>${textOf(article.title)}</bdi></strong>`;

const large = (article: Fields, pictures: boolean): Html =>
  html`${framedPicture(article.picurl, '', pictures, LARGE)}<span class="article-text">${title(article)}</span>`;

const row = (article: Fields, pictures: boolean): Html =>
  html`<span class="article-text">${title(article)}</span>${
    textOf(article.picurl) && framedPicture(article.picurl, '', pictures, SMALL)
  }`;

const single = (article: Fields, pictures: boolean): Html =>
  html`${textOf(article.picurl) && framedPicture(article.picurl, '', pictures, LARGE)}<span class="article-text">${
    title(article)
  }<span class="article-description"><bdi>${textOf(article.description)}</bdi></span></span>`;

/** One article is a card with its description; of several, the first is large and the others are rows of title and picture. */
export function renderNews(news: Fields, { pictures }: Showing): Html {
  const articles = listOf(news.articles);
  const [first, ...others] = articles;
  if (first === undefined) return html`<p>News without an article.</p>`;
  if (others.length === 0) return html`<div class="news">${foreignLink(first.url, single(first, pictures), 'article')}</div>`;
  return html`<div class="news">${foreignLink(first.url, large(first, pictures), 'article article-first')}${others.map(
    (article) => foreignLink(article.url, row(article, pictures), 'article article-row'),
  )}</div>`;
}
