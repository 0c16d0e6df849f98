import { articlePieces, type ArticlePiece } from '../article-text.ts';
import { fieldsOf, listOf, textOf, type Fields } from '../fields.ts';
import { html, type Html } from '../html.ts';
import { PICTURE } from '../icons.ts';
import { foreignLink, hostOf } from '../link.ts';

const materialPicture = (mediaId: unknown, className: string): Html | false => {
  const id = textOf(mediaId).toWellFormed();
  return id !== '' && html`<img class="${className}" src="/inbox/material/${encodeURIComponent(id)}" alt="" loading="lazy">`;
};

/** The last part of the address of a picture that was uploaded for articles; only the page's own host is ever asked for it. */
const UPLOADED = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d{1,5})?(\/sandbox\/images\/[\w-]{1,64})$/;

function piece(one: ArticlePiece): Html {
  if ('text' in one) return html`<p class="article-body" dir="auto">${one.text}</p>`;
  const path = UPLOADED.exec(one.picture)?.[1];
  if (path !== undefined) return html`<img class="article-picture" src="${path}" alt="" loading="lazy">`;
  return html`<p class="article-note">${PICTURE}<small>Picture${hostOf(one.picture) && ` from ${hostOf(one.picture)}`}</small></p>`;
}

/** An article as its readers would see it: cover, title, author, text; its HTML only as text. `coverPath`: where the cover is, if it is no material. */
export function renderArticle(article: Fields, coverPath?: string): Html {
  const [title, author, digest, content] = [article.title, article.author, article.digest, article.content].map(textOf);
  const source = textOf(article.content_source_url);
  const pictures = listOf(fieldsOf(article.image_info).image_list);
  return html`<article class="preview">${
    coverPath === undefined ? materialPicture(article.thumb_media_id, 'preview-cover') : html`<img class="preview-cover" src="${coverPath}" alt="" loading="lazy">`
  }<div class="preview-text"><h4 dir="auto">${
    title
  }</h4>${author && html`<p class="preview-author"><bdi>${author}</bdi></p>`}${digest && html`<p class="preview-digest" dir="auto">${digest}</p>`}${
    pictures.length > 0 && html`<div class="preview-pictures">${pictures.map(({ image_media_id }) => materialPicture(image_media_id, 'article-picture'))}</div>`
  }${articlePieces(content ?? '').map(piece)}${source && html`<p class="preview-source">${foreignLink(source, 'Read the original')}</p>`}</div><details class="raw"><summary>HTML</summary><div class="copyable"><pre tabindex="0"><code>${
    content
  }</code></pre><button type="button" class="copy" hidden>Copy</button></div></details></article>`;
}
