import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CellState, MarksOp, Operation, Queue, QueuedOp } from "@massar/offline";
import type { MarkSheet, SheetRow } from "../src/model/types.ts";
import { Sheet } from "../src/sheet/model.svelte.ts";
import { contentWord, recordedWord } from "../src/sheet/words.ts";

const column = (name: string, number: number) => ({ column: name, kind: "CONTROL" as const, number, label: "", state: "OPEN" as const, date: "" });
const head: MarkSheet = {
  markSheetId: "12345A.s", semester: 1, state: "OPEN", scale: 20, schoolYear: "2026-2027", activitiesWeight: "", rows: [],
  columns: [column("C1", 1), column("C2", 2)],
};
const row = (id: string, marks: (string | undefined)[], version = 0): SheetRow => ({
  studentId: id, massarCode: "J100000001", name: { ar: "", latin: id }, number: 1, left: false, remark: "", remarkVersion: 0,
  cells: marks.map((mark, i) => ({ column: `C${i + 1}`, state: mark === undefined ? "MISSING" : "GRADED", version, absentInRegister: false, ...(mark === undefined ? {} : { mark }) })),
});

/** FakeQueue keeps operations as the real one shows them. */
class FakeQueue {
  added: MarksOp[] = [];
  /** The disk is full. */
  full = false;
  cells = new Map<string, CellState>();
  add(op: Operation): Promise<QueuedOp> {
    if (this.full) return Promise.reject(new DOMException("no room", "QuotaExceededError"));
    const marks = op as MarksOp;
    this.added.push(marks);
    for (const c of marks.cells ?? []) this.set(`${c.studentId}/${c.column}`, "PHONE", c.version, { ...(c.mark === undefined ? {} : { mark: c.mark }), ...(c.state === undefined ? {} : { state: c.state }) });
    return Promise.resolve({} as QueuedOp);
  }
  set(cell: string, state: CellState["state"], version: number, value = this.cells.get(cell)?.value ?? {}): void {
    this.cells.set(cell, { opId: "1", cell, state, version, value });
  }
  list(): QueuedOp[] {
    return [];
  }
  overlay(): ReadonlyMap<string, CellState> {
    return new Map(this.cells);
  }
}

function make(): { queue: FakeQueue; sheet: Sheet } {
  const queue = new FakeQueue();
  return { queue, sheet: new Sheet(queue as unknown as Queue, head, [row("a", ["10.00", undefined]), row("b", [undefined, undefined])]) };
}
const at = (sheet: Sheet, r: number, c: number) => sheet.rows[r]!.at(c);

