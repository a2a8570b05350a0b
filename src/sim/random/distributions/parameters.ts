/** What a parameter of a distribution may be: each check throws a RangeError with a sentence for users. */

/** Throws a RangeError unless `value` is a finite number. `what` names the parameter in the message. */
export function requireFinite(value: number, what: string): void {
  if (!Number.isFinite(value)) throw new RangeError(`${what} must be a finite number, not ${value}.`);
}

/** Throws a RangeError unless `value` is a finite number above 0. `what` names the parameter in the message. */
export function requirePositive(value: number, what: string): void {
  requireFinite(value, what);
  if (value <= 0) throw new RangeError(`${what} must be above 0, not ${value}.`);
}

/** Throws a RangeError unless `value` is a finite number, 0 or more. `what` names the parameter in the message. */
export function requireNotNegative(value: number, what: string): void {
  requireFinite(value, what);
  if (value < 0) throw new RangeError(`${what} must not be negative: ${value}.`);
}

/** Throws a RangeError unless `value` lies in [min, max]. `what` names the parameter in the message. */
export function requireWithin(value: number, min: number, max: number, what: string): void {
  requireFinite(value, what);
  if (value < min || value > max) throw new RangeError(`${what} must be from ${min} to ${max}, not ${value}.`);
}
