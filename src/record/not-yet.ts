/** An instant that has not come: written as an empty cell. */
export const NOT_YET = -1;
