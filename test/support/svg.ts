/** What is found in the text of a drawing: paths, ticks, shades; and the words that one is given. */

export const words = { id: 'x', title: 't', description: 'd' };

/** What a pattern finds in a drawing, its groups. */
export const found = (svg: string, pattern: RegExp): string[][] =>
  [...svg.matchAll(pattern)].map(([, ...groups]) => groups.map((group) => group ?? ''));

export const paths = (svg: string): string[] => found(svg, /<path[^>]* d="([^"]*)"/gu).map(([d]) => d!);

export const yTicks = (svg: string): string[][] => found(svg, /<text class="y" x="-8" y="([^"]*)" dy=".35em">([^<]*)</gu);

export const xTicks = (svg: string): string[][] => found(svg, /<text class="x([ eo]*)" x="([^"]*)" y="100%" dy="1.5em">([^<]*)</gu);

/** Parts that say something to a pointer: left, width, top, height, text. */
export const zones = (svg: string): string[][] =>
  found(svg, /<rect x="([^"]*)" width="([^"]*)"(?: y="([^"]*)")? height="([^"]*)"><title>([^<]*)<\/title>/gu);
