/** What recordings and cases have in common as files: their format, fields that are known by name, and lists in two shapes. */

export type Row = Readonly<Record<string, number | string | boolean | null>>;

/** Throws an Error where a file says that it is of another format, or has another unit of time. */
export function checkFormat({ format = 1, unit = 'us' }: { readonly [field: string]: unknown }): void {
  if (format !== 1) throw new Error(`format ${JSON.stringify(format)} is not known`);
  if (unit !== 'us') throw new Error(`unit ${JSON.stringify(unit)} is not known`);
}

/** Refuses fields that are not among those known at a place (`''`: the top), by name. */
export class KnownFields {
  readonly #known: Readonly<Record<string, readonly string[]>>;

  constructor(known: Readonly<Record<string, readonly string[]>>) {
    this.#known = known;
  }

  /** Throws an Error that names the field of a value which is not known. */
  check(place: string, value: unknown): void {
    for (const key of Object.keys(value as object)) {
      if (!this.#known[place]!.includes(key)) throw new Error(`unknown field ${place === '' ? key : `${place}.${key}`}`);
    }
  }

  /** The same for each of a list, which may be left out. */
  checkEach(place: string, values: unknown): void {
    for (const value of (values ?? []) as readonly unknown[]) this.check(place, value);
  }
}

/** Records of a list in either shape: plain, or a table of `same`, `columns` and `rows`. */
export function rows(list: unknown): Row[] {
  if (Array.isArray(list)) return list as Row[];
  const table = list as { same?: Row; columns: string[]; rows: (number | string | boolean | null)[][] };
  return table.rows.map((row) => ({ ...table.same, ...Object.fromEntries(table.columns.map((column, i) => [column, row[i] ?? null])) }));
}

/** Null says of a key what its absence says: such keys of a value, and of all within it, are left out. */
export function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutNulls) as T;
  if (typeof value !== 'object' || value === null) return value;
  const said = Object.entries(value).filter(([, part]) => part !== null);
  return Object.fromEntries(said.map(([key, part]) => [key, withoutNulls(part) as unknown])) as T;
}
