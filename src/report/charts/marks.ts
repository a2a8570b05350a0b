/** Draws the marks of a chart as SVG, the same bytes each time. The libraries that draw are loaded on the first call: nothing else waits for them. */
import type { TopLevelSpec } from 'vega-lite';

/** Units of a chart's width: it is stretched to what there is. */
export const WIDTH = 1000;

/** Marks alone: axes and names are the frame's. */
const CONFIG = {
  aria: false,
  background: null,
  padding: 0,
  autosize: 'none',
  view: { stroke: null },
  axis: { disable: true },
  legend: { disable: true },
} as const;

/** Returns the marks of a chart of `WIDTH` by `height` to stand in a frame. */
export async function drawMarks(spec: object, height: number): Promise<string> {
  const [{ compile }, { parse, View, Warn }] = await Promise.all([import('vega-lite'), import('vega')]);
  const compiled = compile({ ...spec, width: WIDTH, height, config: CONFIG } as unknown as TopLevelSpec).spec;
  const view = new View(parse(compiled), { renderer: 'none', logLevel: Warn });
  try {
    return bare(await view.toSVG());
  } finally {
    view.finalize();
  }
}

/** Attributes that say nothing here, or that other parts of the page say. */
const SPARE =
  / (?:xmlns|xmlns:xlink|version|class|pointer-events|font-family|role|aria-[a-z]+|opacity="1"|stroke-miterlimit|clip-path)(?:="[^"]*")?(?=[ />])/gu;

/** Returns the drawing without its wrapping, with numbers of one decimal: the last bits of a double differ between machines. */
function bare(svg: string): string {
  return svg
    .replace(/^<svg[^>]*>|<\/svg>$/gu, '')
    .replace(/<defs>.*?<\/defs>/gsu, '')
    .replace(/<path class="(?:background|foreground)"[^>]*\/>/gu, '')
    .replace(/<[^>]+>/gu, (tag) => tag.replace(SPARE, '').replace(/ d="([^"]*)"/u, (_all, path: string) => ` d="${shortPath(path)}"`))
    .replace(/<g(?: fill="none")?(?: transform="translate\(0,0\)")?>|<\/g>/gu, '');
}

/** Returns the same path in fewer letters: lying and upright steps by one number, none that goes nowhere. */
function shortPath(path: string): string {
  let [x, y] = [NaN, NaN];
  let out = '';
  for (const [, letter = '', numbers = ''] of path.matchAll(/([A-Za-z])([^A-Za-z]*)/gu)) {
    const values = numbers.split(/[ ,]+/u).map((text) => Math.round(Number(text) * 10) / 10 + 0);
    if (letter === 'L') {
      const [nextX = 0, nextY = 0] = values;
      if (nextX !== x && nextY !== y) out += `L${nextX},${nextY}`;
      else if (nextX !== x) out = `${out.replace(/H[-\d.]+$/u, '')}H${nextX}`;
      else if (nextY !== y) out = `${out.replace(/V[-\d.]+$/u, '')}V${nextY}`;
    } else out += letter === 'Z' || letter === 'z' ? letter : letter + values.join(',');
    if (letter === 'h') x += values[0] ?? 0;
    else if (letter === 'v') y += values[0] ?? 0;
    else [x, y] = [values.at(-2) ?? NaN, values.at(-1) ?? NaN];
  }
  return out;
}
