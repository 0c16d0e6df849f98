import { html } from './html.ts';

export const ROBOT = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 3v3M8 6h8a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3V9a3 3 0 0 1 3-3zM2.5 11v3M21.5 11v3M9.5 11v1.2M14.5 11v1.2M9.5 15h5M9 21h6"/></svg>`;
export const APPLICATION = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 4h5v6H5zM14 4h5v6h-5zM5 14h5v6H5zM14 14h5v6h-5z"/></svg>`;
export const PLAY = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M8 5.5v13l11-6.5z"/></svg>`;
export const BACK = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M15 5l-7 7 7 7"/></svg>`;
export const PICTURE = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 4h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM3.5 17l5-5 4 4 3-3 5 4.5M15.5 9h.01"/></svg>`;
export const ENVELOPE = html`<svg viewBox="0 0 96 72" aria-hidden="true"><path d="M12 8h72a8 8 0 0 1 8 8v40a8 8 0 0 1-8 8H12a8 8 0 0 1-8-8V16a8 8 0 0 1 8-8zM8 14l34 26a10 10 0 0 0 12 0l34-26"/></svg>`;
export const SOUND = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 10v4M8 6v12M12 9v6M16 4v16M20 10v4"/></svg>`;
