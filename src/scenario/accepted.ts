/** The numbers of texts that the schema has accepted. Here alone they are read: one that is none is a broken promise, and no NaN goes on into a run. */
import { refuse } from '../sim/invariant.js';
import { parseDuration } from '../units/duration.js';
import { parseInstant } from '../units/instant.js';
import { parsePrice, parsePricePerByte } from '../units/money.js';
import { parseRate } from '../units/rate.js';
import { parseShare } from '../units/share.js';
import { parseBandwidth, parseSize } from '../units/size.js';

type Read = (text: string) => number;

/** Returns what `parse` says of a text; that it is a `kind` has been checked. */
function accepted(kind: string, parse: (text: string) => number | undefined): Read {
  return (text) => parse(text) ?? refuse(`the schema accepts only ${kind} here`, text);
}

/** Returns the micros of a duration; `off` is 0. */
export const microsOf: Read = accepted('durations', (text) => (text === 'off' ? 0 : parseDuration(text)));

/** Returns the micros since 1970 of an instant. */
export const epochOf: Read = accepted('instants', parseInstant);

/** Returns a share, 0 to 1. */
export const shareOf: Read = accepted('shares', parseShare);

/** Returns the bytes of a size. */
export const bytesOf: Read = accepted('sizes', parseSize);

/** Returns the bytes a micro of a bandwidth. */
export const bandwidthOf: Read = accepted('bandwidths', parseBandwidth);

/** Returns how many come a micro. */
export const rateOf: Read = accepted('rates', parseRate);

/** Returns US dollars an hour. */
export const pricePerHourOf: Read = accepted('prices', (text) => {
  const price = parsePrice(text);
  return typeof price === 'number' ? price : undefined;
});

/** Returns US dollars a byte of traffic. */
export const pricePerByteOf: Read = accepted('prices of traffic', parsePricePerByte);

/** Returns the micros of a duration or the bytes of a size, whichever the text is: none is both. */
export const amountOf: Read = accepted('durations and sizes', (text) => parseSize(text) ?? parseDuration(text));
