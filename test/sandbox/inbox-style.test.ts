import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../sandbox/inbox/style.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = [...css.matchAll(/:root \{([^}]*)\}/g)].map((match) => match[1] ?? '');

function colour(scheme: string, name: string): number[] {
  const hex = new RegExp(`--${name}: #([0-9a-f]{3,6});`).exec(scheme)?.[1] ?? '';
  const full = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
  return (full.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16) / 255);
}

function luminance(rgb: number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(scheme: string, one: string, other: string): number {
  const [darker = 0, lighter = 0] = [one, other].map((name) => luminance(colour(scheme, name))).sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const ON_EVERY_GROUND = ['ink', 'muted'].flatMap((text) =>
  ['side', 'chat', 'surface', 'raised', 'accent-soft'].map((ground) => [text, ground] as const),
);
const ON_THE_BUBBLE = ['accent', 'green', 'grey', 'orange', 'red'].map((text) => [text, 'surface'] as const);

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s colours', (_name, scheme) => {
  it.each([...ON_EVERY_GROUND, ...ON_THE_BUBBLE, ['accent', 'accent-soft'] as const])(
    'keep %s readable on %s (4.5 to 1)',
    (text, ground) => {
      expect(contrast(scheme, text, ground)).toBeGreaterThanOrEqual(4.5);
    },
  );
});
