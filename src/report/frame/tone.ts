/** How a part of a text for terminals is to look. */

/** The tones; the caller maps them to colours, or leaves the text as it is. */
export type Tone = 'pass' | 'fail' | 'inconclusive' | 'heading' | 'quiet';
export type Paint = (tone: Tone, text: string) => string;

/** Leaves every text as it is. */
export const UNPAINTED: Paint = (_tone, text) => text;

/** For what a text is set. */
export interface TextOptions {
  readonly paint?: Paint;
  /** Lines over time are made of signs that every terminal has. */
  readonly isPlain?: boolean;
  /** Columns of a line, 80 where nothing is said. */
  readonly width?: number;
}
