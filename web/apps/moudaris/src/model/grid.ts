/** Where the focus goes in the grid. Pure: the screen asks, and moves. */

export interface Position {
  row: number;
  col: number;
}

export interface Size {
  rows: number;
  cols: number;
}

export interface Key {
  key: string;
  ctrl?: boolean;
  shift?: boolean;
}

/** Rows that PageUp and PageDown pass. */
const page = 10;

/**
 * Gives the next position of a key; undefined where the key is not one that moves, or where it leaves the grid: Tab at
 * the last column goes on to what follows the grid, so that a keyboard is never caught in it.
 */
export function move(at: Position, key: Key, size: Size, rtl: boolean): Position | undefined {
  const clamp = (row: number, col: number): Position => ({
    row: Math.max(0, Math.min(size.rows - 1, row)),
    col: Math.max(0, Math.min(size.cols - 1, col)),
  });
  // Columns run from the start of the line: where it begins at the right, the left arrow goes on.
  const onward = rtl ? "ArrowLeft" : "ArrowRight";
  const backward = rtl ? "ArrowRight" : "ArrowLeft";
  switch (key.key) {
    case "ArrowUp":
      return clamp(key.ctrl ? 0 : at.row - 1, at.col);
    case "ArrowDown":
      return clamp(key.ctrl ? size.rows - 1 : at.row + 1, at.col);
    case onward:
      return clamp(at.row, key.ctrl ? size.cols - 1 : at.col + 1);
    case backward:
      return clamp(at.row, key.ctrl ? 0 : at.col - 1);
    case "Enter":
      return clamp(at.row + (key.shift ? -1 : 1), at.col);
    case "Home":
      return clamp(key.ctrl ? 0 : at.row, 0);
    case "End":
      return clamp(key.ctrl ? size.rows - 1 : at.row, size.cols - 1);
    case "PageUp":
      return clamp(at.row - page, at.col);
    case "PageDown":
      return clamp(at.row + page, at.col);
    case "Tab": {
      const col = at.col + (key.shift ? -1 : 1);
      return col < 0 || col >= size.cols ? undefined : { row: at.row, col };
    }
  }
  return undefined;
}
