import { createHash } from 'node:crypto';
import { html, type Html } from './html.ts';
import { ENVELOPE, PLAY, SOUND } from './icons.ts';
import { nameHtml } from './name.ts';
import { renderArticle } from './render/article.ts';
import { mediaPath, sizeText } from './render/media.ts';
import type { InboxAccount, InboxDraft, InboxMaterial } from './account-source.ts';
import { clockHtml, dayText } from './time.ts';

/** More than this makes a page that no browser scrolls. */
const MOST_SHOWN = 200;

const countText = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** What an account keeps in one line, for the list of conversations and for being read aloud. */
export const libraryLine = ({ drafts, materials }: Pick<InboxAccount, 'drafts' | 'materials'>): string =>
  drafts.length + materials.length === 0 ? 'Nothing kept yet' : `${countText(drafts.length, 'draft')} · ${countText(materials.length, 'material')}`;

/** One entry. Its version is what it looks like: an open page leaves an entry alone that did not change. */
function entry(mediaId: string, className: string, content: Html): Html {
  const version = createHash('sha256').update(content.toString()).digest('hex').slice(0, 16);
  return html`<li class="${className}" data-id="${mediaId}" data-version="${version}">${content}</li>`;
}

const draft = ({ media_id, articles, at }: InboxDraft): Html =>
  entry(
    media_id,
    'draft',
    html`<p class="draft-head">${countText(articles.length, 'article')} · ${dayText(at)} ${clockHtml(at)}</p>${articles.map((article) => renderArticle(article))}`,
  );

const picturePath = (mediaId: string): string => `/inbox/material/${encodeURIComponent(mediaId.toWellFormed())}`;

function face({ type, media_id }: InboxMaterial): Html {
  if (type === 'image' || type === 'thumb') return html`<img src="${picturePath(media_id)}" alt="" loading="lazy">`;
  return type === 'video' ? PLAY : SOUND;
}

const file = (material: InboxMaterial): Html => {
  const { media_id, name, size, title, introduction } = material;
  return entry(
    media_id,
    'material',
    html`<a href="${mediaPath(material)}" download><span class="material-face">${face(material)}</span><span class="material-name">${
      title ? html`<bdi>${title}</bdi>` : nameHtml(name)
    }</span>${introduction && html`<span class="below" dir="auto">${introduction}</span>`}<small>${title && html`${nameHtml(name)} · `}${
      sizeText(size)
    } · Download</small></a>`,
  );
};

const news = ({ media_id, articles }: InboxMaterial): Html => entry(media_id, 'draft', html`${articles.map((article) => renderArticle(article))}`);

function section<Entry>(title: string, entries: readonly Entry[], className: string, render: (one: Entry) => Html): Html | false {
  if (entries.length === 0) return false;
  const left = entries.length - MOST_SHOWN;
  return html`<section><h3>${title} <small>${entries.length}</small></h3><ol class="${className}">${
    entries.slice(0, MOST_SHOWN).map(render)
  }</ol>${left > 0 && html`<p class="day">${left} older ones are not shown</p>`}</section>`;
}

const EMPTY = html`<div class="empty">${ENVELOPE}<h2>Nothing here yet</h2>
<p>Add a permanent material or a draft as this Official Account, and it appears here at once. <code>npm run sandbox</code> printed its appid and its secret when it started.</p></div>`;

/** Everything an account keeps: its drafts as articles look, and its materials by type. */
export function renderLibrary({ drafts, materials }: InboxAccount): Html {
  const ofType = (type: string): InboxMaterial[] => materials.filter((material) => material.type === type);
  return html`<div id="library" class="library">${[
    section('Drafts', drafts, 'drafts', draft),
    section('Pictures', ofType('image'), 'materials', file),
    section('Videos', ofType('video'), 'materials', file),
    section('Voices', ofType('voice'), 'materials', file),
    section('Thumbs', ofType('thumb'), 'materials', file),
    section('Articles of the console', ofType('news'), 'drafts', news),
  ]}${drafts.length + materials.length === 0 && EMPTY}</div>`;
}
