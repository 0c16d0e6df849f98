import { html, type Html } from './html.ts';

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** The day of a moment (milliseconds since 1970) in this machine's time zone, which is also the reader's. */
export const dayText = (at: number): string => DAY.format(at);

/** Hours and minutes of a moment (milliseconds since 1970). */
export const clockText = (at: number): string => CLOCK.format(at);

export const clockHtml = (at: number): Html =>
  html`<time datetime="${new Date(at).toISOString()}" title="${dayText(at)}">${clockText(at)}</time>`;
