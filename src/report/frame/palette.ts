/** The colours of all reports, in one place: apart for colour-blind eyes (after Okabe and Ito), each with a form for dark ground. */

/** A colour on light ground and on dark ground. */
export interface Colour {
  readonly light: string;
  readonly dark: string;
}

const colour = (light: string, dark: string): Colour => ({ light, dark });

/** Every colour by the name it has in the style sheet. What means the same has the same hue: a used machine and what is paid for it. */
export const PALETTE = {
  ground: colour('#ffffff', '#14171c'),
  raised: colour('#f5f6f8', '#1c2027'),
  line: colour('#d9dde3', '#343a44'),
  ink: colour('#1a1e24', '#e8ebef'),
  quiet: colour('#59616d', '#a3acb8'),
  link: colour('#0b5fa5', '#7cc0f5'),
  pass: colour('#0a6b4b', '#4fd3a4'),
  fail: colour('#b3261e', '#ff9d94'),
  undecided: colour('#7a5200', '#f0c063'),
  outage: colour('#fbdcd7', '#4a2622'),
  shade: colour('#eceff3', '#22272f'),

  idle: colour('#9cd3f4', '#386d91'),
  creating: colour('#e8a317', '#e0a83a'),
  acquired: colour('#12987a', '#35bd9b'),
  used: colour('#1f6fb2', '#6fb4ee'),
  removing: colour('#9aa1ab', '#757d89'),
  unattended: colour('#d1500f', '#ef7a41'),
  rounding: colour('#c3a4cf', '#a383b3'),
  hosts: colour('#7a4b94', '#b58bd0'),

  line1: colour('#1f6fb2', '#5fb0ee'),
  line2: colour('#d1500f', '#f48a55'),
  line3: colour('#0d8468', '#43cda9'),
  line4: colour('#a2467f', '#e293c4'),
  line5: colour('#94700a', '#e3bb4a'),
  line6: colour('#4a5260', '#c3cad4'),
} as const satisfies Readonly<Record<string, Colour>>;

export type ColourName = keyof typeof PALETTE;

/** Returns how a style sheet or a drawing refers to a colour. */
export function paint(name: ColourName): string {
  return `var(--${name})`;
}

/** Colours of things that have no meaning of their own, in the order in which they are given out. */
export const LINES = ['line1', 'line2', 'line3', 'line4', 'line5', 'line6'] as const satisfies readonly ColourName[];

/** States of machines from the bottom of a stack to its top: what the idle target counts comes first. */
export const MACHINE_STATES = ['idle', 'creating', 'acquired', 'used', 'removing', 'unattended'] as const satisfies readonly ColourName[];

/** Parts of the cost with the colour of the state in which the money is spent. */
export const COST_PARTS = [
  ['busy', 'used'],
  ['idle', 'idle'],
  ['boot', 'creating'],
  ['teardown', 'removing'],
  ['orphan', 'unattended'],
  ['rounding', 'rounding'],
  ['egress', 'acquired'],
  ['hosts', 'hosts'],
] as const satisfies readonly (readonly [string, ColourName])[];
