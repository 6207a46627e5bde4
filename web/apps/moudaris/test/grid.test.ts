import { describe, expect, it } from "vitest";
import { move } from "../src/model/grid.ts";

const size = { rows: 35, cols: 5 };

describe("moving in the grid", () => {
  it.each([
    ["the next student", { row: 3, col: 1 }, { key: "Enter" }, false, { row: 4, col: 1 }],
    ["the student before", { row: 3, col: 1 }, { key: "Enter", shift: true }, false, { row: 2, col: 1 }],
    ["the last student stays", { row: 34, col: 1 }, { key: "Enter" }, false, { row: 34, col: 1 }],
    ["the next column", { row: 3, col: 1 }, { key: "Tab" }, true, { row: 3, col: 2 }],
    ["right in French goes on", { row: 3, col: 1 }, { key: "ArrowRight" }, false, { row: 3, col: 2 }],
    ["right in Arabic goes back", { row: 3, col: 1 }, { key: "ArrowRight" }, true, { row: 3, col: 0 }],
    ["left in Arabic goes on", { row: 3, col: 1 }, { key: "ArrowLeft" }, true, { row: 3, col: 2 }],
    ["to the end of the row, in Arabic", { row: 3, col: 1 }, { key: "ArrowLeft", ctrl: true }, true, { row: 3, col: 4 }],
    ["home is the first column in both", { row: 3, col: 3 }, { key: "Home" }, true, { row: 3, col: 0 }],
    ["to the last cell of all", { row: 3, col: 1 }, { key: "End", ctrl: true }, false, { row: 34, col: 4 }],
    ["a page down stops at the last", { row: 30, col: 1 }, { key: "PageDown" }, false, { row: 34, col: 1 }],
    ["up at the top stays", { row: 0, col: 0 }, { key: "ArrowUp" }, false, { row: 0, col: 0 }],
  ])("%s", (_, at, key, rtl, want) => {
    expect(move(at, key, size, rtl)).toEqual(want);
  });

  it("lets the keyboard out at both ends of a row", () => {
    expect(move({ row: 3, col: 4 }, { key: "Tab" }, size, true)).toBeUndefined();
    expect(move({ row: 3, col: 0 }, { key: "Tab", shift: true }, size, true)).toBeUndefined();
    expect(move({ row: 3, col: 0 }, { key: "5" }, size, true)).toBeUndefined();
  });
});
