import { Buffer } from 'node:buffer';
import { html, type Html } from './html.ts';

const TONES = 6;

const LETTERS = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A tile with a name's first letter, in a colour that stays with the name. */
export function avatar(name: string): Html {
  const [first] = LETTERS.segment(name.trim());
  const tone = Buffer.from(name).reduce((sum, byte) => sum + byte, 0) % TONES;
  return html`<span class="avatar tone-${tone}" aria-hidden="true"><bdi>${first?.segment.toUpperCase() ?? '?'}</bdi></span>`;
}
