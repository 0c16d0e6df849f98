import { fieldsOf, listOf } from '../fields.ts';
import { html, type Html } from '../html.ts';
import { itemPath } from '../picture.ts';
import type { InboxMessage } from '../source.ts';
import { renderArticle } from './article.ts';

/** Articles that come whole: each with its cover and what a reader would read. */
export const renderMpnews = ({ id, message }: InboxMessage): Html =>
  html`<div class="news">${listOf(fieldsOf(message.mpnews).articles).map((article, index) => renderArticle(article, itemPath(id, index)))}</div>`;
