import { html, type Html } from '../html.ts';
import { PICTURE } from '../icons.ts';
import { pictureUrl } from '../link.ts';

/**
 * A picture from a foreign host: its place and where it would come from, and the picture itself only where the person at
 * the page asked for pictures. A picture is a request that the reader's browser makes unasked: it tells the sender's
 * host who reads and when, and can call addresses that only this machine reaches (`http://192.168.0.1/reboot`). The
 * page's policy forbids foreign pictures as well until they are asked for.
 */
export function remotePicture(address: unknown, alternative: string, shown: boolean): Html {
  const url = pictureUrl(address);
  const origin = url ? `Picture from ${url.host}` : 'No picture';
  return html`<span class="picture" title="${origin}"><span class="picture-note">${PICTURE}${
    alternative && html`<bdi>${alternative}</bdi>`
  }<small>${origin}</small></span>${
    shown && url && html`<img src="${url.href}" alt="${alternative}" referrerpolicy="no-referrer" loading="lazy">`
  }</span>`;
}

/**
 * A picture in a frame of the given shape (width by height); an empty drawing of those proportions keeps the frame open,
 * since the page's policy forbids style attributes.
 */
export function framedPicture(address: unknown, alternative: string, shown: boolean, ratio: number): Html {
  return html`<span class="frame"><svg viewBox="0 0 ${Math.round(ratio * 1000)} 1000" aria-hidden="true"></svg>${
    remotePicture(address, alternative, shown)
  }</span>`;
}
