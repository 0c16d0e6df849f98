import { textOf, type Fields } from '../fields.ts';
import { html, type Html } from '../html.ts';
import { PLAY } from '../icons.ts';
import { nameHtml } from '../name.ts';
import type { InboxMedia } from '../source.ts';
import type { Showing } from './body.ts';

const KINDS: readonly (readonly [kind: string, extensions: string])[] = [
  ['document', 'doc docx md odt rtf txt log pages'],
  ['sheet', 'csv ods xls xlsx numbers tsv'],
  ['slides', 'key odp ppt pptx'],
  ['pdf', 'pdf'],
  ['archive', '7z bz2 gz rar tar tgz xz zip zst'],
  ['picture', 'bmp gif heic jpeg jpg png svg webp'],
  ['sound', 'aac amr flac m4a mp3 ogg wav'],
  ['film', 'avi mkv mov mp4 webm'],
  ['program', 'apk appimage bin deb dmg exe ipa jar msi pkg rpm so whl'],
  ['code', 'c css go html java js json py rs sh sql ts xml yaml yml'],
];

const KIND_OF = new Map(KINDS.flatMap(([kind, extensions]) => extensions.split(' ').map((name) => [name, kind] as const)));

/** What stands behind the last dot, if it looks like an extension. */
const extensionOf = (filename: string): string => /\.([a-z0-9]{1,8})$/i.exec(filename)?.[1]?.toLowerCase() ?? '';

/** Bytes in the unit a person would choose: 1 KB is 1024 bytes. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Where an upload or a material is saved from. */
export const mediaPath = ({ media_id }: Pick<InboxMedia, 'media_id'>): string => `/sandbox/media/${encodeURIComponent(media_id.toWellFormed())}`;

/** The upload that these fields refer to, while the sandbox still has it. */
export const mediaOf = (fields: Fields, { media }: Showing): InboxMedia | undefined =>
  media.find(({ media_id }) => media_id === textOf(fields.media_id));

/** A link that downloads; the file's name comes with the answer, so that no name has to be trusted here. */
export const download = (media: InboxMedia, content: Html, className: string): Html =>
  html`<a class="${className}" href="${mediaPath(media)}" download>${content}</a>`;

const GONE = html`<p class="gone">The upload is gone: the sandbox was reset, or its three days are over.</p>`;

export function renderFile(file: Fields, showing: Showing): Html {
  const media = mediaOf(file, showing);
  if (!media) return GONE;
  const extension = extensionOf(media.filename);
  return download(
    media,
    html`<span class="file-text"><span class="file-name">${nameHtml(media.filename)}</span><small>${sizeText(media.size)} · Download</small></span><span class="file-icon kind-${
      KIND_OF.get(extension) ?? 'other'
    }" aria-hidden="true">${extension.slice(0, 4) || 'file'}</span>`,
    'file',
  );
}

/** A video with what is said about it; the page's policy plays nothing, so it is there to be downloaded. */
export function renderVideo(video: Fields, showing: Showing): Html {
  const media = mediaOf(video, showing);
  if (!media) return GONE;
  const [title, description] = [textOf(video.title), textOf(video.description)];
  return download(
    media,
    html`<span class="video-frame">${PLAY}</span><span class="video-text"><strong class="file-name">${
      title ? html`<bdi>${title}</bdi>` : nameHtml(media.filename)
    }</strong>${description && html`<span class="below" dir="auto">${description}</span>`}<small>${sizeText(media.size)} · Download</small></span>`,
    'video',
  );
}

/** AMR at its usual 12.2 kbit/s: frames of 32 bytes, 50 in a second. */
const AMR_BYTES_PER_SECOND = 1600;

/** A voice message; no browser plays AMR, so it is there to be downloaded. */
export function renderVoice(voice: Fields, showing: Showing): Html {
  const media = mediaOf(voice, showing);
  if (!media) return GONE;
  const seconds = Math.max(1, Math.round(media.size / AMR_BYTES_PER_SECOND));
  return download(
    media,
    html`<svg class="voice-waves" viewBox="0 0 20 20" aria-hidden="true"><path d="M5 8.2a3 3 0 0 1 0 3.6M8.4 5.6a7 7 0 0 1 0 8.8M11.8 3a11.4 11.4 0 0 1 0 14"/></svg><span>about ${seconds}″</span><small>${nameHtml(media.filename)} · ${sizeText(media.size)} · Download</small>`,
    'voice',
  );
}
