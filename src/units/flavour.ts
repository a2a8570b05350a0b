/** Numbers that mean different things, told apart by the compiler and by nobody else (docs/design/0008-numbers-have-flavours.md). */

declare const flavour: unique symbol;

/**
 * A `T` that says what it is. A plain `T` (what arithmetic gives, an element of a typed array) becomes one without a cast; a `T` of another flavour
 * does not.
 */
export type Flavour<T, Name extends string> = T & { readonly [flavour]?: Name };
