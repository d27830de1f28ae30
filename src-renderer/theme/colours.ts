// SPDX-License-Identifier: Apache-2.0
// The tokens of tokens.css that canvases need: reading styles back would force a style pass each time they draw, and
// at first paint the scheme is not on the page yet.

export type Scheme = 'light' | 'dark';

export interface Palette {
  readonly bg: string;
  readonly tx: string;
  /** Nine stops from nothing to most. */
  readonly heat: readonly string[];
}

export const PALETTES: Readonly<Record<Scheme, Palette>> = {
  dark: {
    bg: '#16191d',
    tx: '#e6e9ed',
    heat: [
      ...['#1a1e27', '#1f2840', '#243b63', '#27527f', '#2a6b97', '#2d7f9f', '#3793a6', '#4da7ab', '#70bcae'],
    ],
  },
  light: {
    bg: '#ffffff',
    tx: '#191c20',
    heat: [
      ...['#eff5f7', '#d6eaee', '#b3d9e2', '#8cc4d6', '#66abc9', '#4a8fb8', '#3f73a2', '#3a5788', '#33406d'],
    ],
  },
};

const LEVELS = 256;

/** 256 colours as RGBA words of this machine's byte order, for image data. */
export function heatRamp(scheme: Scheme): Uint32Array {
  const { heat } = PALETTES[scheme];
  const bytes = new Uint8ClampedArray(LEVELS * 4);
  for (let level = 0; level < LEVELS; level++) {
    const place = (level / (LEVELS - 1)) * (heat.length - 1);
    const at = Math.min(heat.length - 2, Math.floor(place));
    const [low, high] = [heat[at] ?? '', heat[at + 1] ?? ''];
    for (let part = 0; part < 3; part++) {
      const a = Number.parseInt(low.slice(1 + part * 2, 3 + part * 2), 16);
      const b = Number.parseInt(high.slice(1 + part * 2, 3 + part * 2), 16);
      bytes[level * 4 + part] = a + (b - a) * (place - at);
    }
    bytes[level * 4 + 3] = 255;
  }
  return new Uint32Array(bytes.buffer);
}

/** The colour of a series slot, as style. */
export const seriesColour = (slot: number): string => `var(--s${slot})`;
export const OTHERS_COLOUR = 'var(--s8)';
