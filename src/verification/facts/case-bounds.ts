/** So many cases of one table are decided while somebody types. */
export const MOST_TABLE_CASES = 40;
