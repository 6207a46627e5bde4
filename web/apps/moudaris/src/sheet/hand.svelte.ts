/** The cell in hand: where it is, the one input that stands over it, and what keys, taps and pastes do. */
import { lang } from "@massar/i18n";
import { keyState, type Refusal } from "../model/entry.ts";
import { move, type Position } from "../model/grid.ts";
import type { Cell, Sheet } from "./model.svelte.js";
import { contentText } from "./words.ts";

/** What the screen around the grid does. */
interface Around {
  menu(): void;
  paste(text: string): void;
  locked(): void;
}

/** Hand moves the tab stop itself: which cell is in hand is no state of the cells, 400 of them would look at it. */
export class Hand {
  at = $state.raw<Position>();
  /** Why what stands in the input cannot stand. */
  refusal = $state<Refusal>();
  table = $state<HTMLTableElement>();
  input = $state<HTMLInputElement>();
  /** typed: what is typed replaces, arrows leave; caret: arrows move in the text. */
  mode = $state<"typed" | "caret">();
  box = $state.raw({ top: 0, left: 0, width: 0, height: 0 });
  /** The input is over a remark. */
  wide = $state(false);
  #touch = false;
  readonly #sheet: Sheet;
  readonly #around: Around;

  constructor(sheet: Sheet, around: Around) {
    this.#sheet = sheet;
    this.#around = around;
  }

  get #size(): { rows: number; cols: number } {
    return { rows: this.#sheet.rows.length, cols: this.#sheet.columns.length + 1 };
  }

