/** The style sheet of a page, whole and without anything from outside. */
import { PALETTE } from '../frame/palette.js';

function variables(ground: 'light' | 'dark'): string {
  return Object.entries(PALETTE)
    .map(([name, colour]) => `--${name}:${colour[ground]}`)
    .join(';');
}

/** One class a colour for the signs of legends: the page has no style attributes. */
function swatches(): string {
  return Object.keys(PALETTE)
    .map((name) => `.c-${name}{color:var(--${name})}`)
    .join('');
}

const RULES = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums}
main{max-width:60rem;margin:0 auto;padding:2.5rem 1.5rem 4rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .75rem;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{font-size:1.2rem;line-height:1.3;margin:1.6rem 0 .4rem;padding-top:.7rem;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:1.3rem 0 .25rem;overflow-wrap:anywhere}
p{margin:.5rem 0;max-width:46rem;overflow-wrap:anywhere}
li{overflow-wrap:anywhere}
.quiet,.note,figcaption{color:var(--quiet);font-size:.875rem}
.eyebrow{margin:0 0 .5rem;color:var(--quiet);font-size:.8125rem;letter-spacing:.04em;text-transform:uppercase}
.verdict{display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:center;font-size:1.125rem;margin:0 0 .5rem}
.lead{font-size:1.0625rem;margin:.25rem 0 .75rem}
.badge{font-weight:700;padding:.1em .6em;border:2px solid currentColor;border-radius:.35em;white-space:nowrap}
.pass{color:var(--pass)}.fail{color:var(--fail)}.inconclusive{color:var(--undecided)}
.alarm{border-left:4px solid var(--fail);background:var(--raised);padding:.6rem .9rem;margin:.75rem 0}
.tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:0 1.5rem;margin:1.5rem 0 .75rem}
.tiles div{padding:.6rem 0 .7rem;display:flex;flex-direction:column;border-top:2px solid var(--line)}
.tiles dt{color:var(--quiet);font-size:.8125rem;line-height:1.3}
.tiles dd{margin:0}
.tiles .figure{font-size:1.5rem;line-height:1.25;font-weight:600;margin-top:auto;padding-top:.2rem;white-space:nowrap;letter-spacing:-.01em}
.tiles .spread{min-height:1.55em}
.spread{display:block;color:var(--quiet);font-size:.8125rem;font-weight:400;white-space:nowrap}
.scroll{overflow-x:auto;margin:.75rem 0;container-type:scroll-state;background:linear-gradient(to left,var(--ground) 40%,transparent) right/2.5rem 100% no-repeat local,linear-gradient(to left,var(--line),transparent) right/1rem 100% no-repeat scroll}
@container scroll-state(scrollable:x){.scroll>.hint{display:block}}
.scroll:focus-visible{outline:2px solid var(--link);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:.9rem;line-height:1.35}
th,td{text-align:right;padding:.3rem 0 .3rem 1rem;vertical-align:top;border-bottom:1px solid var(--line);white-space:nowrap}
td .spread{font-size:.9em}.few .spread{display:inline-block;min-width:6em;margin-left:.5em;text-align:left}
thead th{color:var(--quiet);font-weight:500;font-size:.9em;vertical-align:bottom}
th:first-child,td:first-child{text-align:left;padding-left:0}
tbody th{font-weight:500;white-space:normal;overflow-wrap:anywhere;min-width:8.5rem}
tbody tr:last-child th,tbody tr:last-child td{border-bottom:0}
table.few{width:auto;min-width:min(100%,26rem)}
tr.sum th,tr.sum td{font-weight:600;border-top:1px solid var(--quiet)}
.thresholds td,.thresholds th{text-align:left;white-space:normal;overflow-wrap:anywhere}
.thresholds td:first-child{white-space:nowrap;font-weight:600}.thresholds td[data-label=found]{overflow-wrap:break-word}
.thresholds .source{display:block;color:var(--quiet);font-size:.875em}
.thresholds .mark{display:block;margin-top:.1rem}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.85em}
code{overflow-wrap:anywhere}
pre{background:var(--raised);border:1px solid var(--line);border-radius:.4rem;padding:.8rem 1rem;overflow-x:auto;line-height:1.45;margin:.75rem 0}
pre.wrap{white-space:pre-wrap;overflow-wrap:anywhere}
figure{margin:1rem 0 0}
.chart{display:block;width:calc(100% - 4.4rem);margin:0 1.15rem 0 3.25rem;overflow:visible;font-size:12px}
.chart svg{overflow:visible}
.chart text{fill:var(--quiet)}
.chart .y{text-anchor:end}.chart .x,.chart .n{text-anchor:middle}.chart .e{text-anchor:end}.chart .n{fill:var(--ink);font-size:11px}.chart .b{text-anchor:start}
.chart .g{stroke:var(--line)}line.k{stroke:var(--ink);stroke-dasharray:3 3}.chart text.k{fill:var(--ink);stroke:var(--ground);stroke-width:4px;paint-order:stroke}
.chart .l{overflow:hidden}.chart .m{overflow:hidden;fill:none}.m path{vector-effect:non-scaling-stroke}
.z rect{fill:var(--ink);fill-opacity:0}.z rect:hover{fill-opacity:.12}
figcaption{margin-top:.25rem;max-width:46rem}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;margin:.25rem 0 .5rem;padding:0;font-size:.875rem}
.legend li{display:flex;align-items:center;gap:.45rem;overflow-wrap:anywhere;min-width:0}
.legend svg{flex:none;width:26px;height:12px;max-width:26px}
.story{list-style:none;margin:1rem 0 .75rem;padding:0 0 0 1rem;border-left:2px solid var(--line);max-width:46rem}
.story li{display:grid;grid-template-columns:12rem 1fr;gap:0 1rem;padding:.2rem 0}
.story .when{color:var(--quiet);font-size:.9em}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:1.25rem 0 0;padding:0;font-size:.9rem}
a{color:var(--link)}
.hint{display:none;position:sticky;left:0;width:max-content;margin:0 0 .25rem;color:var(--quiet);font-size:.8125rem}
details{margin:.75rem 0}
details h3:first-of-type{margin-top:1rem}
summary{cursor:pointer;color:var(--link);font-weight:500}
summary:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.assumed{margin:.5rem 0;padding:0;list-style:none;font-size:.875rem;color:var(--quiet);columns:2;column-gap:2.5rem}
.assumed li{break-inside:avoid;margin-bottom:.5rem;overflow-wrap:anywhere}
.assumed b{color:var(--ink);font-weight:600}
footer{margin-top:3rem;color:var(--quiet);font-size:.8125rem;overflow-wrap:anywhere}
@media (max-width:640px){.few .spread{display:block;min-width:0;margin-left:0;text-align:right}.story li{grid-template-columns:1fr}main{padding:1.5rem 1rem 3rem}.chart .o,.chart .n{display:none}.chart{width:calc(100% - 3.5rem);margin:0 .75rem 0 2.75rem}.assumed{columns:1}h1{font-size:1.4rem}.tiles{grid-template-columns:1fr 1fr;gap:0 1rem}.tiles .figure{font-size:1.25rem}
.thresholds thead{display:none}.thresholds tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}.thresholds th,.thresholds td{display:block;padding:.1rem 0;border:0}.thresholds td[data-label]::before{content:attr(data-label);display:inline-block;min-width:4.5rem;color:var(--quiet)}
tbody th,thead th:first-child{position:sticky;left:0;background:var(--ground)}tbody th{min-width:7.5rem;max-width:45vw;padding-right:.5rem}.thresholds th{max-width:none}}
`;

/** Browsers that cannot tell whether a table scrolls say it of all that have many columns. */
const HINT = `
@supports not (container-type:scroll-state){@media (max-width:640px){.many .hint{display:block}}}
`;

const PRINT = `
@page{size:A4;margin:16mm 15mm}
@media print{
:root{${variables('light')};color-scheme:light}
html{font-size:9.5pt}
body{font-size:1rem;line-height:1.4}
main{max-width:none;padding:0}
h2{margin-top:1.4rem}h2,h3,h2+.quiet{break-after:avoid}
nav,.scroll>.hint{display:none}
figure,table,.tiles,.alarm,tr,.legend{break-inside:avoid}
.scroll{overflow:visible}
th,td{padding-left:.6rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;overflow:visible}
details:has(h3)>summary{display:none}details>summary{list-style:none;color:inherit;font-weight:600}details::details-content{content-visibility:visible;display:block;block-size:auto}footer{display:none}
.tiles{grid-template-columns:repeat(4,1fr)}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
`;

/** The text of the one `<style>` element. */
export const STYLE = `:root{${variables('light')};color-scheme:light dark}
@media screen and (prefers-color-scheme:dark){:root{${variables('dark')}}}
${swatches()}${RULES}${HINT}${PRINT}`;
