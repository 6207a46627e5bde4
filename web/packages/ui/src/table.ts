/** A column of Table. */
export interface Column {
  key: string;
  label: string;
  /** Numbers: aligned to the end, digits of one width. */
  num?: boolean;
  /** Names the row; stays in place when the table is moved sideways. */
  head?: boolean;
}