  #isRemark(col: number): boolean {
    return col >= this.#sheet.columns.length;
  }

  get #cell(): Cell | undefined {
    return this.at && this.#sheet.rows[this.at.row]?.at(this.at.col);
  }

  #element(p: Position): HTMLElement | undefined {
    return this.table?.querySelector<HTMLElement>(`[data-p="${p.row}:${p.col}"]`) ?? undefined;
  }

  /** Takes a cell in hand: it is the tab stop now. */
  take(to: Position, focus = true): void {
    if (this.at) this.#element(this.at)?.setAttribute("tabindex", "-1");
    this.at = to;
    const cell = this.#element(to);
    if (!cell) return;
    cell.setAttribute("tabindex", "0");
    if (focus) cell.focus({ preventScroll: true });
    if (focus || this.mode) cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Brings the cell in hand into sight, when what surrounds the grid has taken its place. */
  show(): void {
    const { at } = this;
    requestAnimationFrame(() => {
      const td = at && this.at === at && this.#element(at);
      if (!td) return;
      this.#cover(td);
      td.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  }

  /** Lays the input over a cell. */
  #cover(td: HTMLElement): void {
    this.box = { top: td.offsetTop, left: td.offsetLeft, width: td.offsetWidth, height: td.offsetHeight };
  }

  /** Goes to the next student or the one before with the keypad up, as Enter does. */
  step(by: 1 | -1): void {
    if (!this.at || !this.commit()) return;
    const row = this.at.row + by;
    if (row >= 0 && row < this.#sheet.rows.length) this.#go({ row, col: this.at.col }, true);
  }

  /** Opens the input over the cell in hand. */
  edit(how: "typed" | "caret", text?: string): void {
    const { at, input } = this;
    const row = at && this.#sheet.rows[at.row];
    const cell = this.#cell;
    const td = at && this.#element(at);
    if (!at || !input || !row || !cell || !td) return;
    if (this.#sheet.locked(row, at.col)) {
      this.#around.locked();
      return;
    }
    this.wide = this.#isRemark(at.col);
    this.#cover(td);
    this.mode = how;
    input.value = text ?? (this.wide ? cell.text : (cell.draft?.text ?? contentText(cell.content)));
    this.refusal = cell.draft?.refusal;
    input.focus({ preventScroll: true });
    if (text === undefined && how === "typed") input.select();
    else input.setSelectionRange(input.value.length, input.value.length);
  }

  /** Keeps what stands in the input. False where it cannot stand: then it stays open and says why. */
  commit(): boolean {
    const cell = this.#cell;
    if (!this.mode || !cell || !this.input) return true;
    if (this.wide) this.#sheet.putRemark(cell, this.input.value);
    else {
      this.refusal = this.#sheet.type(cell, this.input.value);
      if (this.refusal) return false;
    }
    this.refusal = undefined;
    return true;
  }

  #close(): void {
    this.mode = undefined;
    this.refusal = undefined;
  }

  #go(to: Position, again: boolean): void {
    // Closed first: the input that loses the focus would keep what it holds once more, in the cell that is in hand then.
    if (!again) this.#close();
    this.take(to, !again);
    if (again) this.edit("typed");
  }

  /** Says a state of the cell in hand: by a key, or by the buttons below the grid. */
  say(state: "ABSENT" | "EXEMPT" | "MISSING"): void {
    const { at, input } = this;
    const cell = this.#cell;
    const row = at && this.#sheet.rows[at.row];
    if (!at || !cell || !row || this.#isRemark(at.col)) return;
    if (this.#sheet.locked(row, at.col)) {
      this.#around.locked();
      return;
    }
    this.#sheet.put(cell, { state });
    this.refusal = undefined;
    if (this.mode && input) {
      input.value = contentText(cell.content);
      input.select();
    }
  }

  /** A key on a cell. */
  readonly keyInGrid = (event: KeyboardEvent): void => {
    if (!this.at || event.altKey || event.isComposing) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const next = move(this.at, { key: event.key, ctrl, shift: event.shiftKey }, this.#size, lang.dir === "rtl");
    if (next) {
      event.preventDefault();
      this.take(next);
    } else if (!ctrl && event.key !== "Tab" && this.#keyOnCell(event.key, this.at.col)) event.preventDefault();
  };

  #keyOnCell(key: string, col: number): boolean {
    const remark = this.#isRemark(col);
    const state = remark ? undefined : keyState(key);
    if (key === "F2") this.edit("caret");
    else if (key === " " || key === "ContextMenu") this.#around.menu();
    else if (key === "Delete" || key === "Backspace") {
      if (remark) this.edit("typed", "");
      else this.say("MISSING");
    } else if (state) this.say(state);
    else if (key.length === 1) this.edit("typed", key);
    else return false;
    return true;
  }

  /** A key in the input. */
  readonly keyInInput = (event: KeyboardEvent): void => {
    if (!this.at || event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      const cell = this.#cell;
      if (cell?.draft?.refusal) this.#sheet.restore(cell);
      this.#close();
      this.take(this.at);
      return;
    }
    const leaves = ["Enter", "Tab", "ArrowUp", "ArrowDown"].includes(event.key) || (this.mode === "typed" && !this.wide && event.key.startsWith("Arrow"));
    if (!leaves) {
      if (event.key === "F2") this.mode = "caret";
      return;
    }
    const next = move(this.at, { key: event.key, shift: event.shiftKey }, this.#size, lang.dir === "rtl");
    if (!this.commit()) {
      event.preventDefault();
      return;
    }
    if (!next) return;
    event.preventDefault();
    // On glass the keypad stays up from one student to the next.
    this.#go(next, this.#touch && (event.key === "Enter" || event.key === "Tab"));
  };

  readonly typed = (): void => {
    if (this.input && !this.wide) this.refusal = this.#sheet.judge(this.input.value);
  };

  readonly left = (event: FocusEvent): void => {
    if (!this.mode) return;
    // What cannot stand stays in its cell, marked, until somebody looks at it again.
    this.commit();
    // When the whole window loses focus the input stays open: one comes back to it.
    if (event.relatedTarget !== null || document.hasFocus()) this.#close();
    void this.#sheet.flush();
  };

  readonly pressed = (event: PointerEvent): void => {
    this.#touch = event.pointerType === "touch";
  };

  /** A finger on another cell leaves the focus where it is: the keypad would go down and come up again. */
  readonly touched = (event: MouseEvent): void => {
    if (this.mode && this.#touch && event.target instanceof Element && event.target.closest("[data-p]")) event.preventDefault();
  };

  readonly clicked = (event: MouseEvent): void => {
    const td = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-p]") : null;
    const [row, col] = (td?.dataset["p"] ?? "").split(":").map(Number);
    if (row === undefined || col === undefined) return;
    if (this.mode && !this.commit()) {
      this.input?.focus();
      return;
    }
    this.#close();
    this.take({ row, col }, !this.#touch);
    if (this.#touch) this.edit("typed");
    else if (event.detail >= 2) this.edit("caret");
  };

  readonly pasted = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (this.mode && !/[\t\n\r]/.test(text.trim())) return;
    event.preventDefault();
    this.#close();
    this.#around.paste(text);
  };

  readonly copied = (event: ClipboardEvent): void => {
    const cell = this.#cell;
    if (this.mode || !cell) return;
    event.clipboardData?.setData("text/plain", this.at && this.#isRemark(this.at.col) ? cell.text : contentText(cell.content));
    event.preventDefault();
  };
}
