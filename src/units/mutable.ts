/** A type whose fields can be written. */

/** The same fields as those of `T`, to be written: for whoever makes what all others only read. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