describe("a sheet", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("makes one operation of what is typed without a pause", async () => {
    const { queue, sheet } = make();
    sheet.type(at(sheet, 0, 0), "12,5");
    await vi.advanceTimersByTimeAsync(1000);
    sheet.type(at(sheet, 1, 0), "غ");
    sheet.putRemark(at(sheet, 1, 2), "  bon   travail ");
    await vi.advanceTimersByTimeAsync(1400);
    expect(queue.added).toEqual([]);
    expect(at(sheet, 0, 0).sign).toBe("draft");
    await vi.advanceTimersByTimeAsync(200);
    expect(queue.added).toEqual([
      {
        kind: "MARKS", markSheetId: "12345A.s",
        cells: [{ studentId: "a", column: "C1", version: 0, mark: "12.50" }, { studentId: "b", column: "C1", version: 0, state: "ABSENT" }],
        remarks: [{ studentId: "b", text: "bon travail", version: 0 }],
      },
    ]);
    expect(at(sheet, 0, 0).sign).toBe("phone");
    expect(at(sheet, 0, 0).content.mark).toBe("12.50");
  });

  it("does not make who never pauses wait for ever", async () => {
    const { queue, sheet } = make();
    for (let i = 0; i < 7; i++) {
      sheet.type(at(sheet, 0, 0), String(11 + i));
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(queue.added.length).toBe(1);
  });

  it("keeps at once when the page is left, and sends nothing twice", async () => {
    const { queue, sheet } = make();
    sheet.type(at(sheet, 1, 1), "7");
    await sheet.flush();
    await sheet.flush();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(queue.added.length).toBe(1);
  });

  it("holds on to what the phone could not keep, says so, and tries again", async () => {
    const { queue, sheet } = make();
    queue.full = true;
    sheet.type(at(sheet, 0, 0), "12");
    sheet.type(at(sheet, 1, 0), "13");
    await sheet.flush();
    expect([sheet.stuck, at(sheet, 0, 0).sign, queue.added.length]).toEqual([true, "draft", 0]);
    sheet.type(at(sheet, 0, 0), "14");
    sheet.restore(at(sheet, 1, 0));
    await vi.advanceTimersByTimeAsync(1600);
    expect(sheet.stuck).toBe(true);
    queue.full = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(queue.added).toEqual([{ kind: "MARKS", markSheetId: "12345A.s", cells: [{ studentId: "a", column: "C1", version: 0, mark: "14.00" }] }]);
    expect([sheet.stuck, at(sheet, 0, 0).sign]).toEqual([false, "phone"]);
  });

  it("tries no more once the account is not here", async () => {
    const { queue, sheet } = make();
    queue.full = true;
    sheet.type(at(sheet, 0, 0), "12");
    await sheet.flush();
    sheet.stop();
    queue.full = false;
    await vi.advanceTimersByTimeAsync(100_000);
    expect(queue.added).toEqual([]);
  });

  it("hears who takes back an edit while the phone writes it down", async () => {
    const { queue, sheet } = make();
    sheet.type(at(sheet, 0, 0), "15");
    const writing = sheet.flush();
    sheet.type(at(sheet, 0, 0), "10");
    await writing;
    await vi.advanceTimersByTimeAsync(2000);
    expect(queue.added.map((op) => op.cells?.[0]?.mark)).toEqual(["15.00", "10.00"]);
  });

  it("never sends what cannot stand, nor what changes nothing", async () => {
    const { queue, sheet } = make();
    expect(sheet.type(at(sheet, 0, 0), "20,5")).toBe("MARK_ABOVE_SCALE");
    expect(at(sheet, 0, 0).sign).toBe("bad");
    expect(sheet.waiting.bad).toBe(1);
    expect(sheet.type(at(sheet, 1, 0), "")).toBeUndefined();
    sheet.restore(at(sheet, 0, 0));
    sheet.type(at(sheet, 0, 0), "10");
    await sheet.flush();
    expect(queue.added).toEqual([]);
    expect(at(sheet, 0, 0).sign).toBeUndefined();
  });

  it("drops an edit that was taken back before it was kept", async () => {
    const { queue, sheet } = make();
    sheet.type(at(sheet, 0, 0), "15");
    sheet.type(at(sheet, 0, 0), "10");
    await sheet.flush();
    expect(queue.added).toEqual([]);
  });

  it("sends the version of the phone's last word, and shows the server's where the phone's was refused", async () => {
    const { queue, sheet } = make();
    queue.set("a/C1", "RECEIVED", 4, { mark: "13.00" });
    sheet.hear();
    expect(at(sheet, 0, 0).sign).toBe("received");
    sheet.type(at(sheet, 0, 0), "14");
    await sheet.flush();
    expect(queue.added[0]?.cells).toEqual([{ studentId: "a", column: "C1", version: 4, mark: "14.00" }]);
    queue.set("a/C1", "REFUSED", 4);
    sheet.hear();
    expect(at(sheet, 0, 0).content.mark).toBe("10.00");
  });

  it("still says that the server has it when the server itself says so", async () => {
    const { queue, sheet } = make();
    sheet.type(at(sheet, 0, 1), "9");
    await sheet.flush();
    queue.set("a/C2", "RECEIVED", 1);
    sheet.hear();
    const before = sheet.rows[0];
    sheet.read(head, [row("a", ["10.00", "9.00"], 1), row("b", [undefined, undefined])]);
    sheet.hear();
    expect(sheet.rows[0]).toBe(before);
    expect(at(sheet, 0, 1).held).toBeUndefined();
    expect(at(sheet, 0, 1).sign).toBe("received");
    expect(sheet.rows[0]?.running).toEqual({ state: "GRADED", mark: "9.50" });
    expect(sheet.figuresOf(1)).toMatchObject({ count: 1, missing: 1, average: "9.00" });
  });

  it("does not lose what is typed while the roster changes", () => {
    const { sheet } = make();
    sheet.type(at(sheet, 1, 0), "18");
    sheet.read(head, [row("c", [undefined, undefined]), row("b", [undefined, undefined]), row("a", ["10.00", undefined])]);
    expect(sheet.rows.map((r) => r.id)).toEqual(["c", "b", "a"]);
    expect(at(sheet, 1, 0).content.mark).toBe("18.00");
  });
});

describe("what is recorded where a file wants to write", () => {
  const issue = { studentId: "a", column: "C1", version: 3 };
  it("is not known before this page has heard of it", () => {
    const { sheet } = make();
    expect(recordedWord(sheet, issue)).toBeUndefined();
    sheet.read(head, [row("a", ["14.00"], 3)]);
    expect(recordedWord(sheet, issue)).toBe(contentWord({ mark: "14.00", state: "GRADED" }));
    expect(recordedWord(sheet, { ...issue, studentId: "c" })).toBeUndefined();
  });

  it("is a sign where a remark is empty", () => {
    const { sheet } = make();
    expect(recordedWord(sheet, { ...issue, column: "REMARK" })).toBeUndefined();
    sheet.read(head, [{ ...row("a", []), remarkVersion: 3 }]);
    expect(recordedWord(sheet, { ...issue, column: "REMARK" })).toBe("–");
  });
});
