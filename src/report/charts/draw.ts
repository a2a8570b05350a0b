/** Draws a chart as SVG, the same bytes each time. The libraries that draw are loaded on the first call: nothing else waits for them. */
import type { TopLevelSpec } from 'vega-lite';
import { paint } from '../palette.js';

/** What is common to all charts: plain text in the colours of the page, thin lines, no frame. Names of things are never in it: the page has the legend. */
const CONFIG = {
  aria: false,
  background: null,
  padding: { left: 2, right: 14, top: 6, bottom: 2 },
  font: 'inherit',
  view: { stroke: null },
  axis: {
    labelColor: paint('quiet'),
    titleColor: paint('quiet'),
    gridColor: paint('line'),
    domainColor: paint('line'),
    tickColor: paint('line'),
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    labelPadding: 4,
  },
} as const;

/** What goes into `<svg>` for those who cannot see it. */
export interface Words {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  /** The figures of the chart in sentences. */
  readonly description: string;
}

/** Returns the chart as an `<svg>` element to stand in a page. */
export async function drawChart(spec: TopLevelSpec, words: Words): Promise<string> {
  const [{ compile }, { parse, View, Warn }] = await Promise.all([import('vega-lite'), import('vega')]);
  const compiled = compile({ ...spec, config: CONFIG } as unknown as TopLevelSpec).spec;
  const view = new View(parse(compiled), { renderer: 'none', logLevel: Warn });
  try {
    return dressed(await view.toSVG(), words);
  } finally {
    view.finalize();
  }
}

/** Attributes that say nothing here, or that other parts of the page say. */
const SPARE = / (?:xmlns|xmlns:xlink|version|class|pointer-events|font-family|role|aria-[a-z]+|opacity="1")(?:="[^"]*")?(?=[ />])/gu;
const GEOMETRY = /( (?:d|transform|x|y|x1|x2|y1|y2|width|height)=")([^"]*)/gu;

/** Returns the drawing with numbers of one decimal (the last bits of a double differ between machines), names unique in the page, and its words. */
function dressed(svg: string, { id, title, description }: Words): string {
  const body = svg
    .replace(/<path class="(?:background|foreground)"[^>]*(?:display="none"|d="M0,0h0v0h0Z")[^>]*\/>/gu, '')
    .replace(/<[^>]+>/gu, (tag) =>
      tag
        .replace(SPARE, '')
        .replace(GEOMETRY, (_all, head: string, value: string) => head + value.replace(/-?\d+\.\d+(?:e-?\d+)?/gu, short))
        .replace(/(id="|url\(#)clip/gu, `$1${id}-clip`),
    );
  const names = `role="img" aria-labelledby="${id}-title" aria-describedby="${id}-desc"`;
  const inside = `<title id="${id}-title">${escapeText(title)}</title><desc id="${id}-desc">${escapeText(description)}</desc>`;
  return unnumbered(body, id).replace(/^<svg([^>]*)>/u, (_all, attributes: string) => `<svg ${names}${attributes}>${inside}`);
}

function short(number: string): string {
  const rounded = Math.round(Number(number) * 10) / 10;
  return String(Object.is(rounded, -0) ? 0 : rounded);
}

/** The library numbers its clip paths over all drawings of a process; here they begin with 1 in each. */
function unnumbered(svg: string, id: string): string {
  const seen = new Map<string, number>();
  return svg.replace(new RegExp(`(${id}-clip)(\\d+)`, 'gu'), (_all, name: string, number: string) => {
    if (!seen.has(number)) seen.set(number, seen.size + 1);
    return `${name}${seen.get(number) ?? 0}`;
  });
}

/** Returns a text as markup says it. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
